"""Proving that the journal is what was written, or naming where it is not."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from huiyin.kernel.journal import merkle
from huiyin.kernel.journal.models import Entry, Seal
from huiyin.kernel.journal.record import digest_of, encode
from huiyin.kernel.journal.seals import moment, read_anchors

ENTRY_FIELDS = ("id", "name", "story", "subject", "actor", "at", "recorded_at", "payload")
PAGE = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """The first thing that is not as it was written."""

    kind: str
    seal_id: int | None = None
    entry_id: int | None = None

    def __str__(self) -> str:
        return SENTENCES[self.kind] % {"entry": self.entry_id, "seal": self.seal_id}


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What `verify` saw; `finding` is None when everything is as it was written."""

    seals: int
    sealed: int
    unsealed: int
    anchored: int
    finding: Finding | None


SENTENCES = {
    "entry_altered": "Entry %(entry)s was altered after it was written.",
    "entry_removed": "Entry %(entry)s was removed; seal %(seal)s holds its digest.",
    "entry_inserted": "Entry %(entry)s was inserted into seal %(seal)s afterwards.",
    "seal_altered": "Seal %(seal)s was altered, from entry %(entry)s on.",
    "seal_missing": "A seal before seal %(seal)s was removed or replaced.",
    "seal_rewritten": "Seal %(seal)s is not the one that was anchored outside the database: "
    "the chain was rewritten.",
    "seals_truncated": "Seal %(seal)s was anchored outside the database and is gone.",
}


class _Found(Exception):  # noqa: N818 - carries the answer out of the walk
    def __init__(self, **found: Any) -> None:
        super().__init__()
        self.finding = Finding(**found)


class _Walk:
    """One pass over seals and entries, in order; memory holds one seal at a time."""

    def __init__(self, anchors: dict[int, bytes]) -> None:
        self.anchors = anchors
        self.seals = self.sealed = self.unsealed = self.anchored = 0

    def run(self) -> None:
        previous = merkle.NOTHING_BEFORE
        for seal in Seal.objects.order_by("pk").iterator(chunk_size=4):
            self._check_seal(seal, previous)
            self._check_entries(seal)
            previous = bytes(seal.chain)
            self.seals += 1
        if self.anchors:
            raise _Found(kind="seals_truncated", seal_id=min(self.anchors))
        for entry_id, written, actual in _entries(seal=None):
            self.unsealed += 1
            if written != actual:
                raise _Found(kind="entry_altered", entry_id=entry_id)

    def _check_seal(self, seal: Seal, previous: bytes) -> None:
        if bytes(seal.previous) != previous:
            raise _Found(kind="seal_missing", seal_id=seal.pk)
        leaves = bytes(seal.leaves)
        first = next(merkle.unpack_leaves(leaves), (None, b""))[0]
        root = merkle.root_of(_split(leaves))
        chain = merkle.chain_of(
            previous=previous,
            root=root,
            count=len(leaves) // merkle.LEAF_SIZE,
            sealed_at=moment(seal.sealed_at),
        )
        is_whole = root == bytes(seal.root) and chain == bytes(seal.chain)
        if not is_whole or seal.count * merkle.LEAF_SIZE != len(leaves):
            raise _Found(kind="seal_altered", seal_id=seal.pk, entry_id=first)
        anchor = self.anchors.pop(seal.pk, None)
        self.anchored += anchor is not None
        if anchor not in (None, chain):
            raise _Found(kind="seal_rewritten", seal_id=seal.pk, entry_id=first)

    def _check_entries(self, seal: Seal) -> None:
        entries = _entries(seal=seal.pk)
        entry = next(entries, None)
        for leaf_id, leaf_digest in merkle.unpack_leaves(bytes(seal.leaves)):
            if entry is not None and entry[0] < leaf_id:
                raise _Found(kind="entry_inserted", seal_id=seal.pk, entry_id=entry[0])
            if entry is None or entry[0] != leaf_id:
                raise _Found(kind="entry_removed", seal_id=seal.pk, entry_id=leaf_id)
            if entry[2] != leaf_digest or entry[1] != leaf_digest:
                raise _Found(kind="entry_altered", seal_id=seal.pk, entry_id=leaf_id)
            self.sealed += 1
            entry = next(entries, None)
        if entry is not None:
            raise _Found(kind="entry_inserted", seal_id=seal.pk, entry_id=entry[0])


def verify_journal(*, anchors: Path) -> Verdict:
    """Compare every entry with its seal, every seal with the chain, the chain with the file.

    Time is linear in the entries. Entries not yet sealed are compared with their own digest.
    """
    walk = _Walk(dict(read_anchors(path=anchors)))
    finding = None
    try:
        walk.run()
    except _Found as found:
        finding = found.finding
    return Verdict(
        seals=walk.seals,
        sealed=walk.sealed,
        unsealed=walk.unsealed,
        anchored=walk.anchored,
        finding=finding,
    )


def _split(leaves: bytes) -> Iterator[bytes]:
    for start in range(0, len(leaves), merkle.LEAF_SIZE):
        yield leaves[start : start + merkle.LEAF_SIZE]


def _entries(*, seal: int | None) -> Iterator[tuple[int, bytes, bytes]]:
    """Yield id, digest as kept, digest as it follows from the content, by id."""
    # The least number there is: an entry slipped in below zero is read as well.
    last = -(2**63)
    rows = Entry.objects.filter(seal=seal).order_by("pk")
    fields = rows.values_list(*ENTRY_FIELDS, "digest")
    while page := list(fields.filter(pk__gt=last)[:PAGE]):
        for *content, digest in page:
            yield content[0], bytes(digest), _digest(*content[1:])
        last = page[-1][0]


def _digest(  # noqa: PLR0917 - the columns of an entry, in their order
    name: str,
    story: str,
    subject: str,
    actor: str,
    at: datetime,
    recorded_at: datetime,
    payload: dict[str, Any],
) -> bytes:
    try:
        text = encode(payload)
    except ValueError:
        # No entry was ever written like this: it can match nothing.
        text = json.dumps(payload, sort_keys=True)
    return digest_of(
        name=name,
        story=story,
        subject=subject,
        actor=actor,
        at=at,
        recorded_at=recorded_at,
        payload=text,
    )
