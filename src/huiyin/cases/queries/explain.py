"""A clock in its own words, to the second; and a check of what is stored against a replay."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from huiyin.cases.models import Case, Clock
from huiyin.cases.queries.replaying import check_clocks
from huiyin.cases.rules import clocks
from huiyin.kernel.refusal import NotFound
from huiyin.standards.public import working_time


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """One stretch of a clock's time: half-open, in working seconds of its calendar."""

    state: str
    from_at: datetime
    to_at: datetime
    seconds: int
    total_s: int
    reason: str
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Everything a clock's reading follows from."""

    case_ref: str
    kind: str
    cycle: int
    calendar: str
    source: str
    policy_version_id: int | None
    target_s: int
    used_s: int
    due_at: datetime | None
    state: str
    outcome: str
    stretches: tuple[Stretch, ...]
    reached: tuple[tuple[int, datetime], ...]
    differs: str


def clock_of(*, case: Case, clock_id: int) -> Clock:
    """Return a clock of the case; NotFound where it has no such."""
    clock = case.clocks.filter(pk=clock_id).first()
    if clock is None:
        raise NotFound(_("The case has no such clock. Go back to the case."))
    return clock


def explain_clock(*, clock_id: int, at: datetime) -> Explanation:
    """Return how the clock came to its reading at `at`."""
    clock = Clock.objects.select_related("case").get(pk=clock_id)
    stretches = _stretches(clock, at=at)
    return Explanation(
        case_ref=clock.case.ref,
        kind=clock.kind,
        cycle=clock.cycle,
        calendar=clock.calendar,
        source=clock.source,
        policy_version_id=clock.policy_version_id,
        target_s=clock.target_s,
        used_s=stretches[-1].total_s if stretches else clock.consumed_s,
        due_at=clock.due_at,
        state=clock.state,
        outcome=clock.outcome,
        stretches=stretches,
        reached=tuple(clock.reached.order_by("percent").values_list("percent", "fired_at")),
        differs=difference(clock),
    )


def _stretches(clock: Clock, *, at: datetime) -> tuple[Stretch, ...]:
    found, total = [], 0
    for part in clock.segments.all():
        total += part.seconds if part.state == clocks.RUNNING else 0
        found.append(
            Stretch(
                state=part.state,
                from_at=part.started_at,
                to_at=part.ended_at,
                seconds=part.seconds,
                total_s=total,
                reason=part.reason,
                actor=part.actor,
            )
        )
    if clock.since is not None:
        found.append(_present(clock, total, until=max(at, clock.since)))
    return tuple(found)


def _present(clock: Clock, before_s: int, *, until: datetime) -> Stretch:
    assert clock.since is not None  # noqa: S101 - asked by the caller
    time = working_time(calendar=clock.calendar)
    seconds = time.working_between(clock.since, until)
    return Stretch(
        state=clock.state,
        from_at=clock.since,
        to_at=until,
        seconds=seconds,
        total_s=before_s + (seconds if clock.state == clocks.RUNNING else 0),
        reason=clock.pause_reason,
        actor="",
    )


def difference(clock: Clock) -> str:
    """Return in which figures the stored clock differs from a replay, or nothing."""
    finding = check_clocks([clock])[0].finding
    return ", ".join(
        f"{name} {_now(clock, name)} → {getattr(finding.clock, name, '')}".strip(" →")
        for name in finding.differs
    )


def _now(clock: Clock, name: str) -> str:
    return str(getattr(clock, name, ""))
