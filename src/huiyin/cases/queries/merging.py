"""Open cases of the same customer that may be the same matter; a person decides."""

from dataclasses import dataclass

from huiyin.cases.models import Case, MergeCandidate
from huiyin.cases.rules.life import OPEN
from huiyin.cases.rules.merging import WORTH_ASKING, Likeness, Matter, likeness
from huiyin.channels.public import MessageCard, messages_of

LOOKED_AT = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A case that may be the same matter."""

    case: Case
    score: float
    reasons: tuple[str, ...]


def merge_candidates(*, case: Case) -> list[Candidate]:
    """Return the likely ones, the likeliest first; those a person kept apart are left out.

    A constant number of queries.
    """
    if case.customer_id is None or case.state not in OPEN:
        return []
    apart = MergeCandidate.objects.filter(case=case, state="apart").values("other")
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
    found = [(other, likeness(mine, _matter(other, said[other.ref]))) for other in others]
    likely = [
        Candidate(case=other, score=like.score, reasons=like.reasons)
        for other, like in found
        if like.score >= WORTH_ASKING
    ]
    return sorted(likely, key=lambda candidate: (-candidate.score, candidate.case.pk))


def likeness_of(*, case: Case, other: Case) -> Likeness:
    """Return how alike two cases are."""
    said = messages_of(stories=[case.ref, other.ref])
    return likeness(_matter(case, said[case.ref]), _matter(other, said[other.ref]))


def _matter(case: Case, said: list[MessageCard]) -> Matter:
    first = next((message.body for message in said if message.direction == "in"), "")
    return Matter(first or case.title, case.topic, case.region, case.place, case.opened_at)
