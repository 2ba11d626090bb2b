"""The words of sampled answers, read where they are kept; nothing of them is kept here."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from huiyin.cases.public import CaseCard, FirstResponse, case_cards, first_responses
from huiyin.channels.public import MessageCard, messages_of
from huiyin.kernel.text.answers import AnswerJudgement, Handed, judge_answer
from huiyin.quality.models import SentAnswer

AT_ONCE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """What the customer had said, and what was answered; empty where it was erased."""

    asked: str
    answer: str
    at: datetime
    kind: str

    @property
    def is_there(self) -> bool:
        return bool(self.answer.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """An answer sent, with its case, its words and what the machine thinks of it."""

    sent: SentAnswer
    card: CaseCard
    judged: AnswerJudgement | None


def exchange_in(said: Sequence[MessageCard], *, message_id: int) -> Exchange | None:
    """Return what a message answered: what the customer said since our words before it."""
    place = next((n for n, one in enumerate(said) if one.message_id == message_id), None)
    if place is None:
        return None
    before = said[:place]
    ours = [n for n, one in enumerate(before) if one.direction == "out"]
    since = before[ours[-1] + 1 :] if ours else before
    answer = said[place]
    return Exchange(
        asked=_heard(since) or _heard(before),
        answer=answer.body,
        at=answer.at,
        kind=answer.kind,
    )


def exchange_of(*, case_ref: str, message_id: int) -> Exchange | None:
    """Return the words of one answer and what it answered. Two queries."""
    return exchange_in(messages_of(stories=[case_ref])[case_ref], message_id=message_id)


def judge(exchange: Exchange, response: FirstResponse | None) -> AnswerJudgement:
    """Return what the machine thinks; punctuality only of a first answer with a promise."""
    handed = None
    if response is not None:
        handed = Handed(
            asked_at=exchange.at - timedelta(seconds=response.taken_s),
            answered_at=exchange.at,
            promised=timedelta(seconds=response.promised_s),
        )
    return judge_answer(complaint=exchange.asked, answer=exchange.answer, handed=handed)


def look_at(answers: Iterable[SentAnswer], *, judged: frozenset[int]) -> Iterator[Looked]:
    """Return these answers with their cases; those of `judged` (message ids) with a judgement.

    Answers whose case or words are gone are left out. Four queries for each 200.
    """
    numbered = enumerate(answers)
    for _chunk, some in groupby(numbered, key=lambda pair: pair[0] // AT_ONCE):
        yield from _look_at_some([answer for _place, answer in some], judged)


def _look_at_some(answers: Sequence[SentAnswer], judged: frozenset[int]) -> Iterator[Looked]:
    refs = sorted({answer.case_ref for answer in answers})
    wanted = sorted({a.case_ref for a in answers if a.message_id in judged})
    cards = case_cards(refs=refs)
    said = messages_of(stories=wanted)
    responses = first_responses(refs=wanted)
    for answer in answers:
        card = cards.get(answer.case_ref)
        if card is None:
            continue
        if answer.message_id not in judged:
            yield Looked(sent=answer, card=card, judged=None)
            continue
        found = exchange_in(said[answer.case_ref], message_id=answer.message_id)
        if found is None or not found.is_there:
            continue
        response = responses.get(answer.case_ref) if answer.is_first else None
        yield Looked(sent=answer, card=card, judged=judge(found, response))


def _heard(said: Sequence[MessageCard]) -> str:
    return "\n".join(one.body for one in said if one.direction == "in" and not one.is_erased)
