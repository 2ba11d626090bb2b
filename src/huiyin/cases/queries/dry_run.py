"""What a drafted policy would do to the promises that run now."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Q

from huiyin.cases.models import Clock
from huiyin.cases.queries.replaying import ledgers_of
from huiyin.cases.rules import clocks
from huiyin.cases.rules.revising import Moved, would_move
from huiyin.standards.public import (
    Foreseen,
    PolicyRule,
    Promise,
    PromiseKey,
    drafted_promises,
    working_times,
)

BATCH = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class KindOfClock:
    """What would become of the live clocks of one kind."""

    kind: str
    live: int
    moved: int
    earlier: int
    breached: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DryRun:
    """How many live clocks a draft would move, and how many would be late at once."""

    policy: str
    live: int
    moved: int
    earlier: int
    breached: int
    kinds: tuple[KindOfClock, ...]


def dry_run(*, draft: PolicyRule, at: datetime) -> DryRun:
    """Return what `draft`, in force from `at` for running clocks too, would do. Writes nothing.

    Four queries for every two thousand live clocks.
    """
    draft = replace(draft, valid_from=at, valid_to=None)
    counts: Counter[tuple[str, str]] = Counter()
    last = 0
    live = Clock.objects.exclude(state=clocks.STOPPED).select_related("case").order_by("pk")
    while batch := list(live.filter(pk__gt=last)[:BATCH]):
        for kind, moved in _judged(batch, draft, at=at):
            counts[kind, "live"] += 1
            counts[kind, "moved"] += moved.is_moved
            counts[kind, "earlier"] += moved.is_earlier
            counts[kind, "breached"] += moved.is_newly_breached
        last = batch[-1].pk
    kinds = tuple(_kind(kind, counts) for kind in sorted({kind for kind, _ in counts}))
    return DryRun(
        policy=draft.code,
        live=sum(one.live for one in kinds),
        moved=sum(one.moved for one in kinds),
        earlier=sum(one.earlier for one in kinds),
        breached=sum(one.breached for one in kinds),
        kinds=kinds,
    )


def foreseen(draft: PolicyRule, *, at: datetime, most: int) -> Foreseen:
    """Return what a draft nobody saved yet would do to running clocks now. Writes nothing.

    The database leaves out what its conditions exclude; of the rest the `most` oldest are
    looked at, since somebody waits for the answer.
    """
    draft = replace(draft, valid_from=at, valid_to=None)
    live = Clock.objects.exclude(state=clocks.STOPPED)
    may_concern = live.filter(_may_concern(draft))
    counts: Counter[str] = Counter()
    last = 0
    while counts["counted"] < most:
        size = min(BATCH, most - counts["counted"])
        some = may_concern.filter(pk__gt=last).select_related("case").order_by("pk")
        batch = list(some[:size])
        if not batch:
            break
        for _kind_of, moved in _judged(batch, draft, at=at):
            counts["counted"] += 1
            counts["earlier"] += moved.is_moved and moved.is_earlier
            counts["later"] += moved.is_moved and not moved.is_earlier
            counts["overdue"] += moved.is_newly_breached
        last = batch[-1].pk
    return Foreseen(
        running=live.count(),
        concerned=may_concern.count(),
        counted=counts["counted"],
        later=counts["later"],
        earlier=counts["earlier"],
        overdue=counts["overdue"],
    )


def _may_concern(draft: PolicyRule) -> Q:
    """Return the condition without which the draft promises a clock nothing.

    Regions are left to the rules, which know what lies within what.
    """
    wanted, kinds = draft.conditions, {target.kind for target in draft.targets}
    fitting = Q(kind__in=sorted(kinds))
    if wanted.topic:
        within = Q(case__topic__startswith=f"{wanted.topic}.")
        fitting &= Q(case__topic=wanted.topic) | within
    if wanted.is_vip is not None:
        fitting &= Q(case__is_vip=wanted.is_vip)
    if wanted.urgency:
        fitting &= Q(case__urgency=wanted.urgency)
    if wanted.channel:
        fitting &= Q(case__channel=wanted.channel)
    return fitting


def _kind(kind: str, counts: Mapping[tuple[str, str], int]) -> KindOfClock:
    return KindOfClock(
        kind=kind,
        live=counts[kind, "live"],
        moved=counts[kind, "moved"],
        earlier=counts[kind, "earlier"],
        breached=counts[kind, "breached"],
    )


def _judged(
    batch: list[Clock], draft: PolicyRule, *, at: datetime
) -> Iterator[tuple[str, Moved]]:
    keys = {clock.pk: _key(clock) for clock in batch}
    found = drafted_promises(draft=draft, keys=set(keys.values()), at=at)
    promised: dict[tuple[PromiseKey, str], Promise] = {
        (key, promise.kind): promise for key, kinds in found.items() for promise in kinds
    }
    # Only what the draft itself promises is its doing; see rules/revising.py.
    put = {
        clock.pk: promise
        for clock in batch
        if (promise := promised.get((keys[clock.pk], clock.kind)))
        and promise.policy_version_id == draft.version_id
    }
    times = working_times(
        calendars={c.calendar for c in batch} | {promise.calendar for promise in put.values()}
    )
    ledgers = ledgers_of([c.pk for c in batch if c.pk in put])
    for clock in batch:
        promise = put.get(clock.pk)
        target_s = promise.target_s if promise else clock.target_s
        calendar = promise.calendar if promise else clock.calendar
        yield (
            clock.kind,
            would_move(
                clock.reading,
                target_s=target_s,
                ledger=ledgers[clock.pk] if calendar != clock.calendar else (),
                old=times[clock.calendar],
                new=times[calendar],
                at=at,
            ),
        )


def _key(clock: Clock) -> PromiseKey:
    case = clock.case
    return PromiseKey(
        topic=case.topic,
        is_vip=case.is_vip,
        urgency=case.urgency,
        region=case.region,
        channel=case.channel,
    )
