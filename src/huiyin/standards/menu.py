from django.utils.translation import gettext_lazy as _

from huiyin.kernel.ui.menu import Group, MenuLine, menu_line
from huiyin.standards.access import VIEW_STANDARDS

menu_line(
    MenuLine(
        label=_("Standards"),
        url_name="standards:policies",
        icon="clipboard-check",
        group=Group.SET_UP,
        order=20,
        permission=VIEW_STANDARDS,
        tour=_(
            "What is promised: clocks by topic, tier, urgency and region, legal limits, "
            "calendars. A change shows first what it would do."
        ),
    )
)
