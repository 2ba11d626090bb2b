"""Complaints from a table, chunk by chunk; good rows are kept, bad ones are told."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection
from django.utils.translation import gettext as _

from huiyin.cases.actions.open_cases import open_cases
from huiyin.cases.actions.read_ahead import Line, read_ahead
from huiyin.cases.rules.importing import BadRow, Reading, complaint_of
from huiyin.cases.rules.opening import NewComplaint, Opened
from huiyin.kernel.refusal import Refusal
from huiyin.kernel.tabular.reading import TableRow

CHUNK = 1000
NOT_ONE_COLUMN = ""
# Seconds between attempts while the database does not answer: a restart takes less than all.
WAITS = (1, 2, 4, 8, 15, 30, 60)
Reject = Callable[[TableRow, str, str], None]


class CannotReachDatabase(Refusal):
    """The database is gone for longer than a restart takes; what was opened stays."""

    code = "cannot_reach_database"
    status = 503


@dataclass(slots=True)
class Imported:
    """What became of the rows of a file."""

    read: int = 0
    opened: int = 0
    repeated: int = 0
    joined: int = 0
    duplicate: int = 0
    rejected: int = 0


def import_cases(
    rows: Iterable[TableRow],
    *,
    reading: Reading,
    actor_id: str,
    reject: Reject,
    progress: Callable[[Imported], None],
) -> Imported:
    """Open a case for each good row; each chunk is one transaction, so that a crash loses at
    most a chunk, and the same file run again opens only what is missing.
    """
    done = Imported()
    chunks = _chunks(rows, reading, done, reject)
    for chunk in read_ahead(chunks, models=settings.MODELS_ROOT):
        _open(chunk, done, at=reading.at, actor_id=actor_id, reject=reject)
        progress(done)
    progress(done)
    return done


def _chunks(
    rows: Iterable[TableRow], reading: Reading, done: Imported, reject: Reject
) -> Iterator[list[Line]]:
    chunk: list[Line] = []
    for row in rows:
        done.read += 1
        try:
            chunk.append((row, _complaint(row, reading)))
        except BadRow as bad:
            _reject(done, row, bad.column, bad.reason, reject)
        if len(chunk) >= CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _complaint(row: TableRow, reading: Reading) -> NewComplaint:
    if row.problem:
        raise BadRow(NOT_ONE_COLUMN, row.problem)
    complaint = complaint_of(row.cells, reading=reading)
    if complaint.external_id:
        return complaint
    reason = "There is no number that tells this complaint from others."
    raise BadRow(reading.columns.get("external_id", "external_id"), reason)


def _open(
    chunk: Sequence[Line],
    done: Imported,
    *,
    at: datetime,
    actor_id: str,
    reject: Reject,
) -> None:
    try:
        opened = _open_all([complaint for _row, complaint in chunk], at=at, actor_id=actor_id)
    except CannotReachDatabase:
        raise
    except (Refusal, DatabaseError) as fault:
        if len(chunk) == 1:
            _reject(done, chunk[0][0], "", str(fault), reject)
            return
        # One row spoils its chunk: halve until it stands alone.
        half = len(chunk) // 2
        _open(chunk[:half], done, at=at, actor_id=actor_id, reject=reject)
        _open(chunk[half:], done, at=at, actor_id=actor_id, reject=reject)
        return
    for one in opened:
        setattr(done, one.outcome, getattr(done, one.outcome) + 1)


def _open_all(
    complaints: Sequence[NewComplaint], *, at: datetime, actor_id: str
) -> list[Opened]:
    """Open them; while the database is away, wait: that is no fault of any row.

    Trying again is safe: what was committed unseen comes back as a duplicate.
    """
    for wait in WAITS:
        try:
            return open_cases(complaints=complaints, at=at, actor_id=actor_id)
        except (DatabaseError, InterfaceError):
            if connection.is_usable():
                raise
        connection.close()
        time.sleep(wait)
    raise CannotReachDatabase(
        _("The database does not answer. What was opened is kept; run the same import again.")
    )


def _reject(done: Imported, row: TableRow, column: str, reason: str, reject: Reject) -> None:
    done.rejected += 1
    reject(row, column, reason)
