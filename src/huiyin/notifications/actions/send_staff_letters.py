"""Send colleagues what waits behind their bell, where they asked for that.

What is due for one person goes in one mail, but for what is urgent: that goes alone. Which
mail carries a notice is written down before it leaves and never changes, so whoever is killed
between carrying and noting sends the same mail under the same name again.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from zlib import crc32

from django.db.models import QuerySet

from huiyin.channels.public import Carried, Letter, carry_letters
from huiyin.kernel.bulk import update_rows
from huiyin.kernel.claims import Stint, claim_due, hand_back, put_off_all
from huiyin.notifications.models import StaffLetter
from huiyin.notifications.queries.staff_mail import Mailing, mail_of, mailing_of
from huiyin.notifications.queries.staff_wishes import house_zone
from huiyin.notifications.rules.routes import FAILED, SENT, SUPPRESSED
from huiyin.notifications.rules.staff_hours import leaves_at

BATCH = 200
# As for customers: a server that is away for a day is waited for.
ATTEMPTS = 32


def send_staff_letters(*, at: datetime, limit: int = BATCH) -> int:
    """Deal with up to `limit` due letters to colleagues; return how many were claimed."""
    stint = Stint.begin()
    claimed = claim_due(StaffLetter, at=at, limit=limit)
    if not claimed:
        return 0
    mailing = mailing_of(claimed)
    sendable = _sort_out(claimed, mailing, at=at)
    round_ = _Round(_write_down(_mails(sendable)), mailing, stint)
    for carried in carry_letters(letters=round_.letters()):
        _settle(round_.mails[carried.key], carried, at=at)
    hand_back(round_.left, at=at)
    return len(claimed)


def _sort_out(
    claimed: Sequence[StaffLetter], mailing: Mailing, *, at: datetime
) -> list[StaffLetter]:
    """Put off what waits for its hour, drop what nobody needs; return the rest."""
    sendable, dropped = [], []
    later: dict[datetime, list[StaffLetter]] = defaultdict(list)
    for row in claimed:
        wish = mailing.wishes.get(row.user_id)
        notice = mailing.notices[row.notice_id]
        if row.user_id not in mailing.readers or wish is None or not wish.is_sent:
            dropped.append(row)
        elif row.mail:
            sendable.append(row)
        elif notice.read_at is not None:
            dropped.append(row)
        else:
            leaves = leaves_at(notice.at, wish, house_zone(), is_urgent=row.is_urgent)
            (later[leaves] if leaves > at else sendable).append(row)
    _ours(dropped).update(state=SUPPRESSED, claim=None)
    for leaves, rows in later.items():
        _ours(rows).update(visible_at=leaves, claim=None)
    return sendable


def _mails(rows: Sequence[StaffLetter]) -> dict[str, list[StaffLetter]]:
    """Return which mail carries which rows, by its name; rows come in the order of their ids.

    The name tells what the mail holds: where only a part of an earlier one is in this batch,
    it is another mail, so that nothing is folded away unread.
    """
    groups: dict[object, list[StaffLetter]] = defaultdict(list)
    for row in rows:
        groups[row.mail or (row.pk if row.is_urgent else ("of", row.user_id))].append(row)
    return {_name(group): group for group in groups.values()}


def _name(rows: Sequence[StaffLetter]) -> str:
    held = " ".join(str(row.pk) for row in rows)
    return f"s{rows[0].pk}.{crc32(held.encode()):08x}"


def _write_down(mails: dict[str, list[StaffLetter]]) -> dict[str, list[StaffLetter]]:
    """Write down which mail carries what; return the mails that are ours to send."""
    rows = [(row.pk, name) for name, carried in mails.items() for row in carried]
    if not rows:
        return {}
    claim = next(iter(mails.values()))[0].claim
    if update_rows(StaffLetter, ("id", "mail"), rows, only={"claim": claim}) == len(rows):
        return mails
    held = set(StaffLetter.objects.filter(claim=claim).values_list("pk", flat=True))
    return {
        name: carried
        for name, carried in mails.items()
        if all(row.pk in held for row in carried)
    }


@dataclass(slots=True)
class _Round:
    """Mails on their way, one at a time, until the lease is half gone."""

    mails: dict[str, list[StaffLetter]]
    mailing: Mailing
    stint: Stint
    handed: int = 0

    def letters(self) -> Iterator[Letter]:
        for name, rows in self.mails.items():
            if self.stint.is_over:
                return
            self.handed += 1
            yield mail_of(name, rows, self.mailing)

    @property
    def left(self) -> list[StaffLetter]:
        return [row for rows in list(self.mails.values())[self.handed :] for row in rows]


def _settle(rows: Sequence[StaffLetter], carried: Carried, *, at: datetime) -> None:
    """Note what became of one mail before the next one leaves."""
    if carried.outcome == "sent":
        _ours(rows).update(state=SENT, sent_at=at, claim=None, error="")
        return
    attempts = 1 if carried.outcome == "refused" else ATTEMPTS
    ours = _ours(rows)
    if not carried.is_doubtful:
        # It was not taken: next time it may go together with what came meanwhile.
        ours.update(mail="")
    if parked := put_off_all(rows, at=at, error=carried.detail, attempts=attempts):
        StaffLetter.objects.filter(pk__in=[row.pk for row in parked]).update(state=FAILED)


def _ours(rows: Sequence[StaffLetter]) -> QuerySet[StaffLetter]:
    if not rows:
        return StaffLetter.objects.none()
    return StaffLetter.objects.filter(pk__in=[row.pk for row in rows], claim=rows[0].claim)
