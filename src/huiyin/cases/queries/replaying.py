"""Clocks compared with what the journal and their ledgers say they should read."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from huiyin.cases.events import CasePaused, CaseResolved, CaseResumed
from huiyin.cases.models import Clock, Segment
from huiyin.cases.queries.remarks import remarks_named
from huiyin.cases.rules import clocks
from huiyin.cases.rules.replaying import (
    PAUSE,
    RESUME,
    Finding,
    Wait,
    compare,
    waits_of_clock,
)
from huiyin.kernel.journal.models import Entry
from huiyin.kernel.text import redact
from huiyin.standards.public import working_times

BATCH = 1000
_VERBS = {CasePaused.name: PAUSE, CaseResumed.name: RESUME, CaseResolved.name: RESUME}


@dataclass(frozen=True, slots=True)
class Checked:
    """A clock and what a replay found."""

    clock: Clock
    finding: Finding


def waits_of(*, refs: Collection[str]) -> dict[str, list[Wait]]:
    """Return when these cases began and ceased to wait, by the journal. Two queries."""
    found: dict[str, list[Wait]] = defaultdict(list)
    told = Entry.objects.filter(story__in=refs, name__in=list(_VERBS)).order_by("at", "pk")
    entries = [
        (story, Wait(_VERBS[name], at, payload.get("why", "")))
        for story, name, at, payload in told.values_list("story", "name", "at", "payload")
    ]
    words = remarks_named(wait.why for _story, wait in entries)
    for story, wait in entries:
        why = redact(words.get(wait.why, wait.why))
        found[story].append(replace(wait, why=why))
    return found


def check_clocks(found: Sequence[Clock]) -> list[Checked]:
    """Return these clocks (with their cases) as a replay finds them. Four queries."""
    waits = waits_of(refs={clock.case.ref for clock in found})
    times = working_times(calendars={clock.calendar for clock in found})
    ledgers = ledgers_of([clock.pk for clock in found])
    checked = []
    for clock in found:
        steps = [] if clock.work_order_id else _steps(clock, waits[clock.case.ref])
        finding = compare(clock.reading, ledgers[clock.pk], steps, time=times[clock.calendar])
        checked.append(Checked(clock, finding))
    return checked


def check_all(*, is_live_only: bool, ref: str = "") -> Iterator[Checked]:
    """Yield clocks as a replay finds them, read batch by batch."""
    wanted = Clock.objects.select_related("case").order_by("pk")
    if is_live_only:
        wanted = wanted.exclude(state=clocks.STOPPED)
    if ref:
        wanted = wanted.filter(case__ref=ref)
    last = 0
    while batch := list(wanted.filter(pk__gt=last)[:BATCH]):
        yield from check_clocks(batch)
        last = batch[-1].pk


def ledgers_of(clock_ids: Collection[int]) -> dict[int, list[clocks.Segment]]:
    """Return the finished stretches of these clocks, oldest first. One query."""
    found: dict[int, list[clocks.Segment]] = defaultdict(list)
    for part in Segment.objects.filter(clock_id__in=clock_ids).order_by("pk"):
        found[part.clock_id].append(part.as_value())
    return found


def _steps(clock: Clock, waits: Sequence[Wait]) -> list[tuple[str, datetime, str]]:
    return waits_of_clock(
        waits, kind=clock.kind, started_at=clock.started_at, stopped_at=clock.stopped_at
    )
