"""Forget samples that are too old to say anything about anybody."""

from datetime import datetime, timedelta

from huiyin.quality.models import Draw

KEPT_FOR = timedelta(days=730)


def forget_samples(*, at: datetime) -> int:
    """Delete draws older than two years with all that hangs on them; return how many rows."""
    return Draw.objects.filter(until__lt=at - KEPT_FOR).delete()[0]
