"""Where the pages of cases stand in the navigation."""

from django.utils.translation import gettext_lazy as _

from huiyin.cases.access import VIEW
from huiyin.kernel.access.roles import Role
from huiyin.kernel.ui.menu import Group, MenuLine, menu_line

menu_line(
    MenuLine(
        label=_("Queue"),
        url_name="cases:queue",
        icon="inbox",
        group=Group.WORK,
        order=10,
        permission=VIEW,
        first_for=frozenset({Role.AGENT, Role.SPECIALIST}),
    )
)
