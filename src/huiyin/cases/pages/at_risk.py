"""The supervisor's wall: what is at risk, overdue, held by nobody or stuck; act in place."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.timezone import localtime
from django.views.decorators.http import require_safe

from huiyin.cases.access import ASSIGN, SUPERVISE, URGE
from huiyin.cases.pages.asked import SOON, STILL, Asked, count_words
from huiyin.cases.pages.lines import queue_lines
from huiyin.cases.queries.queue import (
    COUNTED,
    Load,
    QueueFilter,
    count_up_to,
    loads_by_department,
    queue,
)
from huiyin.cases.queries.wall import Burden, burdens, today
from huiyin.cases.queries.wording import Names, names
from huiyin.kernel.access.actor import Request
from huiyin.kernel.access.roles import require
from huiyin.kernel.clock import now
from huiyin.kernel.ui.fragments import render_page

PRESSING = 15


@login_required
@require_safe
def show(request: Request) -> HttpResponse:
    """Show where it burns."""
    require(request.actor, SUPERVISE)
    at, actor = now(), request.actor
    found = burdens(loads_by_department(actor=actor, at=at, soon=at + SOON))
    still = count_up_to(queue(actor=actor, wanted=QueueFilter(untouched_since=at - STILL)))
    pressing = queue(actor=actor, wanted=QueueFilter(due_before=at + SOON))
    lines, _known = queue_lines(list(pressing.order_by("due_at", "case_id")[:PRESSING]), at=at)
    known = names(at=at, people=[load.holder_id for one in found for load in one.people])
    midnight = localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    context = {
        "numbers": _numbers(found, count_words(still, most=COUNTED)),
        "departments": [_row(one, known) for one in found],
        "lines": lines,
        "today": today(actor=actor, midnight=midnight, at=at),
        "may_urge": URGE.allows(actor),
        "may_assign": ASSIGN.allows(actor),
    }
    return render_page(request, "cases/at_risk.html", context)


def _numbers(found: list[Burden], still: str) -> dict[str, Any]:
    everything = Asked(view="all")
    return {
        "overdue": (sum(one.overdue for one in found), everything.address(due="overdue")),
        "soon": (sum(one.due_soon for one in found), everything.address(due="soon")),
        "unheld": (sum(one.unheld for one in found), Asked(view="unheld").address()),
        "still": (still, everything.address(still="1")),
        "open": (sum(one.open for one in found), everything.address()),
    }


def _row(one: Burden, known: Names) -> dict[str, Any]:
    everything = Asked(view="all", department=one.department)
    return {
        "name": known.department(one.department) or "–",
        "open": (one.open, everything.address()),
        "overdue": (one.overdue, everything.address(due="overdue")),
        "soon": (one.due_soon, everything.address(due="soon")),
        "unheld": (
            one.unheld,
            Asked(view="unheld", department=one.department).address(),
        ),
        "people": [_person(load, known) for load in one.people],
    }


def _person(load: Load, known: Names) -> dict[str, Any]:
    theirs = Asked(view="all", holder=str(load.holder_id), department=load.department)
    return {
        "name": known.holder(load.holder_id) or "–",
        "open": (load.open, theirs.address()),
        "overdue": (load.overdue, theirs.address(due="overdue")),
        "soon": (load.due_soon, theirs.address(due="soon")),
    }
