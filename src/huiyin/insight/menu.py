"""Where reports stand in the navigation."""

from django.utils.translation import gettext_lazy as _

from huiyin.insight.access import SEE, SEE_TOPICS
from huiyin.kernel.ui.menu import Group, MenuLine, menu_line
from huiyin.kernel.ui.stories import story_page

menu_line(
    MenuLine(
        label=_("Monthly report"),
        url_name="insight:report",
        icon="report-analytics",
        group=Group.IMPROVE,
        order=10,
        permission=SEE,
        first_for=frozenset({"quality_manager", "auditor"}),
        tour=_(
            "The month in sentences: what rose, what fell, which promises were kept. "
            "Each figure leads to its cases; it can be printed, exported and published."
        ),
    )
)
menu_line(
    MenuLine(
        label=_("Where cases wait"),
        url_name="insight:process",
        icon="route",
        group=Group.IMPROVE,
        order=15,
        permission=SEE,
        tour=_(
            "The way of cases from first word to answer, with the time spent at each "
            "step: where they wait, loop and change hands."
        ),
    )
)
menu_line(
    MenuLine(
        label=_("Hot topics"),
        url_name="topics:board",
        icon="flame",
        group=Group.WATCH,
        order=30,
        permission=SEE_TOPICS,
        tour=_(
            "What many customers speak of now, the hottest first. A matter that breaks "
            "out is told to supervisors by itself."
        ),
    )
)
story_page(r"topic:(\d+)", "topics:topic")
