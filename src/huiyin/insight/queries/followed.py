"""What the journal tells of complaints, in the order of its seals: none is missed, none twice.

Entries are committed in another order than their numbers; seals put them in order once and for
all. So a cursor over seals is enough, and it costs nothing when a complaint is opened.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Max

from huiyin.kernel.journal.models import Entry, Seal

OPENED = "cases.case_opened"
# Event by name: which field it changes here, and where it says what.
CHANGES = {
    "cases.case_dispatched": ("department", "department"),
    "cases.case_handed_over": ("department", "department"),
    "cases.case_returned": ("department", "department"),
    "cases.case_classified": ("case_topic", "topic"),
    "cases.customer_put_right": ("customer_id", "customer_id"),
}
MERGED, PARTED = "cases.cases_merged", "cases.merge_undone"


@dataclass(slots=True)
class Told:
    """What one seal tells: complaints opened, what changed of them, merged and parted again."""

    seal: int
    opened: list[str] = field(default_factory=list)
    changed: dict[tuple[str, Any], dict[str, None]] = field(default_factory=dict)
    merged: dict[str, bool] = field(default_factory=dict)


def last_seal_before(at: datetime) -> int:
    """Return the last seal put before a moment; 0 where there is none. One query."""
    return Seal.objects.filter(sealed_at__lt=at).aggregate(last=Max("pk"))["last"] or 0


def next_told(*, after: int, since: datetime) -> Told | None:
    """Return what the next seal tells of complaints opened after `since`; None where no seal
    has come. Two queries."""
    seal = Seal.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True).first()
    if seal is None:
        return None
    told = Told(seal)
    names = (OPENED, MERGED, PARTED, *CHANGES)
    found = Entry.objects.filter(seal=seal, name__in=names).order_by("pk")
    latest: dict[tuple[str, str], Any] = {}
    for name, at, payload in found.values_list("name", "at", "payload").iterator():
        if name == OPENED:
            if at >= since:
                told.opened.append(payload["case_ref"])
        elif name in CHANGES:
            changed, said = CHANGES[name]
            latest[changed, payload["case_ref"]] = payload[said]
        else:
            told.merged[payload["merged_ref"]] = name == MERGED
    for (changed, ref), value in latest.items():
        told.changed.setdefault((changed, value), {})[ref] = None
    return told
