"""Cases that are one matter, and customers who are one person."""

from dataclasses import dataclass
from gettext import gettext as _

from huiyin.kernel.journal.events import Event, event


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class CasesMerged(Event):
    name = "cases.cases_merged"
    sentence = _("%(merged_ref)s was merged into %(case_ref)s.")

    case_ref: str
    merged_ref: str
    score: float


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class MergeUndone(Event):
    name = "cases.merge_undone"
    sentence = _("%(merged_ref)s stands on its own again.")

    case_ref: str
    merged_ref: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerPutRight(Event):
    name = "cases.customer_put_right"
    sentence = _("The customer's records were brought together or parted; the case went along.")

    case_ref: str
    customer_id: int
    merge_id: int


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class TwinFound(Event):
    name = "cases.twin_found"
    sentence = _("%(case_ref)s may be the same matter as %(other_ref)s.")

    case_ref: str
    other_ref: str
    score: float


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class CasesKeptApart(Event):
    name = "cases.cases_kept_apart"
    sentence = _("%(case_ref)s and %(other_ref)s are different matters.")

    case_ref: str
    other_ref: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class KeptApartUndone(Event):
    name = "cases.kept_apart_undone"
    sentence = _("Whether %(case_ref)s and %(other_ref)s are one matter is open again.")

    case_ref: str
    other_ref: str
