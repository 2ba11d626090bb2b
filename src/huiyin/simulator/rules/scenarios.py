"""Scenarios by name: what befalls the operator beside its everyday life."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo
from random import Random

from huiyin.simulator.rules.matters import Trouble


@dataclass(frozen=True, slots=True, kw_only=True)
class Burst:
    """One thing that befalls many people of a place, and complaints of it.

    It begins `hours_ago`, or at `from_hour` of the local day `days_ago`; half of those who
    complain have done so after `half_life_h`. `size` is counted in complaints of an ordinary
    day, so that it grows with the operator.
    """

    what: Trouble
    region: str = ""
    size: float
    half_life_h: float
    lasts_h: float
    hours_ago: float = 0.0
    days_ago: int = 0
    from_hour: int = 0

    def begins(self, until: datetime, zone: tzinfo) -> datetime:
        """Return when it happens."""
        if self.hours_ago:
            return until - timedelta(hours=self.hours_ago)
        day = until.astimezone(zone).date() - timedelta(days=self.days_ago)
        return datetime.combine(day, time(self.from_hour), zone).astimezone(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A time of the operator: what befalls it, how busy, patient and slow people are."""

    code: str
    title: str
    bursts: tuple[Burst, ...] = ()
    last_days: int = 7
    busy: float = 1.0
    patience: float = 1.0
    pace: float = 1.0

    def holds(self, at: datetime, *, until: datetime) -> bool:
        """Return whether its last days have begun."""
        return until - at <= timedelta(days=self.last_days)


FIBRE = Trouble(
    "broadband.area_outage", "fibre-cut", "scenario.fibre_cut", "transport.fibre_cut"
)
OUTAGE = Trouble("mobile.no_signal_outdoors", "outage", "scenario.outage", "radio.cell_down")
BILLED_TWICE = Trouble(
    "billing.unrecognised_charge",
    "billing-error",
    "scenario.billing_error",
    "rating.wrong_tariff",
)
SCANDAL = Trouble(
    "marketing.subscribed_without_consent",
    "marketing-scandal",
    "scenario.marketing_scandal",
    "sales.without_consent",
)
EVERYDAY = "everyday"
SCENARIOS: Mapping[str, Scenario] = {
    one.code: one
    for one in (
        Scenario(
            code=EVERYDAY,
            title="Everyday life: an evening without mobile network nine days ago, a fee taken "
            "twice three weeks ago, and a fibre cut in the last hours",
            bursts=(
                Burst(
                    what=OUTAGE,
                    region="330212",
                    size=0.6,
                    half_life_h=1.5,
                    lasts_h=5,
                    days_ago=9,
                    from_hour=18,
                ),
                Burst(
                    what=BILLED_TWICE,
                    size=0.5,
                    half_life_h=20,
                    lasts_h=72,
                    days_ago=21,
                    from_hour=9,
                ),
                Burst(
                    what=FIBRE, region="330106", size=0.3, half_life_h=2, lasts_h=9, hours_ago=9
                ),
            ),
        ),
        Scenario(
            code="quiet-week",
            title="A quiet week: nothing befalls anybody, and a third fewer complain",
            busy=0.65,
            patience=1.4,
            pace=0.8,
        ),
        Scenario(
            code="fibre-cut",
            title="A main fibre cut thirty hours ago: one district without broadband",
            bursts=(
                Burst(
                    what=FIBRE,
                    region="330110",
                    size=2.2,
                    half_life_h=4,
                    lasts_h=30,
                    hours_ago=30,
                ),
            ),
            last_days=2,
            patience=0.7,
        ),
        Scenario(
            code="billing-error",
            title="Monthly fees taken twice four days ago, from customers everywhere",
            bursts=(
                Burst(
                    what=BILLED_TWICE,
                    size=3.0,
                    half_life_h=22,
                    lasts_h=96,
                    days_ago=4,
                    from_hour=8,
                ),
            ),
            last_days=4,
            patience=0.8,
        ),
        Scenario(
            code="marketing-scandal",
            title="Three days ago the news tell of plans switched without consent",
            bursts=(
                Burst(
                    what=SCANDAL, size=2.5, half_life_h=18, lasts_h=72, days_ago=3, from_hour=19
                ),
            ),
            last_days=3,
            patience=0.6,
        ),
        Scenario(
            code="flood-of-chasers",
            title="Five days in which half the staff are away: customers ask again and again",
            last_days=5,
            patience=0.35,
            pace=2.2,
        ),
    )
}


def moments(
    burst: Burst, *, usual: float, until: datetime, zone: tzinfo, random: Random
) -> list[datetime]:
    """Return when people complain of it, `usual` being the complaints of an ordinary day."""
    begins = burst.begins(until, zone)
    late = (
        random.expovariate(0.693 / burst.half_life_h)
        for _each in range(round(burst.size * usual))
    )
    return sorted(begins + timedelta(hours=hours) for hours in late if hours <= burst.lasts_h)


def names() -> Sequence[str]:
    """Return the scenarios there are."""
    return tuple(SCENARIOS)
