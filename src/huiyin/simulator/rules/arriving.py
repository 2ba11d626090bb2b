"""Who complains of what on which day: the whole play before it is played."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from random import Random

from huiyin.simulator.rules import calendar, scenarios
from huiyin.simulator.rules.matters import Area, Matter, Trouble, matter, trouble
from huiyin.simulator.rules.people import Customer
from huiyin.simulator.rules.scenarios import Scenario

# A few hundred complain far more often than others.
KEEN_SHARE, KEEN_CHANCE = 0.02, 0.18


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """Everybody who may complain, and what there is to complain of."""

    customers: Sequence[Customer]
    areas: Mapping[str, Area]
    topics: Mapping[str, Sequence[str]]
    zone: tzinfo
    key: str

    def matters_of(
        self, day: date, *, usual: float, scenario: Scenario, until: datetime
    ) -> Iterator[Matter]:
        """Return the ordinary matters of one day, in order; the same for the same key."""
        moments = calendar.arrivals(day, usual=usual, zone=self.zone, key=self.key)
        for place, at in enumerate(moments):
            key = f"{self.key}:{day}:{place}"
            random = Random(f"{key}:who")  # noqa: S311 - a play
            is_left_out = random.random() >= scenario.busy
            if at >= until or (is_left_out and scenario.holds(at, until=until)):
                continue
            what = trouble(self.areas, self.topics, random=random)
            yield self.matter(self._somebody(random), what, at=at, key=key)

    def befallen(
        self, scenario: Scenario, *, usual: float, until: datetime
    ) -> Iterator[Matter]:
        """Return the matters of what befalls the operator."""
        for place, burst in enumerate(scenario.bursts):
            random = Random(f"{self.key}:{scenario.code}:{place}")  # noqa: S311 - a play
            there = [one for one in self.customers if one.region.startswith(burst.region)]
            found = scenarios.moments(
                burst, usual=usual, until=until, zone=self.zone, random=random
            )
            if not there:
                continue
            for i, at in enumerate(found):
                key = f"{self.key}:{scenario.code}:{place}:{i}"
                who = random.choice(there)
                if at < until:
                    yield self.matter(who, burst.what, at=at, key=key)

    def matter(self, who: Customer, what: Trouble, *, at: datetime, key: str) -> Matter:
        """Return a matter of somebody."""
        area = self.areas[what.topic.partition(".")[0]]
        return matter(who, what, area=area, at=at, zone=self.zone, key=key)

    def _somebody(self, random: Random) -> Customer:
        few = max(1, int(len(self.customers) * KEEN_SHARE))
        if random.random() < KEEN_CHANCE:
            return self.customers[random.randrange(few)]
        return random.choice(self.customers)
