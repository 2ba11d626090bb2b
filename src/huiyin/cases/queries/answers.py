"""What was asked and answered in cases, without whose it was."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from huiyin.cases.models import CallBack, Case
from huiyin.cases.queries.search import alike
from huiyin.cases.rules.life import State
from huiyin.cases.rules.suggesting import Source, best_sources
from huiyin.channels.public import MessageCard, messages_of
from huiyin.customers.public import without_person
from huiyin.kernel.access.roles import Actor
from huiyin.kernel.text import redact, similarity
from huiyin.kernel.text.answers import judge_answer
from huiyin.knowledge.public import suggest_articles

LOOKED_AT = 12
ANSWERED_WELL = frozenset({State.RESOLVED, State.CALLED_BACK, State.CLOSED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """The customer's first words and our last ones, redacted."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A sentence of a source, and the point of the complaint that it speaks of."""

    point: str
    sentence: str


def exchange_of(*, case: Case) -> Exchange:
    """Return what a case asked and what it was answered, with personal data taken out."""
    said = messages_of(stories=[case.ref])[case.ref]
    return Exchange(
        question=redacted(_first_of(said) or case.title, case=case),
        answer=redacted(_last_answer(said), case=case),
    )


def unanswered_words(*, case: Case) -> str:
    """Return what the customer said since somebody last wrote to them, or all of it."""
    said = messages_of(stories=[case.ref])[case.ref]
    ours = [place for place, message in enumerate(said) if message.direction == "out"]
    since = said[ours[-1] + 1 :] if ours else said
    return _heard(since) or _heard(said) or case.title


def asked_words(*, case: Case) -> str:
    """Return all that the customer said about a case."""
    return _heard(messages_of(stories=[case.ref])[case.ref]) or case.title


def _heard(said: Sequence[MessageCard]) -> str:
    return "\n".join(message.body for message in said if message.direction == "in")


def redacted(text: str, *, case: Case) -> str:
    """Return `text` without what tells who the customer of the case is."""
    if case.customer_id is not None:
        text = without_person(text=text, customer_id=case.customer_id)
    return redact(text)


def suggested_answers(*, case: Case, actor: Actor, language: str) -> list[Source]:
    """Return answers that may serve: of articles for customers, of solved cases like this.

    Only cases `actor` may see, of the same topic, that nobody was unhappy with.
    """
    said = messages_of(stories=[case.ref])[case.ref]
    question = _first_of(said) or case.title
    cards = suggest_articles(text=question, language=language, audience="customer", limit=2)
    articles = [
        Source(
            kind="article",
            ref=card.ref,
            title=card.title,
            words=card.words,
            likeness=card.score,
        )
        for card in cards
    ]
    return best_sources([*articles, *_from_cases(case, question, actor)])


def cited(*, question: str, words: str) -> list[Cited]:
    """Return which sentence of a suggested answer speaks of which point of the complaint."""
    points = judge_answer(complaint=question, answer=words).points
    return [
        Cited(point=point.words, sentence=point.sentence)
        for point in points
        if point.is_addressed and point.sentence
    ]


def _from_cases(case: Case, question: str, actor: Actor) -> list[Source]:
    like = [
        other
        for other in alike(case=case, actor=actor, limit=LOOKED_AT)
        if other.state in ANSWERED_WELL and other.topic == case.topic and other.cycle == 1
    ]
    unhappy = CallBack.objects.filter(Q(is_satisfied=False) | Q(is_solved=False), case__in=like)
    refused = set(unhappy.values_list("case_id", flat=True))
    kept = [other for other in like if other.pk not in refused]
    said = messages_of(stories=[other.ref for other in kept])
    found = [(similarity(question, _first_of(said[other.ref])), other) for other in kept]
    if not found:
        return []
    likeness, nearest = max(found, key=lambda pair: (pair[0], pair[1].pk))
    words = redacted(_last_answer(said[nearest.ref]), case=nearest)
    title = redacted(nearest.title, case=nearest)
    return [Source(kind="case", ref=nearest.ref, title=title, words=words, likeness=likeness)]


def _first_of(said: Sequence[MessageCard]) -> str:
    return next((message.body for message in said if message.direction == "in"), "")


def _last_answer(said: Sequence[MessageCard]) -> str:
    ours = [message.body for message in said if message.direction == "out"]
    return ours[-1] if ours else ""
