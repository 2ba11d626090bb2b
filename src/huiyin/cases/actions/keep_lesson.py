"""Keep what a person decided about a topic, for the model to be measured by and taught from."""

from datetime import datetime

from huiyin.cases.models import Case, Correction
from huiyin.cases.rules.life import State
from huiyin.channels.public import messages_of
from huiyin.customers.public import without_person
from huiyin.kernel.access.roles import Actor
from huiyin.kernel.text import redact


def keep_lesson(case: Case, topic: str, *, at: datetime, actor: Actor) -> None:
    """Write down what the model had said of the case and what a person says now.

    Of several decisions on one case the last counts. The words are kept without what tells
    who the customer is.
    """
    judged, confidence = case.suggestions[0] if case.suggestions else ("", 0.0)
    Correction.objects.filter(case=case, is_last=True).update(is_last=False)
    Correction.objects.create(
        case=case,
        judged=judged,
        confidence=confidence,
        version=case.judged_by,
        decided=topic,
        was_waiting=case.state == State.RECEIVED,
        words=_words(case),
        by=actor.id,
        at=at,
    )


def _words(case: Case) -> str:
    """Return what the model had read: the first words of the customer."""
    said = messages_of(stories=[case.ref])[case.ref]
    first = next((message for message in said if message.direction == "in"), None)
    words = f"{first.subject}\n{first.body}".strip() if first else case.title
    if case.customer_id is not None:
        words = without_person(text=words, customer_id=case.customer_id)
    return redact(words)
