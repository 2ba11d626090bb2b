"""Legal limits: what the law of a place says, how surely we know it, and since when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

SECONDS = {
    "seconds": 1,
    "minutes": 60,
    "hours": 3600,
    "days": 86400,
    "weeks": 7 * 86400,
    # Counted on a calendar whose working days are open around the clock.
    "working_days": 86400,
}
UNITS = (*SECONDS, "months", "percent", "times", "amount")
TAGS = ("V", "S", "R")


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalLimit:
    """A limit of one place during a time.

    `tag` is V (read in the primary text), S (in a secondary source) or R (from memory): R is a
    default of ours and must never be shown as law.
    """

    limit_id: int
    kind: str
    region: str
    value: Decimal
    unit: str
    calendar: str
    source: str
    clause: str
    tag: str
    valid_from: datetime
    valid_to: datetime | None

    @property
    def is_law(self) -> bool:
        return self.tag != "R"

    @property
    def is_verified(self) -> bool:
        return self.tag == "V"

    @property
    def seconds(self) -> int | None:
        """Return the limit as working time on its calendar; None where it is not a time."""
        factor = SECONDS.get(self.unit)
        return None if factor is None else round(self.value * factor)

    def holds(self, at: datetime) -> bool:
        return self.valid_from <= at and (self.valid_to is None or at < self.valid_to)


def limits_for(
    limits: Iterable[LegalLimit], *, chain: Sequence[str], at: datetime
) -> tuple[LegalLimit, ...]:
    """Return the limits in force at `at` for a chain of regions, smallest region first."""
    rank = {region: place for place, region in enumerate(chain)}
    valid = [limit for limit in limits if limit.region in rank and limit.holds(at)]
    return tuple(sorted(valid, key=lambda limit: (limit.kind, rank[limit.region])))


def law_on(limits: Iterable[LegalLimit], kind: str) -> LegalLimit | None:
    """Return the first limit of `kind` that is law; what we only remember never binds."""
    return next((limit for limit in limits if limit.kind == kind and limit.is_law), None)
