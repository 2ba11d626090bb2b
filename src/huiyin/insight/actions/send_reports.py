"""Send what was ordered: figures as the one who ordered them may see them at that moment.

Each letter is a row, claimed with a lease, and named by it: killed between carrying and noting,
the same letter goes again under the same Message-ID. Never lost; over SMTP at most the one
letter in hand may come twice.
"""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from huiyin.channels.public import Carried, Letter, LetterFile, carry_letters
from huiyin.insight.access import Reach, reach_of
from huiyin.insight.actions.schedule_report import house_zone
from huiyin.insight.models import ReportSending
from huiyin.insight.rules.periods import Period
from huiyin.insight.rules.schedules import Form, Rhythm, covered
from huiyin.kernel.access.actor import actor_of
from huiyin.kernel.access.models import User
from huiyin.kernel.claims import Stint, claim_due, hand_back, put_off_all
from huiyin.kernel.refusal import NotAllowed

BATCH = 10
log = logging.getLogger("huiyin.insight")
ATTEMPTS = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A report to be written: about what, within whose reach, in which language and form."""

    period: Period
    asked: tuple[tuple[str, str], ...]
    reach: Reach
    language: str
    form: Form
    owner: str


@dataclass(frozen=True, slots=True)
class Written:
    """What a letter says, and what it carries."""

    subject: str
    body: str
    files: tuple[LetterFile, ...] = ()


Writer: TypeAlias = Callable[[Order], Written]
_writers: list[Writer] = []


def writes_reports(writer: Writer) -> Writer:
    """Let the decorated function, which knows pages and languages, write what is sent."""
    _writers[:] = [writer]
    return writer


def send_reports(*, at: datetime) -> int:
    """Send what is due; return how many letters were claimed."""
    stint = Stint.begin()
    claimed = claim_due(ReportSending, at=at, limit=BATCH)
    if not claimed:
        return 0
    known = {row.pk: row for row in claimed}
    sent = _Round(claimed, stint, at)
    for carried in carry_letters(letters=sent.letters()):
        _settle(known[int(carried.key.removeprefix("report-"))], carried, at=at)
    hand_back(claimed[sent.handed :], at=at)
    return len(claimed)


@dataclass(slots=True)
class _Round:
    rows: list[ReportSending]
    stint: Stint
    at: datetime
    handed: int = 0

    def letters(self) -> Iterator[Letter]:
        written: dict[object, Written] = {}
        for row in self.rows:
            if self.stint.is_over:
                return
            self.handed += 1
            try:
                letter = _letter(row, written)
            except Exception as trouble:
                # One report that cannot be written keeps no other back.
                log.exception("%s was not written", row)
                _put_off(row, f"{type(trouble).__name__}: {trouble}", at=self.at)
                continue
            if isinstance(letter, str):
                _drop(row, letter)
            else:
                yield letter


def _letter(row: ReportSending, written: dict[object, Written]) -> Letter | str:
    """Return the letter, or why there is none."""
    reader = User.objects.filter(pk=row.user_id, is_active=True).exclude(email="").first()
    if reader is None:
        return "no_address"
    owner = User.objects.filter(pk=row.schedule.owner_id, is_active=True).first()
    if owner is None:
        return "owner_left"
    try:
        reach = reach_of(actor_of(owner))
    except NotAllowed:
        return "owner_may_not"
    order = _order(row, reach, str(owner))
    said = written.get(order) or written.setdefault(order, _writers[0](order))
    return Letter(
        key=f"report-{row.pk}",
        kind="email",
        address=reader.email,
        subject=said.subject,
        body=said.body,
        files=said.files,
        at=row.due_at,
    )


def _order(row: ReportSending, reach: Reach, owner: str) -> Order:
    schedule = row.schedule
    return Order(
        period=covered(Rhythm(schedule.rhythm), due_at=row.due_at, zone=house_zone()),
        asked=tuple(sorted(schedule.asked.items())),
        reach=reach,
        language=schedule.language,
        form=Form(schedule.form),
        owner=owner,
    )


def _drop(row: ReportSending, why: str) -> None:
    mine = ReportSending.objects.filter(pk=row.pk, claim=row.claim)
    mine.update(state="dropped", error=why, claim=None)


def _settle(row: ReportSending, carried: Carried, *, at: datetime) -> None:
    mine = ReportSending.objects.filter(pk=row.pk, claim=row.claim)
    if carried.outcome == "sent":
        mine.update(state="sent", sent_at=at, claim=None, error="")
        return
    attempts = 1 if carried.outcome == "refused" else ATTEMPTS
    _put_off(row, carried.detail, at=at, attempts=attempts)


def _put_off(row: ReportSending, error: str, *, at: datetime, attempts: int = ATTEMPTS) -> None:
    if put_off_all([row], at=at, error=error, attempts=attempts):
        ReportSending.objects.filter(pk=row.pk).update(state="failed")
