"""How colleagues want to be told, and where they can be written to."""

from collections.abc import Collection
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.conf import settings

from huiyin.kernel.access.models import User
from huiyin.notifications.models import StaffLetter, StaffWishes
from huiyin.notifications.rules.routes import FAILED
from huiyin.notifications.rules.staff_hours import StaffWish


@dataclass(frozen=True, slots=True)
class Reader:
    """A colleague who can be written to. The address is for sending only."""

    address: str
    language: str


def wishes_of(user_ids: Collection[int]) -> dict[int, StaffWish]:
    """Return the wishes of those who have any. One query."""
    if not user_ids:
        return {}
    rows = StaffWishes.objects.filter(user_id__in=user_ids)
    return {row.user_id: row.as_value() for row in rows}


def wish_of(*, user_id: int) -> StaffWish:
    """Return what one colleague wants; the bell alone, where they never said."""
    return wishes_of([user_id]).get(user_id, StaffWish())


def readers(user_ids: Collection[int]) -> dict[int, Reader]:
    """Return where those who still work here and have an address are written to. One query."""
    if not user_ids:
        return {}
    found = User.objects.filter(pk__in=user_ids, is_active=True).exclude(email="")
    rows = found.order_by().values_list("pk", "email", "language")
    return {pk: Reader(address, language) for pk, address, language in rows}


def last_trouble(*, user_id: int) -> str:
    """Return why the last mail to this colleague was given up, or nothing if it was not."""
    last = StaffLetter.objects.filter(user_id=user_id).order_by("-id")
    row = last.values_list("state", "error").first()
    return row[1] if row is not None and row[0] == FAILED else ""


def house_zone() -> ZoneInfo:
    """Return by which clock the operator lives."""
    return ZoneInfo(settings.TIME_ZONE)
