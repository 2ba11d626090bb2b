"""How good answers are, by team and week, and how far those who judge agree."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import fmean

from huiyin.kernel.access.roles import Actor
from huiyin.quality.access import visible_samples
from huiyin.quality.models import Draw, Sample, Verdict
from huiyin.quality.queries.samples import judgements_on
from huiyin.quality.rules.agreement import Agreement, agreement_among, agreement_of
from huiyin.quality.rules.grades import CRITERIA
from huiyin.quality.rules.sampling import CHANCE

WEEKS = 12
# Below this a mean is shown with its base, and said to be too few to compare.
FEWEST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Mean:
    """A mean from 0 to 100 over answers drawn by chance, each weighing what it stands for."""

    value: float
    base: int

    @property
    def is_enough(self) -> bool:
        return self.base >= FEWEST


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A team in a week: what the machine found, and what people did; None without any."""

    machine: Mean | None
    people: Mean | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Cells by team and week, the weeks in their order; all teams under the empty code."""

    weeks: Sequence[str]
    cells: dict[str, dict[str, Cell]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """Agreement by criterion: the machine with managers, and managers among themselves."""

    criterion: str
    machine: Agreement
    managers: Agreement


def figures(*, actor: Actor) -> Figures:
    """Return the last twelve weeks within the person's scope. Four queries."""
    draws = list(Draw.objects.order_by("-since").values_list("pk", "week")[:WEEKS])
    weeks = dict(reversed(draws))
    found = visible_samples(actor).filter(draw__in=list(weeks), reason=CHANCE)
    rows: dict[str, dict[str, list[Sample]]] = defaultdict(lambda: defaultdict(list))
    samples = list(found)
    for sample in samples:
        for team in ("", sample.team):
            rows[team][weeks[sample.draw_id]].append(sample)
    points = _points([sample.pk for sample in samples if sample.judged])
    cells = {
        team: {week: _cell(some, points) for week, some in by_week.items()}
        for team, by_week in rows.items()
    }
    return Figures(weeks=list(weeks.values()), cells=cells)


def _points(sample_ids: Sequence[int]) -> dict[int, float]:
    """Return what people say of each answer; of several who judged it, their mean."""
    return {
        pk: fmean(stand.points for stand in stands)
        for pk, stands in judgements_on(sample_ids=sample_ids).items()
    }


def _cell(samples: Sequence[Sample], points: dict[int, float]) -> Cell:
    judged = [(sample, points[sample.pk]) for sample in samples if sample.pk in points]
    return Cell(
        machine=_mean([(sample, sample.overall) for sample in samples]),
        people=_mean(judged),
    )


def _mean(values: Sequence[tuple[Sample, float]]) -> Mean | None:
    """Who answers much is drawn more rarely: each answer weighs as many as it stands for."""
    if not values:
        return None
    weighed = [(sample.of_sent / max(1, sample.of_drawn), value) for sample, value in values]
    total = sum(weight for weight, _value in weighed)
    mean = sum(weight * value for weight, value in weighed) / total
    return Mean(value=round(100 * mean, 1), base=len(values))


def calibrations(*, actor: Actor) -> list[Calibration]:
    """Return how far those who judge agree, in the last twelve weeks. Three queries."""
    draws = Draw.objects.order_by("-since").values_list("pk", flat=True)[:WEEKS]
    seen = visible_samples(actor).filter(draw__in=list(draws), judged__gt=0)
    stands = judgements_on(sample_ids=list(seen.values_list("pk", flat=True)))
    machine: dict[str, list[tuple[str, str]]] = defaultdict(list)
    managers: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for some in stands.values():
        for verdict in _verdicts(stand.verdicts for stand in some):
            machine[verdict.criterion].append((verdict.machine, verdict.grade))
        for one, other in combinations(some, 2):
            for criterion in one.grades.keys() & other.grades.keys():
                pair = (one.grades[criterion], other.grades[criterion])
                managers[criterion].append(pair)
    return [
        Calibration(
            criterion=criterion,
            machine=agreement_of(machine[criterion]),
            managers=agreement_among(managers[criterion]),
        )
        for criterion in CRITERIA
    ]


def _verdicts(groups: Iterable[Sequence[Verdict]]) -> Iterable[Verdict]:
    return (verdict for group in groups for verdict in group)
