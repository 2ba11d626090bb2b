"""Put notices behind the bell of colleagues."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from huiyin.kernel.bulk import insert_rows, reserve_ids
from huiyin.notifications.models import StaffNotice
from huiyin.workforce.public import persons

CHUNK = 5000
COLUMNS = ("id", "person_id", "user_id", "code", "story", "values", "dedupe_key", "at")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewStaffNotice:
    """What colleagues should know; each of them is told once per `dedupe_key`."""

    code: str
    story: str
    values: Mapping[str, str]
    dedupe_key: str
    person_ids: Sequence[int] = ()
    user_ids: Sequence[int] = ()


def notify_staff(*, notices: Sequence[NewStaffNotice], at: datetime) -> int:
    """Tell each person named in `notices`; return how many had not been told yet."""
    try:
        with transaction.atomic():
            return _tell(notices, at=at)
    except IntegrityError:
        with transaction.atomic():
            return _tell(notices, at=at)


def _tell(notices: Sequence[NewStaffNotice], *, at: datetime) -> int:
    wanted = {key: row for notice in notices for key, row in _each(notice)}
    for known in _known(list(wanted)):
        del wanted[known]
    users = _users([person for _notice, person, _user in wanted.values()], at=at)
    rows = [
        (
            notice_id,
            person_id,
            users.get(person_id) if user_id is None else user_id,
            notice.code,
            notice.story,
            dict(notice.values),
            key,
            at,
        )
        for notice_id, (key, (notice, person_id, user_id)) in zip(
            reserve_ids(StaffNotice, len(wanted)), wanted.items(), strict=True
        )
    ]
    insert_rows(StaffNotice, COLUMNS, rows)
    return len(rows)


def _each(
    notice: NewStaffNotice,
) -> list[tuple[str, tuple[NewStaffNotice, int | None, int | None]]]:
    key = notice.dedupe_key
    people = [(f"{key}:p{person}", (notice, person, None)) for person in notice.person_ids]
    users = [(f"{key}:u{user}", (notice, None, user)) for user in notice.user_ids]
    return [*people, *users]


def _users(person_ids: Sequence[int | None], *, at: datetime) -> dict[int | None, int | None]:
    """Return under which user each signs in: the bell, on every page, asks by user alone."""
    wanted = {person for person in person_ids if person is not None}
    if not wanted:
        return {}
    found = persons(person_ids=wanted, at=at)
    return {person_id: worker.user_id for person_id, worker in found.items()}


def _known(keys: Sequence[str]) -> set[str]:
    known: set[str] = set()
    for start in range(0, len(keys), CHUNK):
        found = StaffNotice.objects.filter(dedupe_key__in=keys[start : start + CHUNK])
        known.update(found.values_list("dedupe_key", flat=True))
    return known
