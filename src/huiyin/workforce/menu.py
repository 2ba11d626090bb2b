"""Where the workforce stands in the navigation."""

from django.utils.translation import gettext_lazy as _

from huiyin.kernel.ui.menu import Group, MenuLine, menu_line
from huiyin.workforce.access import SEE

menu_line(
    MenuLine(
        label=_("People and teams"),
        url_name="workforce:people",
        icon="users-group",
        group=Group.SET_UP,
        order=20,
        permission=SEE,
        tour=_(
            "Who works in which team, what they can, when they are there. Dispatch follows it."
        ),
    )
)
menu_line(
    MenuLine(
        label=_("Duty roster"),
        url_name="workforce:roster",
        icon="calendar-week",
        group=Group.WATCH,
        order=60,
        permission=SEE,
    )
)
menu_line(
    MenuLine(
        label=_("Routes"),
        url_name="workforce:routes",
        icon="route",
        group=Group.SET_UP,
        order=25,
        permission=SEE,
    )
)
