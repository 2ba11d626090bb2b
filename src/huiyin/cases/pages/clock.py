"""How a clock came to its reading, to the second."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from huiyin.cases.access import see_case
from huiyin.cases.queries.explain import clock_of, explain_clock
from huiyin.cases.queries.wording import (
    AUDIENCE_NAMES,
    CLOCK_NAMES,
    CLOCK_STATES,
    MILESTONE_NAMES,
    word,
)
from huiyin.kernel.access.actor import Request
from huiyin.kernel.access.names import actor_names
from huiyin.kernel.clock import now
from huiyin.kernel.ui.fragments import render_page


@login_required
@require_safe
def show(request: Request, ref: str, clock_id: int) -> HttpResponse:
    """Explain one clock of a case."""
    case = see_case(ref=ref, actor=request.actor)
    clock = clock_of(case=case, clock_id=clock_id)
    at = now()
    told = explain_clock(clock_id=clock_id, at=at)
    actors = actor_names([stretch.actor for stretch in told.stretches])
    fired = dict(told.reached)
    context = {
        "case": case,
        "told": told,
        "at": at,
        "name": word(CLOCK_NAMES, told.kind),
        "state": word(CLOCK_STATES, told.outcome or told.state),
        "meaning": {"met": "ok", "breached": "overdue", "running": "information"}.get(
            told.outcome or told.state, ""
        ),
        "left_s": told.target_s - told.used_s,
        "stretches": [
            (stretch, word(CLOCK_STATES, stretch.state), actors.get(stretch.actor, ""))
            for stretch in told.stretches
        ],
        "milestones": [
            (
                percent,
                word(MILESTONE_NAMES, action),
                word(AUDIENCE_NAMES, audience),
                fired.get(percent),
            )
            for percent, audience, action in clock.milestones
        ],
    }
    return render_page(request, "cases/clock.html", context)
