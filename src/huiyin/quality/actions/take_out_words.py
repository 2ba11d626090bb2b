"""Take what was typed about a customer's matter out of judgements and feedback."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from huiyin.cases.public import cases_of_customer
from huiyin.quality.models import Feedback, Verdict

TAKEN_OUT = "—"
ALL = 100_000


@transaction.atomic
def take_out_words(*, customer_id: int, at: datetime) -> int:
    """Take words out that were typed about answers to this customer; return how many values.

    Grades and scores stay for the figures.
    """
    refs = [card.ref for card in cases_of_customer(customer_id=customer_id, limit=ALL)]
    verdicts = Verdict.objects.filter(judgement__sample__case_ref__in=refs)
    said = Feedback.objects.filter(sample__case_ref__in=refs)
    return _blank(verdicts, "why") + sum(
        _blank(said, field) for field in ("words", "reply", "outcome")
    )


def _blank(found: QuerySet[Any], field: str) -> int:
    rows = [row for row in found if getattr(row, field) not in ("", TAKEN_OUT)]
    for row in rows:
        setattr(row, field, TAKEN_OUT)
        row.save(update_fields=[field])
    return len(rows)
