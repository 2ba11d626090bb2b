"""Reports as the public sees them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from huiyin.insight.models import PublishedReport


@dataclass(frozen=True, slots=True)
class Edition:
    """The latest edition of a month that is public."""

    period: str
    edition: int
    content: dict[str, Any]
    published_at: datetime


def published_report(*, period: str) -> Edition | None:
    """Return what is public of a month; None where nothing is. One query."""
    found = PublishedReport.objects.filter(period=period, withdrawn_at=None).first()
    if found is None:
        return None
    return Edition(found.period, found.edition, found.content, found.published_at)


def published_periods() -> list[str]:
    """Return the months that are public, the latest first. One query."""
    shown = PublishedReport.objects.filter(withdrawn_at=None).order_by("-period")
    return list(shown.values_list("period", flat=True).distinct())
