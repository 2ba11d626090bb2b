"""Where people live: districts of three cities, by administrative code."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True)
class District:
    """A district with its roads and housing estates."""

    city: str
    code: str
    name: str
    roads: tuple[str, ...]
    homes: tuple[str, ...]


def home_in(district: District, *, random: Random) -> str:
    """Return an address of somebody: estate and building."""
    return f"{random.choice(district.homes)}{random.randint(1, 30)}幢"


def road_in(district: District, *, random: Random) -> str:
    """Return a place people name: district and road, or the road alone."""
    road = random.choice(district.roads)
    return f"{district.name}{road}" if random.random() < 0.6 else road


def within(districts: Sequence[District], prefix: str) -> list[District]:
    """Return the districts whose code begins so."""
    return [one for one in districts if one.code.startswith(prefix)]
