"""Where articles stand in the navigation."""

from django.utils.translation import gettext_lazy as _

from huiyin.kernel.ui.menu import Group, MenuLine, menu_line
from huiyin.knowledge.access import READ

menu_line(
    MenuLine(
        label=_("Articles"),
        url_name="knowledge:articles",
        icon="book",
        group=Group.WORK,
        order=70,
        permission=READ,
        tour=_(
            "Answers for customers and for staff. They are suggested on each case; "
            "write one from a case you solved."
        ),
    )
)
