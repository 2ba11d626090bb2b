"""Sealing: entries that have been committed, put under one root and chained to those before.

Entries become visible in another order than their numbers, so there is no "up to here":
whatever carries no seal yet is sealed next. The chain's links are also written to a file
outside the database, where whoever can rewrite the one may not reach the other.
"""

import fcntl
import logging
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from huiyin.kernel.journal import merkle
from huiyin.kernel.journal.models import Entry, Seal

BATCH = 5000
log = logging.getLogger("huiyin.journal")


def seal_waiting(*, at: datetime, limit: int = BATCH) -> int:
    """Seal up to `limit` entries and write the new links to the file; return how many."""
    count = _seal_one_batch(at=at, limit=limit)
    write_anchors(path=anchors_path())
    return count


@transaction.atomic
def _seal_one_batch(*, at: datetime, limit: int) -> int:
    # Only one can follow the last seal: another sealer waits here, or fails on `previous`.
    last = Seal.objects.select_for_update().order_by("-pk").first()
    waiting = Entry.objects.filter(seal=None).order_by("pk").values_list("pk", "digest")
    leaves = [merkle.pack_leaf(pk, bytes(digest)) for pk, digest in waiting[:limit]]
    if not leaves:
        return 0
    previous = bytes(last.chain) if last else merkle.NOTHING_BEFORE
    root = merkle.root_of(leaves)
    seal = Seal.objects.create(
        sealed_at=at,
        count=len(leaves),
        leaves=b"".join(leaves),
        root=root,
        previous=previous,
        chain=merkle.chain_of(
            previous=previous, root=root, count=len(leaves), sealed_at=moment(at)
        ),
    )
    ids = [entry_id for entry_id, _ in merkle.unpack_leaves(b"".join(leaves))]
    Entry.objects.filter(pk__in=ids, seal=None).update(seal=seal)
    return len(leaves)


def moment(at: datetime) -> str:
    """Return a moment as it is hashed."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def anchors_path() -> Path:
    """Return the file outside the database that holds the chain's links."""
    return Path(settings.HOME) / "seals.log"


def write_anchors(*, path: Path) -> int:
    """Add the links that are in the database and not yet in the file; return how many.

    A file whose last link the database does not know is left alone: one of them was tampered
    with, and `journal verify` says so.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        last = _last_anchor(file.fileno())
        seals = Seal.objects.order_by("pk").defer("leaves")
        if last is not None:
            pk, chain = last
            if not Seal.objects.filter(pk=pk, chain=chain).exists():
                log.error("seal %s of %s is not in the database; run journal verify", pk, path)
                return 0
            seals = seals.filter(pk__gt=pk)
        lines = [_line(seal) for seal in seals.iterator()]
        file.write(b"".join(lines))
        file.flush()
        os.fsync(file.fileno())
    return len(lines)


def read_anchors(*, path: Path) -> Iterator[tuple[int, bytes]]:
    """Yield the number and the link of each seal that the file knows."""
    if not path.exists():
        return
    with path.open("rb") as file:
        for line in file:
            if (anchor := _read_line(line)) is not None:
                yield anchor


def _line(seal: Seal) -> bytes:
    chain = bytes(seal.chain).hex()
    return f"{seal.pk} {moment(seal.sealed_at)} {seal.count} {chain}\n".encode()


def _read_line(line: bytes) -> tuple[int, bytes] | None:
    parts = line.split()
    # A line cut short by a crash is not an anchor; it is written again.
    if len(parts) != 4 or len(parts[3]) != 64 or not line.endswith(b"\n"):
        return None
    return int(parts[0]), bytes.fromhex(parts[3].decode())


def _last_anchor(descriptor: int) -> tuple[int, bytes] | None:
    size = os.fstat(descriptor).st_size
    tail = os.pread(descriptor, 4096, max(0, size - 4096))
    if tail and not tail.endswith(b"\n"):
        os.ftruncate(descriptor, size - (len(tail) - tail.rfind(b"\n") - 1))
    for line in reversed(tail.splitlines(keepends=True)):
        if (anchor := _read_line(line)) is not None:
            return anchor
    return None
