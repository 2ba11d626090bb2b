"""The page of one case: what it is, what happened, what can be done."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from huiyin.cases.access import see_case
from huiyin.cases.models import Case, WorkOrder
from huiyin.cases.pages.asked import person_of
from huiyin.cases.pages.forms import Place
from huiyin.cases.pages.lines import ClockView, clock_view, flags_of, meaning_of
from huiyin.cases.pages.verbs import VERBS, main_verb
from huiyin.cases.queries.queue import clock_card
from huiyin.cases.queries.story import StoryLine, last_said, story_of_case
from huiyin.cases.queries.wording import (
    CHANNEL_NAMES,
    OUTCOME_NAMES,
    STAGE_NAMES,
    URGENCY_NAMES,
    Names,
    names,
    state_name,
    word,
)
from huiyin.cases.rules.life import STAGES, State, is_open, stage_of
from huiyin.channels.public import AttachmentCard
from huiyin.kernel.access.actor import Request
from huiyin.kernel.access.roles import Actor
from huiyin.kernel.clock import now
from huiyin.kernel.ui.fragments import render_page
from huiyin.standards.public import working_times

COMPOSER = ("reply", "note", "call")
PANELS = ("customer", "understanding", "articles", "similar", "merging", "concessions")
# What shows when a stage was reached; the opening and the answer are columns of the case.
REACHED_BY = {
    "dispatched": ("cases.case_dispatched", "cases.case_handed_over"),
    "in_progress": ("cases.case_taken",),
    "called_back": ("cases.case_rated", "cases.case_closed"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLook:
    """How an event looks in the story."""

    icon: str


NOTICE, PLAIN = EventLook(icon="bell"), EventLook(icon="point")
EVENT_LOOKS = {
    "cases.case_opened": EventLook(icon="inbox"),
    "cases.case_dispatched": EventLook(icon="arrow-right"),
    "cases.case_handed_over": EventLook(icon="arrow-right"),
    "cases.case_taken": EventLook(icon="hand-grab"),
    "cases.case_resolved": EventLook(icon="circle-check"),
    "cases.case_closed": EventLook(icon="archive"),
    "cases.clock_reached": EventLook(icon="alarm"),
    "cases.case_paused": EventLook(icon="player-pause"),
    "cases.case_resumed": EventLook(icon="player-play"),
    "cases.case_reopened": EventLook(icon="refresh"),
    "cases.case_urged": EventLook(icon="bell-ringing"),
    "cases.work_order_issued": EventLook(icon="tool"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderView:
    """A work order with its clock."""

    order: WorkOrder
    department: str
    holder: str
    state: str
    clock: ClockView | None


@login_required
@require_safe
def show(request: Request, ref: str) -> HttpResponse:
    """Show a case."""
    case = see_case(ref=ref, actor=request.actor)
    return render_page(request, "cases/case.html", case_context(request, case))


def case_context(request: Request, case: Case) -> dict[str, Any]:
    """Return everything the page of a case shows; the panels at its side load by themselves."""
    at, actor = now(), request.actor
    orders = list(case.work_orders.order_by("id"))
    known = names(at=at, people=[case.holder_id, *(order.holder_id for order in orders)])
    story = story_of_case(case=case, at=at, known=known)
    clocks = _clocks(case, at=at)
    person = person_of(actor, at=at)
    holder_is_me = person is not None and person.person_id == case.holder_id
    return {
        "case": case,
        "state": state_name(case.state),
        "meaning": meaning_of(case.state),
        "priority": "" if case.urgency == "normal" else word(URGENCY_NAMES, case.urgency),
        "topic": known.topic(case.topic),
        "channel": word(CHANNEL_NAMES, case.channel),
        "department": known.department(case.department),
        "team": known.team(case.team),
        "holder": known.holder(case.holder_id),
        "marks": flags_of(case),
        "steps": _steps(case, story),
        "days": list(_days(story)),
        "clock": _pressing(clocks),
        "clocks": [clock for clock, order in clocks if order is None],
        "orders": _orders(orders, clocks, known),
        "may_order": VERBS["accept-order"].is_apt(case, actor),
        "language": _language_name(case.language),
        "may_suggest": _waits_for_words(story) and VERBS["reply"].is_apt(case, actor),
        "panels": PANELS,
        "csrf": get_token(request),
    } | _verbs(case, actor, at=at, holder_is_me=holder_is_me)


def _verbs(case: Case, actor: Actor, *, at: datetime, holder_is_me: bool) -> dict[str, Any]:
    apt = [verb for verb in VERBS.values() if verb.is_apt(case, actor)]
    main = main_verb(case, holder_is_me=holder_is_me)
    others = [verb for verb in apt if not verb.is_in_place and verb.code != main]
    if holder_is_me:
        others = [verb for verb in others if verb.code != "take"]
    place = Place(case=case, at=at)
    return {
        "main": next((verb for verb in apt if verb.code == main), None),
        "near": others[:3],
        "far": others[3:],
        "composer": [
            (verb, verb.form(place=place, auto_id=f"{verb.code}_%s"))
            for verb in apt
            if verb.code in COMPOSER
        ],
    }


def _clocks(case: Case, *, at: datetime) -> list[tuple[ClockView, int | None]]:
    """Return the clocks of the present cycle, the running ones first, each with its order."""
    rows = list(case.clocks.filter(cycle=case.cycle).order_by("id"))
    times = working_times(calendars={row.calendar for row in rows})
    found = [
        (clock_view(clock_card(row, at=at, time=times[row.calendar]), at=at), row.work_order_id)
        for row in rows
    ]
    return sorted(found, key=_by_need)


def _by_need(pair: tuple[ClockView, int | None]) -> tuple[bool, bool, float]:
    clock = pair[0]
    return (clock.state != "running", clock.state != "paused", clock.remaining_s)


def _pressing(clocks: Sequence[tuple[ClockView, int | None]]) -> ClockView | None:
    """Return the clock that matters most: the promise of the case that falls due first."""
    live = [c for c, order in clocks if order is None and c.state in ("running", "paused")]
    return live[0] if live else None


def _waits_for_words(story: Sequence[StoryLine]) -> bool:
    """Return whether the customer spoke last: then an answer is worth suggesting."""
    last = last_said(story)
    return last is None or last.kind == "customer"


def _orders(
    orders: Sequence[WorkOrder], clocks: Sequence[tuple[ClockView, int | None]], known: Names
) -> list[OrderView]:
    by_order = {order_id: clock for clock, order_id in clocks if order_id is not None}
    return [
        OrderView(
            order=order,
            department=known.department(order.department),
            holder=known.holder(order.holder_id),
            state=word(OUTCOME_NAMES, order.state),
            clock=by_order.get(order.pk),
        )
        for order in orders
    ]


def _steps(case: Case, story: Sequence[StoryLine]) -> list[dict[str, Any]]:
    reached = {"received": case.opened_at, "resolved": case.resolved_at}
    for stage, events in REACHED_BY.items():
        reached[stage] = next((line.at for line in story if line.name in events), None)
    present = stage_of(case.state)
    is_over = not is_open(case.state) and case.state != State.RESOLVED
    return [
        {
            "label": word(STAGE_NAMES, stage),
            "state": _step_state(place, present, is_over=is_over),
            "at": reached[stage] if place <= present else None,
            "who": "",
        }
        for place, stage in enumerate(STAGES)
    ]


def _step_state(place: int, present: int, *, is_over: bool) -> str:
    if place < present or (is_over and place == present):
        return "done"
    return "current" if place == present else "todo"


def _days(story: Sequence[StoryLine]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    for day, lines in groupby(story, key=lambda line: localdate(line.at)):
        yield day.isoformat(), [_told(line) for line in lines]


def _told(line: StoryLine) -> dict[str, Any]:
    """Return a line of the story for its component."""
    side = {"customer": "theirs", "staff": "ours", "note": "note"}.get(line.kind, "")
    who = line.actor or (_("Customer") if line.kind == "customer" else _("Staff"))
    return {
        "side": side,
        "kind": line.kind,
        "who": who if side else line.actor,
        "words": line.words,
        "at": line.at,
        "channel": word(CHANNEL_NAMES, line.channel) if line.channel else "",
        "state": _delivery(line.state) if line.kind in ("staff", "notice") else "",
        "files": [{"name": file.name, "href": _file_href(file)} for file in line.attachments],
        "evidence": line.evidence,
        "icon": _icon(line),
    }


def _file_href(file: AttachmentCard) -> str:
    """Return where the file is handed out; nowhere what was refused or erased."""
    return reverse("channels:attachment", args=[file.id]) if file.is_kept else ""


def _delivery(state: str) -> str:
    return {
        "queued": _("waiting to be sent"),
        "held": _("held back"),
        "sent": _("sent"),
        "delivered": _("delivered"),
        "failed": _("not delivered"),
        "suppressed": _("not sent"),
    }.get(state, "")


def _icon(line: StoryLine) -> str:
    return NOTICE.icon if line.kind == "notice" else EVENT_LOOKS.get(line.name, PLAIN).icon


def _language_name(code: str) -> str:
    try:
        return str(get_language_info(code)["name_local"]) if code else ""
    except KeyError:
        return code
