"""Take what somebody typed out of the notices to colleagues."""

from collections.abc import Collection

from huiyin.notifications.models import StaffNotice

TAKEN_OUT = "—"


def forget_staff_words(*, code: str, stories: Collection[str], value: str) -> int:
    """Put a dash for this value in notices of `code` about these stories; return how many."""
    found = [
        notice
        for notice in StaffNotice.objects.filter(code=code, story__in=stories)
        if notice.values.get(value, TAKEN_OUT) != TAKEN_OUT
    ]
    for notice in found:
        notice.values[value] = TAKEN_OUT
    StaffNotice.objects.bulk_update(found, ["values"], batch_size=500)
    return len(found)
