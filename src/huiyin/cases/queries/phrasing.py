"""What may be asked of a model outside about a case, and what it said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count

from huiyin.cases.models import Case, Phrasing
from huiyin.cases.queries.answers import unanswered_words
from huiyin.cases.rules.phrasing import Brief, Veil
from huiyin.cases.rules.suggesting import Source
from huiyin.customers.public import without_trace_of_person
from huiyin.kernel.text import redact_strictly
from huiyin.kernel.text.answers import judge_answer

SHOWN_LATELY = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Briefing:
    """What leaves, and what stays here of what was taken out of published articles."""

    brief: Brief
    veil: Veil


@dataclass(frozen=True, slots=True, kw_only=True)
class Lately:
    """How phrasing went: how often, and the last times, the newest first."""

    asked: int
    phrased: int
    last: tuple[Phrasing, ...]


def briefing_of(*, case: Case, chosen: Source, sources: Sequence[Source]) -> Briefing:
    """Return what may leave the house so that `chosen` is phrased.

    Values taken out of articles for customers may come back; those of a case may not.
    """
    veil = Veil()
    asked, *rest = _without_customer(
        [unanswered_words(case=case), *(w for s in sources for w in (s.title, s.words))], case
    )
    hidden = [
        redact_strictly(words, naming=veil.cover if source.kind == "article" else None)
        for source, words in zip((s for s in sources for _ in range(2)), rest, strict=True)
    ]
    titles, bodies = hidden[::2], hidden[1::2]
    place = [source.ref for source in sources].index(chosen.ref)
    points = judge_answer(complaint=redact_strictly(asked), answer="").points
    brief = Brief(
        points=tuple(point.words for point in points),
        draft=bodies[place],
        sources=tuple(f"{t}\n{b}" for t, b in zip(titles, bodies, strict=True)),
        language=case.language,
    )
    return Briefing(brief=brief, veil=veil)


def _without_customer(texts: list[str], case: Case) -> list[str]:
    if case.place:
        texts = [text.replace(case.place, "[place]") for text in texts]
    if case.customer_id is None:
        return texts
    return without_trace_of_person(texts=texts, customer_id=case.customer_id)


def phrasings_of(*, case: Case) -> dict[str, Phrasing]:
    """Return what was asked about a case, by the digest of what was sent."""
    return {row.digest: row for row in Phrasing.objects.filter(case=case)}


def phrased_lately(*, at: datetime) -> Lately:
    """Return how phrasing went in the last 24 hours."""
    day = Phrasing.objects.filter(asked_at__gt=at - timedelta(days=1))
    counts = dict(day.values_list("state").annotate(n=Count("pk")))
    last = Phrasing.objects.order_by("-asked_at")[:SHOWN_LATELY]
    return Lately(
        asked=sum(counts.values()), phrased=counts.get("phrased", 0), last=tuple(last)
    )
