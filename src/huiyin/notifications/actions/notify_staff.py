"""Put notices behind the bell of colleagues."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from huiyin.kernel.bulk import insert_rows, reserve_ids
from huiyin.kernel.overtaken import part
from huiyin.notifications.models import StaffLetter, StaffNotice
from huiyin.notifications.queries.staff_wishes import house_zone, wishes_of
from huiyin.notifications.rules.routes import QUEUED
from huiyin.notifications.rules.staff_hours import leaves_at
from huiyin.notifications.rules.words import declared
from huiyin.workforce.public import persons

CHUNK = 5000
COLUMNS = ("id", "person_id", "user_id", "code", "story", "values", "dedupe_key", "at")
LETTER_COLUMNS = (
    *("notice_id", "user_id", "is_urgent", "state", "mail"),
    *("visible_at", "attempts", "error"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewStaffNotice:
    """What colleagues should know; each of them is told once per `dedupe_key`."""

    code: str
    story: str
    values: Mapping[str, str]
    dedupe_key: str
    person_ids: Sequence[int] = ()
    user_ids: Sequence[int] = ()
    # Not to be put off: sent in somebody's quiet hours too. So are words declared urgent.
    is_urgent: bool = False


def notify_staff(*, notices: Sequence[NewStaffNotice], at: datetime) -> int:
    """Tell each person named in `notices`; return how many had not been told yet."""
    return part(lambda _attempt: _tell(notices, at=at))


def _tell(notices: Sequence[NewStaffNotice], *, at: datetime) -> int:
    wanted = {key: row for notice in notices for key, row in _each(notice)}
    for known in _known(list(wanted)):
        del wanted[known]
    users = _users([person for _notice, person, _user in wanted.values()], at=at)
    told = [
        (
            notice_id,
            person_id,
            users.get(person_id) if user_id is None else user_id,
            notice,
            key,
        )
        for notice_id, (key, (notice, person_id, user_id)) in zip(
            reserve_ids(StaffNotice, len(wanted)), wanted.items(), strict=True
        )
    ]
    rows = [
        (pk, person, user, notice.code, notice.story, dict(notice.values), key, at)
        for pk, person, user, notice, key in told
    ]
    insert_rows(StaffNotice, COLUMNS, rows)
    _queue_letters([(pk, user, notice) for pk, _person, user, notice, _key in told], at=at)
    return len(rows)


def _queue_letters(
    told: Sequence[tuple[int, int | None, NewStaffNotice]], *, at: datetime
) -> None:
    """Queue what those who asked for it are sent as well; the bell has it already."""
    wishes = wishes_of({user for _pk, user, _notice in told if user is not None})
    zone = house_zone()
    rows = []
    for pk, user_id, notice in told:
        wish = wishes.get(user_id) if user_id is not None else None
        if wish is None or not wish.is_sent:
            continue
        is_urgent = notice.is_urgent or _is_declared_urgent(notice.code)
        leaves = leaves_at(at, wish, zone, is_urgent=is_urgent)
        rows.append((pk, user_id, is_urgent, QUEUED, "", leaves, 0, ""))
    insert_rows(StaffLetter, LETTER_COLUMNS, rows)


def _is_declared_urgent(code: str) -> bool:
    return code in declared and declared[code].is_urgent


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
