"""Who works when, and which routes lead to them: read once per edition, answered from memory.

Every complaint asks for it. What is kept holds for a day around the moment it was asked for;
who is on duty is worked out once a minute, the step of all weekly hours.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q

from huiyin.kernel.editions.kept import Kept
from huiyin.workforce import rules
from huiyin.workforce.models import Absence, Person, Route, Shift

AREA = "workforce"
BEFORE, AFTER = timedelta(hours=1), timedelta(hours=25)
MINUTE = timedelta(minutes=1)
PERSON_FIELDS = (
    "id",
    "user_id",
    "name",
    "department__code",
    "team__code",
    "team__is_rapid_response",
    "skills",
    "regions",
    "languages",
    "capacity",
)
DUTY_FIELDS = ("hours", "team__hours", "team__zone", "joined_at", "left_at")
ROUTE_FIELDS = (
    "topic_prefix",
    "region_prefix",
    "tier",
    "department__code",
    "team__code",
    "valid_from",
    "valid_to",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Worker:
    """Somebody who takes work. Empty skills, regions or languages mean all of them."""

    person_id: int
    user_id: int | None
    name: str
    department: str
    team: str
    is_rapid_response: bool
    skills: frozenset[str]
    regions: frozenset[str]
    languages: frozenset[str]
    is_on_duty: bool
    capacity: int


@dataclass(frozen=True, slots=True)
class _Span:
    """A time that somebody is on duty besides the weekly hours, or away."""

    person_id: int
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class _Answer:
    """What holds from one moment until the next at which it may change."""

    since: datetime
    until: datetime
    everybody: tuple[Worker, ...]
    workers: tuple[Worker, ...]
    routes: tuple[rules.Route, ...]

    def holds(self, at: datetime) -> bool:
        return self.since <= at < self.until


@dataclass(slots=True)
class Roster:
    """People, planned shifts, absences and routes, good for moments from `since` to `until`."""

    since: datetime
    until: datetime
    people: Sequence[tuple[Any, ...]]
    shifts: Sequence[_Span]
    absences: Sequence[_Span]
    all_routes: Sequence[tuple[Any, ...]]
    _answer: _Answer | None = field(default=None)

    def at(self, at: datetime) -> _Answer:
        answer = self._answer
        if answer is None or not answer.holds(at):
            answer = self._answer = self._worked_out(at)
        return answer

    def _worked_out(self, at: datetime) -> _Answer:
        everybody = tuple(self._everybody(at))
        here = {row[0] for row in self.people if _is_here(*row[-2:], at=at)}
        since, until = self._stretch(at)
        return _Answer(
            since,
            until,
            everybody,
            tuple(one for one in everybody if one.person_id in here),
            tuple(self._routes(at)),
        )

    def _stretch(self, at: datetime) -> tuple[datetime, datetime]:
        """Return from when until when nothing turns: at most the minute around `at`."""
        minute = at.replace(second=0, microsecond=0)
        spans = [
            turn for s in (*self.shifts, *self.absences) for turn in (s.starts_at, s.ends_at)
        ]
        stays = [turn for row in (*self.people, *self.all_routes) for turn in row[-2:] if turn]
        turns = [turn for turn in (*spans, *stays) if minute < turn < minute + MINUTE]
        since = max((turn for turn in turns if turn <= at), default=minute)
        until = min((turn for turn in turns if turn > at), default=minute + MINUTE)
        return since, until

    def _everybody(self, at: datetime) -> Iterable[Worker]:
        extra = {span.person_id for span in self.shifts if span.starts_at <= at < span.ends_at}
        away = {span.person_id for span in self.absences if span.starts_at <= at < span.ends_at}
        for row in self.people:
            person_id, duty = row[0], row[len(PERSON_FIELDS) :]
            is_on_duty = person_id not in away and _is_on_duty(
                duty, is_planned=person_id in extra, at=at
            )
            yield _worker(row[: len(PERSON_FIELDS)], is_on_duty=is_on_duty)

    def _routes(self, at: datetime) -> list[rules.Route]:
        return rules.most_specific_first(
            rules.Route(
                topic_prefix=topic,
                region_prefix=region,
                tier=tier,
                department=department,
                team=team or "",
            )
            for topic, region, tier, department, team, valid_from, valid_to in self.all_routes
            if valid_from <= at and (valid_to is None or valid_to > at)
        )


@dataclass(slots=True)
class _Shelf:
    """Where the roster of one edition stands once it is read."""

    roster: Roster | None = None

    def roster_at(self, at: datetime) -> Roster:
        roster = self.roster
        if roster is None or not roster.since <= at < roster.until:
            roster = self.roster = _read(since=at - BEFORE, until=at + AFTER)
        return roster


_kept: Kept[_Shelf] = Kept(AREA, _Shelf)


def workers(*, at: datetime) -> tuple[Worker, ...]:
    """Return all who work here at that moment, on duty or not, in the order of their ids.

    No query but the look at the edition once the roster of the day is in memory; the same
    object again for as long as nobody comes, goes or changes.
    """
    return _at(at).workers


def person_of_user(*, user_id: int, at: datetime) -> Worker | None:
    """Return the person who signs in as that user, or None where it is nobody who works."""
    return next((one for one in _at(at).workers if one.user_id == user_id), None)


def persons(*, person_ids: Collection[int], at: datetime) -> dict[int, Worker]:
    """Return these people by id; those who have left are included, never on duty."""
    wanted = set(person_ids)
    return {one.person_id: one for one in _at(at).everybody if one.person_id in wanted}


def routes(*, at: datetime) -> tuple[rules.Route, ...]:
    """Return the routes in force at that moment, the most specific first."""
    return _at(at).routes


def _at(at: datetime) -> _Answer:
    return _kept.current().roster_at(at).at(at)


def _read(*, since: datetime, until: datetime) -> Roster:
    touching = Q(starts_at__lt=until, ends_at__gt=since)
    span = ("person_id", "starts_at", "ends_at")
    in_force = Q(valid_from__lt=until) & (Q(valid_to=None) | Q(valid_to__gt=since))
    return Roster(
        since=since,
        until=until,
        people=list(Person.objects.order_by("pk").values_list(*PERSON_FIELDS, *DUTY_FIELDS)),
        shifts=[_Span(*row) for row in Shift.objects.filter(touching).values_list(*span)],
        absences=[_Span(*row) for row in Absence.objects.filter(touching).values_list(*span)],
        all_routes=list(Route.objects.filter(in_force).values_list(*ROUTE_FIELDS)),
    )


def _is_here(joined_at: datetime, left_at: datetime | None, *, at: datetime) -> bool:
    return joined_at <= at and (left_at is None or left_at > at)


def _is_on_duty(duty: tuple[Any, ...], *, is_planned: bool, at: datetime) -> bool:
    own, of_team, zone, _joined_at, left_at = duty
    if left_at is not None and left_at <= at:
        return False
    week = rules.week_of(of_team if own is None else own)
    return is_planned or rules.is_working(week, zone, at)


def _worker(row: tuple[Any, ...], *, is_on_duty: bool) -> Worker:
    pk, user_id, name, department, team, is_rapid, skills, regions, languages, capacity = row
    return Worker(
        person_id=pk,
        user_id=user_id,
        name=name,
        department=department,
        team=team,
        is_rapid_response=is_rapid,
        skills=frozenset(skills),
        regions=frozenset(regions),
        languages=frozenset(languages),
        is_on_duty=is_on_duty,
        capacity=capacity,
    )
