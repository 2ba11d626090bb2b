"""How cases were answered: how quickly, and what customers made of it."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q

from huiyin.cases.models import CallBack, Clock
from huiyin.cases.rules import clocks

WORST_SCORES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstResponse:
    """How long the first answer took, in the time of its promise, and what was promised."""

    taken_s: int
    promised_s: int


def first_responses(*, refs: Collection[str]) -> dict[str, FirstResponse]:
    """Return how quickly these cases were first answered, if that was promised. One query."""
    found = Clock.objects.filter(
        case__ref__in=refs, kind=clocks.FIRST_RESPONSE, state="stopped", target_s__gt=0
    )
    rows = found.order_by("-id").values_list("case__ref", "consumed_s", "target_s")
    # Of several, the first that was stopped: later ones belong to later cycles.
    return {
        ref: FirstResponse(taken_s=taken, promised_s=promised) for ref, taken, promised in rows
    }


def unhappy_cases(*, refs: Collection[str]) -> frozenset[str]:
    """Return which of these cases the customer called unsolved, or rated badly. One query."""
    unhappy = Q(is_satisfied=False) | Q(is_solved=False) | Q(score__lte=WORST_SCORES)
    found = CallBack.objects.filter(unhappy, case__ref__in=refs)
    return frozenset(found.values_list("case__ref", flat=True))
