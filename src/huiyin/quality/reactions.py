"""What follows from what happens below."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from huiyin.cases.public import cases_of_customer
from huiyin.kernel.protection.rights import (
    Section,
    erases_personal_data,
    exports_personal_data,
)
from huiyin.quality.actions.take_out_words import ALL, take_out_words
from huiyin.quality.models import Sample


@exports_personal_data("quality")
def which_answers_were_looked_at(*, customer_id: int) -> Sequence[Section]:
    refs = [card.ref for card in cases_of_customer(customer_id=customer_id, limit=ALL)]
    rows = Sample.objects.filter(case_ref__in=refs).order_by("answered_at")
    found = rows.values("case_ref", "answered_at", "overall", "judged")
    return [
        Section(
            title=_("Answers looked at for their quality"),
            rows=[row | {"answered_at": row["answered_at"].isoformat()} for row in found],
        )
    ]


@erases_personal_data("quality")
def forget_what_was_typed_about_them(*, customer_id: int, at: datetime) -> int:
    return take_out_words(customer_id=customer_id, at=at)
