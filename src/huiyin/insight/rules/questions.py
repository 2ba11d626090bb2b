"""What a report is asked about."""

from dataclasses import dataclass

from huiyin.insight.rules.periods import Period

OWN = "own"
TIERS = ("ordinary", "vip", "care")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A month, narrowed by what is not empty. `source` is `own` for our own channels."""

    period: Period
    topic: str = ""
    channel: str = ""
    area: str = ""
    department: str = ""
    # vip, care (in need of it) or ordinary.
    tier: str = ""
    source: str = ""
    # Customers to relate complaints to; 0 while nobody said how many there are.
    users: int = 0

    @property
    def is_whole(self) -> bool:
        """Return whether it asks about everything we were told."""
        told = (self.topic, self.channel, self.area, self.department, self.tier, self.source)
        return not any(told)
