"""The arithmetic of seals: leaves, roots and the chain."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence

LEAF_SIZE = 8 + 32
NOTHING_BEFORE = bytes(32)


def pack_leaf(entry_id: int, digest: bytes) -> bytes:
    """Return an entry as it stands in a seal: its id and its digest."""
    return entry_id.to_bytes(8, "big", signed=True) + digest


def unpack_leaves(leaves: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the id and the digest of each entry of a seal."""
    for start in range(0, len(leaves), LEAF_SIZE):
        leaf = leaves[start : start + LEAF_SIZE]
        yield int.from_bytes(leaf[:8], "big", signed=True), leaf[8:]


def root_of(leaves: Iterable[bytes]) -> bytes:
    """Return the Merkle root; leaves and nodes are hashed apart, so neither passes for the
    other, and an odd node goes up as it is.
    """
    level = [hashlib.sha256(b"\x00" + leaf).digest() for leaf in leaves]
    while len(level) > 1:
        level = _level_above(level)
    return level[0] if level else hashlib.sha256().digest()


def _level_above(level: Sequence[bytes]) -> list[bytes]:
    above = [
        hashlib.sha256(b"\x01" + level[i] + level[i + 1]).digest()
        for i in range(0, len(level) - 1, 2)
    ]
    return above + list(level[len(above) * 2 :])


def chain_of(*, previous: bytes, root: bytes, count: int, sealed_at: str) -> bytes:
    """Return the link that binds a seal to all seals before it."""
    return hashlib.sha256(
        b"\x02" + previous + root + count.to_bytes(8, "big") + sealed_at.encode()
    ).digest()
