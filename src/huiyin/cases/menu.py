"""Where the pages of cases stand in the navigation."""

from django.utils.translation import gettext_lazy as _

from huiyin.cases.access import CLASSIFY, OPEN, SUPERVISE, TEND_MODEL, VIEW
from huiyin.kernel.access.roles import Role
from huiyin.kernel.ui.menu import Group, MenuLine, menu_line
from huiyin.kernel.ui.stories import story_page

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
menu_line(
    MenuLine(
        label=_("To be classified"),
        url_name="cases:triage",
        icon="tag",
        group=Group.WORK,
        order=20,
        permission=CLASSIFY,
    )
)
menu_line(
    MenuLine(
        label=_("Phone console"),
        url_name="cases:phone",
        icon="phone",
        group=Group.WORK,
        order=30,
        permission=OPEN,
    )
)
menu_line(
    MenuLine(
        label=_("At risk"),
        url_name="cases:at_risk",
        icon="alarm",
        group=Group.WATCH,
        order=10,
        permission=SUPERVISE,
        first_for=frozenset({Role.SUPERVISOR, Role.QUALITY_MANAGER}),
    )
)
menu_line(
    MenuLine(
        label=_("Model health"),
        url_name="cases:model",
        icon="activity",
        group=Group.IMPROVE,
        order=60,
        permission=TEND_MODEL,
    )
)
story_page(r"(C-\d{4}-\d+)", "cases:case")
