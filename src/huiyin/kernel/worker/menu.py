"""Where the system's own pages stand in the navigation."""

from django.utils.translation import gettext_lazy as _

from huiyin.kernel.ui.menu import Group, MenuLine, menu_line
from huiyin.kernel.worker.access import SEE_HEALTH, SEE_JOURNAL

menu_line(
    MenuLine(
        label=_("System health"),
        url_name="worker:health",
        icon="activity",
        group=Group.SET_UP,
        order=90,
        permission=SEE_HEALTH,
        tour=_(
            "Whether everything runs: mail, timers, queues, what failed and was put "
            "aside, and what to do about it."
        ),
    )
)
menu_line(
    MenuLine(
        label=_("Journal"),
        url_name="worker:journal",
        icon="history",
        group=Group.SET_UP,
        order=95,
        permission=SEE_JOURNAL,
    )
)
