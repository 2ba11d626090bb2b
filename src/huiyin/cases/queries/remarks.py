"""The words that the journal names by their number."""

from collections.abc import Iterable

from django.db.models import QuerySet

from huiyin.cases.models import Case, Remark
from huiyin.cases.rules.remarks import remark_ids

ERASED = "—"


def remarks_on(case: Case) -> dict[str, str]:
    """Return all remarks on a case, by what the journal calls them. One query."""
    return _words(Remark.objects.filter(case=case))


def remarks_named(values: Iterable[str]) -> dict[str, str]:
    """Return the remarks among these values of entries; one query, or none without any."""
    ids = remark_ids(values)
    return _words(Remark.objects.filter(pk__in=ids)) if ids else {}


def _words(found: QuerySet[Remark]) -> dict[str, str]:
    return {remark.code: ERASED if remark.is_erased else remark.words for remark in found}
