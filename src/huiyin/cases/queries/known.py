"""What cases know of a person, for handing it out to them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from huiyin.cases.models import Appeal, CallBack, Case, Concession, Note, Remark, WorkOrder
from huiyin.kernel.protection.rights import Section


def what_cases_know(*, customer_id: int) -> Sequence[Section]:
    """Return a customer's complaints with what was written and decided about them."""
    theirs = Q(case__customer_id=customer_id)
    return (
        Section(
            title=_("Complaints"),
            rows=_rows(
                Case.objects.filter(customer_id=customer_id),
                "ref title topic urgency state channel region place opened_at closed_at",
            ),
        ),
        Section(
            title=_("Notes"),
            rows=_rows(Note.objects.filter(theirs), "case__ref body at"),
        ),
        Section(title=_("Reasons staff gave"), rows=_remarks(theirs)),
        Section(
            title=_("Ratings"),
            rows=_rows(
                CallBack.objects.filter(theirs),
                "case__ref cycle outcome score is_solved is_timely is_satisfied words",
            ),
        ),
        Section(
            title=_("Amends"),
            rows=_rows(
                Concession.objects.filter(theirs),
                "case__ref amount_micro currency reason state asked_at",
            ),
        ),
        Section(
            title=_("Work orders"),
            rows=_rows(WorkOrder.objects.filter(theirs), "ref department task result state"),
        ),
        Section(
            title=_("Appeals"),
            rows=_rows(Appeal.objects.filter(theirs), "case__ref body reference decision"),
        ),
    )


def _remarks(theirs: Q) -> list[dict[str, object]]:
    """Return the reasons by their model: their words are sealed for everything else."""
    found = Remark.objects.filter(theirs, is_erased=False).select_related("case")
    return [
        {"ref": remark.case.ref, "words": remark.words, "at": remark.at.isoformat()}
        for remark in found.order_by("pk")
    ]


def _rows(found: QuerySet[Any], fields: str) -> list[dict[str, object]]:
    rows = found.order_by("pk").values(*fields.split())
    return [
        {
            name.removeprefix("case__"): value.isoformat()
            if isinstance(value, datetime)
            else value
            for name, value in row.items()
        }
        for row in rows
    ]
