"""How fast a caller may go: a bucket of tokens each, in this process."""

import math
from dataclasses import dataclass, field

MOST_BUCKETS = 10_000


@dataclass(slots=True)
class _Bucket:
    tokens: float
    filled_at: float


@dataclass(slots=True)
class Rates:
    """Buckets by caller, holding two seconds' worth each. Moments are seconds, any origin."""

    buckets: dict[str, _Bucket] = field(default_factory=dict)

    def wait_for(self, caller: str, *, per_second: int, moment: float) -> int:
        """Take a token; return 0, or after how many whole seconds there will be one."""
        most = 2.0 * per_second
        bucket = self.buckets.get(caller)
        if bucket is None:
            self._make_room()
            bucket = self.buckets[caller] = _Bucket(most, moment)
        gained = max(0.0, moment - bucket.filled_at) * per_second
        bucket.tokens = min(most, bucket.tokens + gained)
        bucket.filled_at = moment
        if bucket.tokens >= 1.0:
            bucket.tokens -= 1.0
            return 0
        return max(1, math.ceil((1.0 - bucket.tokens) / per_second))

    def _make_room(self) -> None:
        if len(self.buckets) >= MOST_BUCKETS:
            self.buckets.clear()
