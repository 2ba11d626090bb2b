"""Take down which answers were sent, as the journal tells it, seal by seal."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max

from huiyin.kernel.journal.models import Entry, Seal
from huiyin.quality.models import Followed, SentAnswer

ANSWERED = "cases.case_answered"
# How far back the first look goes, and how long what was sent is remembered.
FIRST_LOOK, REMEMBERED = timedelta(days=35), timedelta(days=60)


def follow_answers(*, at: datetime) -> int:
    """Take what the journal's next seal tells of answers; return 1, or 0 where there is none.

    Seals put entries in order once and for all: nothing is missed, nothing taken twice, and
    it costs nothing when an answer is sent.
    """
    seen = Followed.objects.get_or_create(pk=1)[0]
    after = seen.seal or _last_seal_before(at - FIRST_LOOK)
    seals = Seal.objects.filter(pk__gt=after).order_by("pk")
    seal = seals.values_list("pk", flat=True).first()
    if seal is None:
        return 0
    told = Entry.objects.filter(seal=seal, name=ANSWERED, actor__startswith="user:")
    rows = list(told.order_by("pk").values_list("actor", "at", "payload"))
    _write(seen, seal, [_answer(*row) for row in rows])
    return 1


def forget_answers(*, at: datetime) -> int:
    """Forget which answers were sent long ago; return how many."""
    return SentAnswer.objects.filter(at__lt=at - REMEMBERED).delete()[0]


def _last_seal_before(at: datetime) -> int:
    return Seal.objects.filter(sealed_at__lt=at).aggregate(last=Max("pk"))["last"] or 0


def _answer(actor: str, at: datetime, payload: dict[str, Any]) -> SentAnswer:
    return SentAnswer(
        message_id=payload["message_id"],
        case_ref=payload["case_ref"],
        user_id=int(actor.removeprefix("user:")),
        at=at,
        is_first=payload["is_first"],
    )


@transaction.atomic
def _write(seen: Followed, seal: int, answers: Sequence[SentAnswer]) -> None:
    mine = Followed.objects.filter(pk=1, step=seen.step)
    if mine.update(step=seen.step + 1, seal=seal):
        SentAnswer.objects.bulk_create(answers, ignore_conflicts=True)
