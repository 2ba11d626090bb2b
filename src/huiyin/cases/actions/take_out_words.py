"""Take a person's words out of their cases when they ask for that."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from huiyin.cases.actions.urge_case import URGED
from huiyin.cases.models import (
    Appeal,
    CallBack,
    Case,
    Clock,
    Concession,
    Correction,
    Note,
    Phrasing,
    Remark,
    Segment,
    WorkOrder,
)
from huiyin.cases.queries.search import reindex_cases
from huiyin.notifications.public import forget_staff_words

TAKEN_OUT = "—"
CHUNK = 500


def take_out_words(*, customer_id: int, at: datetime) -> int:
    """Take their words, and words about them, out of a customer's cases.

    Topics, times, states, scores and amounts stay for the figures; the cases are no longer
    found by what was said in them.
    """
    with transaction.atomic():
        ids = list(
            Case.objects.select_for_update()
            .filter(customer_id=customer_id)
            .order_by("pk")
            .values_list("pk", flat=True)
        )
        return sum(_take_out(ids[start : start + CHUNK]) for start in range(0, len(ids), CHUNK))


def _take_out(ids: Sequence[int]) -> int:
    theirs = Q(case__in=ids)
    reindex_cases([(case_id, "") for case_id in ids])
    return sum(
        (
            _blank(Case.objects.filter(pk__in=ids), "title", "place"),
            _blank(Note.objects.filter(theirs), "body"),
            _erase_remarks(ids),
            _erase_lessons(ids),
            Phrasing.objects.filter(theirs).delete()[0],
            _blank(CallBack.objects.filter(theirs), "words"),
            _blank(WorkOrder.objects.filter(theirs), "task", "result"),
            _blank(Concession.objects.filter(theirs), "reason", "decision"),
            _blank(Appeal.objects.filter(theirs), "reference", "decision"),
            _blank(Clock.objects.filter(theirs), "pause_reason"),
            _blank(Segment.objects.filter(clock__case__in=ids), "reason"),
        )
    )


def _erase_remarks(case_ids: Sequence[int]) -> int:
    """Take out what staff typed as reasons, here and behind the bells of who was urged."""
    refs = list(Case.objects.filter(pk__in=case_ids).values_list("ref", flat=True))
    taken_out = forget_staff_words(code=URGED, stories=refs, value="why")
    found = Remark.objects.filter(case__in=case_ids, is_erased=False)
    return taken_out + found.update(words="", is_erased=True)


def _erase_lessons(case_ids: Sequence[int]) -> int:
    """Take the words out of what the model is taught from; what was decided still counts."""
    found = Correction.objects.filter(case__in=case_ids, is_erased=False)
    return found.update(words="", is_erased=True)


def _blank(found: QuerySet[Any], *fields: str) -> int:
    """Put a dash for what is written in these fields; return how many there were."""
    return sum(
        found.exclude(**{f"{field}__in": ["", TAKEN_OUT]}).update(**{field: TAKEN_OUT})
        for field in fields
    )
