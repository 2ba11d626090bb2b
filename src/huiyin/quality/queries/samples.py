"""Samples as lists and pages show them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, Q, QuerySet

from huiyin.kernel.access.roles import Actor
from huiyin.quality.access import own_samples, visible_samples
from huiyin.quality.models import Draw, Feedback, Judgement, Sample, Verdict
from huiyin.quality.rules.grades import FAIR_FROM, GOOD_FROM, Grade, points_of
from huiyin.workforce.public import Worker, departments, persons

STATES = ("open", "mine", "judged", "appealed")
SCORES = {
    Grade.GOOD: Q(overall__gte=GOOD_FROM),
    Grade.FAIR: Q(overall__gte=FAIR_FROM, overall__lt=GOOD_FROM),
    Grade.POOR: Q(overall__lt=FAIR_FROM),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a list of samples is narrowed to; empty: not by that."""

    week: str = ""
    team: str = ""
    person: int = 0
    state: str = ""
    score: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """A judgement that stands, with its grades by criterion."""

    by: str
    at: datetime
    verdicts: Sequence[Verdict]

    @property
    def grades(self) -> dict[str, str]:
        return {verdict.criterion: verdict.grade for verdict in self.verdicts}

    @property
    def points(self) -> float:
        return points_of(self.grades)


def wanted_samples(*, wanted: Wanted, actor: Actor) -> QuerySet[Sample]:
    """Return the samples within the person's scope that fit."""
    found = visible_samples(actor)
    if wanted.week:
        found = found.filter(draw__week=wanted.week)
    if wanted.team:
        found = found.filter(team=wanted.team)
    if wanted.person:
        found = found.filter(person_id=wanted.person)
    if wanted.score:
        found = found.filter(SCORES[Grade(wanted.score)])
    return _in_state(found, wanted.state, actor)


def _in_state(found: QuerySet[Sample], state: str, actor: Actor) -> QuerySet[Sample]:
    if state == "open":
        return found.filter(judged=0)
    if state == "judged":
        return found.filter(judged__gt=0)
    if state == "appealed":
        return found.filter(is_appealed=True)
    if state == "mine":
        mine = Judgement.objects.filter(by=actor.id, undone_at=None)
        others = found.filter(judged__gt=0).exclude(user_id=actor.user_id or 0)
        return others.exclude(pk__in=mine.values("sample"))
    return found


def next_open(*, actor: Actor, after: Sample) -> Sample | None:
    """Return the weakest answer nobody has judged yet, beside this one and one's own."""
    found = visible_samples(actor).filter(judged=0).exclude(pk=after.pk)
    theirs = found.exclude(user_id=actor.user_id or 0)
    return theirs.order_by("overall", "pk").first()


def count_open(*, actor: Actor) -> int:
    """Return how many samples within the person's scope nobody has judged."""
    return visible_samples(actor).filter(judged=0).count()


def weeks_drawn(*, limit: int = 26) -> list[str]:
    """Return the weeks that were drawn, the latest first."""
    return list(Draw.objects.order_by("-since").values_list("week", flat=True)[:limit])


def judgements_on(*, sample_ids: Collection[int]) -> dict[int, list[Stand]]:
    """Return the judgements that stand, by sample, the first first. Two queries."""
    standing = Judgement.objects.filter(sample__in=sample_ids, undone_at=None)
    verdicts = Prefetch("verdicts", queryset=Verdict.objects.order_by("pk"))
    found: dict[int, list[Stand]] = {}
    for row in standing.order_by("at", "pk").prefetch_related(verdicts):
        stand = Stand(by=row.by, at=row.at, verdicts=list(row.verdicts.all()))
        found.setdefault(row.sample_id, []).append(stand)
    return found


def feedback_on(*, sample: Sample) -> list[Feedback]:
    """Return what was said to whoever wrote the answer, the first first."""
    return list(Feedback.objects.filter(sample=sample).order_by("at", "pk"))


def own_judged(*, actor: Actor) -> QuerySet[Sample]:
    """Return the actor's own answers that somebody judged or spoke of."""
    said = Feedback.objects.filter(sample__user_id=actor.user_id or 0)
    spoken = Q(judged__gt=0) | Q(pk__in=said.values("sample"))
    return own_samples(actor).filter(spoken)


def people_of(samples: Collection[Sample], *, at: datetime) -> dict[int, Worker]:
    """Return who wrote these answers, also those who left."""
    return persons(person_ids={sample.person_id for sample in samples}, at=at)


def team_names() -> dict[str, str]:
    """Return what teams are called, by code."""
    return {team.code: team.name for one in departments() for team in one.teams}
