"""How likely two customers are one person. Points are reasons a person can weigh."""

from dataclasses import dataclass

WORTH_SHOWING = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """What is compared; empty means unknown and counts for nothing."""

    name: str = ""
    address: str = ""
    region: str = ""
    phone_endings: frozenset[str] = frozenset()
    lines: frozenset[str] = frozenset()


POINTS = {"name": 50, "address": 30, "line": 30, "phone_ending": 20, "region": 10}


def likeness(one: Traits, other: Traits) -> tuple[int, tuple[str, ...]]:
    """Return points out of 100 and the reasons for them."""
    found = {
        "name": _same(one.name, other.name),
        "address": _same(one.address, other.address),
        "line": bool(one.lines & other.lines),
        "phone_ending": bool(one.phone_endings & other.phone_endings),
        "region": _same(one.region, other.region),
    }
    reasons = tuple(reason for reason, is_same in found.items() if is_same)
    return min(100, sum(POINTS[reason] for reason in reasons)), reasons


def _same(one: str, other: str) -> bool:
    return bool(one) and one == other
