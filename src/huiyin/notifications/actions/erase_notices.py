"""Take a customer's words and values out of the notices; figures stay."""

from huiyin.notifications.models import Notice
from huiyin.notifications.models.notices import WAITING
from huiyin.notifications.rules.routes import NO_CUSTOMER, SUPPRESSED


def erase_notices(*, customer_id: int) -> int:
    """Empty what was said to this customer and stop what waits; return how many."""
    theirs = Notice.objects.filter(customer_id=customer_id)
    theirs.filter(state__in=WAITING).update(state=SUPPRESSED, reason=NO_CUSTOMER)
    told = theirs.exclude(values={}, body="")
    return told.update(values={}, subject="", body="", error="")
