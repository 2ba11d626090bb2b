"""Let cases go along when two customers turn out to be one, and when that is taken back."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from huiyin.cases.events import CustomerPutRight
from huiyin.cases.models import Case
from huiyin.kernel.journal.models import Entry
from huiyin.kernel.journal.record import Fact, record_many


@transaction.atomic
def follow_merge(*, merge_id: int, absorbed_id: int, survivor_id: int, at: datetime) -> int:
    """Give the absorbed customer's cases to the survivor; return how many moved."""
    theirs = Case.objects.select_for_update().filter(customer_id=absorbed_id).order_by("pk")
    return _give(list(theirs), survivor_id, merge_id=merge_id, at=at)


@transaction.atomic
def follow_parting(*, merge_id: int, absorbed_id: int, survivor_id: int, at: datetime) -> int:
    """Give back the cases that moved with this merge; return how many."""
    theirs = Case.objects.select_for_update().filter(customer_id=survivor_id).order_by("pk")
    cases = list(theirs)
    moved = Entry.objects.filter(
        story__in=[case.ref for case in cases], name=CustomerPutRight.name
    )
    came = {
        entry.story
        for entry in moved
        if (entry.payload["merge_id"], entry.payload["customer_id"]) == (merge_id, survivor_id)
    }
    home = [case for case in cases if case.ref in came]
    return _give(home, absorbed_id, merge_id=merge_id, at=at)


def _give(cases: Sequence[Case], customer_id: int, *, merge_id: int, at: datetime) -> int:
    Case.objects.filter(pk__in=[case.pk for case in cases]).update(customer_id=customer_id)
    record_many(
        [
            Fact(
                event=CustomerPutRight(
                    case_ref=case.ref, customer_id=customer_id, merge_id=merge_id
                ),
                story=case.ref,
                at=at,
            )
            for case in cases
        ]
    )
    return len(cases)
