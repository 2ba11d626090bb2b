"""Open cases of the same customer that may be the same matter; a person decides."""

from dataclasses import dataclass

from django.db.models import Q

from huiyin.cases.models import Case, MergeCandidate
from huiyin.cases.rules.life import OPEN
from huiyin.cases.rules.merging import LOOKED_AT, WORTH_ASKING, Likeness, Matter, likeness
from huiyin.channels.public import MessageCard, messages_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A case that may be the same matter."""

    case: Case
    score: float
    reasons: tuple[str, ...]


def merge_candidates(*, case: Case) -> list[Candidate]:
    """Return the likely ones, the likeliest first; those a person kept apart are left out.

    What was noted at opening stays worth asking, whatever was said since. A constant number of
    queries.
    """
    if case.customer_id is None or case.state not in OPEN:
        return []
    apart, noted = _pairs_of(case)
    others = list(
        Case.objects.filter(customer_id=case.customer_id, state__in=OPEN)
        .exclude(pk=case.pk)
        .exclude(pk__in=apart)
        .order_by("-opened_at", "-id")[:LOOKED_AT]
    )
    if not others:
        return []
    said = messages_of(stories=[case.ref, *(other.ref for other in others)])
    mine = _matter(case, said[case.ref])
    found = [
        (other, _stronger(likeness(mine, _matter(other, said[other.ref])), noted.get(other.pk)))
        for other in others
    ]
    likely = [
        Candidate(case=other, score=like.score, reasons=like.reasons)
        for other, like in found
        if like.score >= WORTH_ASKING
    ]
    return sorted(likely, key=lambda candidate: (-candidate.score, candidate.case.pk))


def kept_apart(*, case: Case) -> list[Case]:
    """Return the cases that a person said are another matter, the latest first. One query."""
    apart = MergeCandidate.objects.filter(case=case, state="apart").values("other")
    return list(Case.objects.filter(pk__in=apart).order_by("-opened_at", "-id")[:LOOKED_AT])


def _pairs_of(case: Case) -> tuple[set[int], dict[int, Likeness]]:
    """Return which others were kept apart from it, and which were noted, and why."""
    both = Q(case=case) | Q(other=case)
    rows = MergeCandidate.objects.filter(both, state__in=["apart", "open"])
    apart: set[int] = set()
    noted: dict[int, Likeness] = {}
    for pair in rows:
        other_id = pair.other_id if pair.case_id == case.pk else pair.case_id
        if pair.state == "apart":
            apart.add(other_id)
        else:
            noted[other_id] = Likeness(pair.score, tuple(pair.reasons))
    return apart, noted


def _stronger(found: Likeness, noted: Likeness | None) -> Likeness:
    return noted if noted is not None and noted.score > found.score else found


def likeness_of(*, case: Case, other: Case) -> Likeness:
    """Return how alike two cases are."""
    said = messages_of(stories=[case.ref, other.ref])
    return likeness(_matter(case, said[case.ref]), _matter(other, said[other.ref]))


def _matter(case: Case, said: list[MessageCard]) -> Matter:
    first = next((message.body for message in said if message.direction == "in"), "")
    return Matter(first or case.title, case.topic, case.region, case.place, case.opened_at)
