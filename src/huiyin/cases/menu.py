"""Where the pages of cases stand in the navigation."""

from datetime import datetime

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from huiyin.cases.access import CLASSIFY, OPEN, SUPERVISE, TEND_MODEL, VIEW
from huiyin.cases.queries.phrasing import phrased_lately
from huiyin.cases.queries.wording import PHRASING_NAMES
from huiyin.kernel.access.roles import Role
from huiyin.kernel.phrasing import endpoint
from huiyin.kernel.ui.menu import Group, MenuLine, menu_line
from huiyin.kernel.ui.stories import story_page
from huiyin.kernel.worker.outside import Call, Service, shows_service

menu_line(
    MenuLine(
        label=_("Queue"),
        url_name="cases:queue",
        icon="inbox",
        group=Group.WORK,
        order=10,
        permission=VIEW,
        first_for=frozenset({Role.AGENT, Role.SPECIALIST}),
        tour=_(
            "What waits, the next to take on top, with the reason why. j and k move, o "
            "opens, / searches, ? lists all keys."
        ),
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
        tour=_(
            "What the model was not sure about. Choose a topic, by three suggestions "
            "and the words that decided; it learns from what you choose."
        ),
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
        tour=_(
            "For whoever calls: type the number, see the customer and what is open, "
            "write while they speak, solve it on the spot or promise a time."
        ),
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
        tour=_(
            "What will be late, is late, or lies still, by team and person. Urge, hand "
            "over or help from the line itself."
        ),
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
        tour=_(
            "How often topics were understood, by what people decided. Train a better "
            "model, compare both, accept it or go back."
        ),
    )
)
story_page(r"(C-\d{4}-\d+)", "cases:case")


@shows_service
def phrasing(at: datetime) -> Service:
    """Describe the endpoint that phrases suggested answers."""
    outside = endpoint()
    lately = phrased_lately(at=at)
    figures = gettext("In the last 24 hours: asked %(asked)s times, phrased %(phrased)s times.")
    where = gettext("%(model)s at %(host)s, given up after %(seconds)s s.")
    return Service(
        name=_("Phrasing of suggested answers"),
        is_on=outside is not None,
        about=where
        % {
            "model": outside.model,
            "host": outside.host,
            "seconds": f"{outside.timeout_s:g}",
        }
        if outside
        else "",
        figures=figures % {"asked": lately.asked, "phrased": lately.phrased},
        calls=tuple(
            Call(
                at=row.asked_at,
                outcome=PHRASING_NAMES.get(row.problem or row.state, row.state),
                meaning="ok" if row.state == "phrased" else "attention",
                about=" · ".join(
                    part for part in (row.model, f"{row.duration_ms} ms", row.detail) if part
                ),
            )
            for row in lately.last
        ),
    )
