"""What other contexts may ask of insight."""

from huiyin.insight.rules import intervals
from huiyin.insight.rules.intervals import Share

__all__ = ["Share", "share_of"]


def share_of(*, part: int, base: int) -> Share | None:
    """Return the share and its 95 % interval; None where there is nothing to have one of."""
    return intervals.share(part, base)
