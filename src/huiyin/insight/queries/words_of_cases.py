"""The words of complaints, read where they are kept; nothing of them is kept here."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings

from huiyin.cases.public import CaseCard, case_cards
from huiyin.channels.public import MessageCard, messages_of
from huiyin.insight.rules.topics.heat import severity_of
from huiyin.insight.rules.topics.phrases import Message

AT_ONCE = 1_000
# A city: what a region's code says up to its fourth digit.
CITY = 4


def cards_of(refs: Sequence[str]) -> dict[str, CaseCard]:
    """Return the cases by reference, a query for each thousand."""
    return {
        ref: card
        for start in range(0, len(refs), AT_ONCE)
        for ref, card in case_cards(refs=refs[start : start + AT_ONCE]).items()
    }


def messages_about(cards: Sequence[CaseCard]) -> list[Message]:
    """Return what was first said in each of these cases, in their order; `number` is the place.
    A constant number of queries for each thousand."""
    said = list(_first_words([card.ref for card in cards]))
    return [
        _message(n, card, words)
        for n, (card, words) in enumerate(zip(cards, said, strict=True))
    ]


def _first_words(refs: Sequence[str]) -> Iterator[MessageCard | None]:
    for start in range(0, len(refs), AT_ONCE):
        some = refs[start : start + AT_ONCE]
        found = messages_of(stories=some)
        for ref in some:
            yield next((one for one in found[ref] if _is_heard(one)), None)


def _is_heard(message: MessageCard) -> bool:
    return message.direction == "in" and not message.is_erased


def _message(number: int, card: CaseCard, words: MessageCard | None) -> Message:
    return Message(
        number=number,
        at=local(card.opened_at),
        subject=words.subject if words else "",
        body=words.body if words else "",
        customer=customer_key(card.customer_id, card.ref),
        severity=severity_of(card.urgency),
        area=card.region[:CITY],
    )


def customer_key(customer_id: int | None, ref: str) -> str:
    """Return what tells customers apart; who is unknown is somebody else each time."""
    return f"#{ref}" if customer_id is None else str(customer_id)


def local(at: datetime) -> datetime:
    """Return the moment as the operator's calendar has it."""
    return at.astimezone(local_zone())


def local_zone() -> ZoneInfo:
    """Return the zone of the operator's calendar."""
    return ZoneInfo(settings.TIME_ZONE)
