"""A month of the small operator's life, played through the public doors."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, tzinfo
from functools import partial
from heapq import heappop, heappush
from random import Random

from huiyin.cases.public import NewComplaint, open_cases
from huiyin.kernel.access.roles import Actor
from huiyin.kernel.journal.deliver import deliver_due
from huiyin.kernel.refusal import Refusal
from huiyin.kernel.timers.schedule import fire_all
from huiyin.kernel.worker.registry import registered
from huiyin.simulator.actions.play_case import Matter, play_case
from huiyin.simulator.rules import course, words
from huiyin.simulator.rules.people import Customer
from huiyin.simulator.seeds.sayings import patterns

# How often the worker of those days looks: often enough for notices to leave when they would.
ROUND = timedelta(minutes=30)
WORKS = ("cases.dispatch", "channels.send_outgoing", "notifications.send")
# An evening on which a district was without network, this long ago, and its share of all.
OUTAGE_DAYS_AGO, OUTAGE_SHARE, OUTAGE_REGION = 9, 9, "330212"
# And a fibre that a digger cut in the last hours: people of one place, all about the same.
CUT_HOURS, CUT_SHARE, CUT_HOME = 9, 60, ("330106", "zh-hans")
CUT_SAID = (
    "{place}附近施工把光缆挖断了，整个小区宽带断网，什么时候修好",
    "施工挖断光缆，{place}的宽带全断了，没人说几点恢复",
    "听说光缆被挖断，我家在{place}，宽带断网一天了，要赔时长",
    "光缆挖断以后{place}一直断网，宽带光猫红灯，请给个抢修时间",
)


@dataclass(slots=True)
class Play:
    """What is going to happen, in the order of time."""

    customers: Sequence[Customer]
    staff: dict[str, Actor]
    random: Random
    zone: tzinfo
    due: list[tuple[datetime, int, Callable[[], object]]] = field(default_factory=list)
    planned: int = 0

    def plan(self, at: datetime, act: Callable[[], object]) -> None:
        self.planned += 1
        heappush(self.due, (at, self.planned, act))


def play_history(
    play: Play, *, complaints: int, days: int, until: datetime, progress: Callable[[int], None]
) -> int:
    """Play `complaints` matters over the last `days` up to `until`, each act at its moment.

    Timers ring and notices leave on the way as they would have. Returns how many acts were
    played.
    """
    first = _midnight(until - timedelta(days=days), play.zone)
    _plan_arrivals(play, complaints, days=days, first=first, until=until)
    done, looked = 0, first
    while play.due and play.due[0][0] < until:
        at, _place, act = heappop(play.due)
        if at - looked > ROUND:
            _do_rounds(at)
            looked = at
        try:
            act()
        except Refusal:
            # As in life: somebody was quicker, or the matter is past it.
            continue
        done += 1
        progress(done)
    _do_rounds(until)
    return done


def _plan_arrivals(
    play: Play, complaints: int, *, days: int, first: datetime, until: datetime
) -> None:
    there = [one for one in play.customers if one.region == OUTAGE_REGION]
    dark = complaints // OUTAGE_SHARE if there and days > OUTAGE_DAYS_AGO else 0
    near = [one for one in play.customers if (one.region, one.language) == CUT_HOME]
    cut = complaints // CUT_SHARE if near else 0
    for at in course.arrivals(
        complaints - dark - cut, first=first, until=until, random=play.random
    ):
        customer = play.random.choice(play.customers)
        play.plan(at, partial(_arrive, play, customer, at))
    day = _midnight(until - timedelta(days=OUTAGE_DAYS_AGO), play.zone)
    for at in course.outage(dark, day=day, random=play.random):
        customer = play.random.choice(there)
        play.plan(at, partial(_arrive, play, customer, at, "mobile"))
    for _each in range(cut):
        at = until - timedelta(hours=play.random.uniform(0.5, CUT_HOURS))
        customer = play.random.choice(near)
        words_of_it = play.random.choice(CUT_SAID).format(place=customer.place)
        play.plan(at, partial(_arrive, play, customer, at, said=words_of_it))


def _midnight(moment: datetime, zone: tzinfo) -> datetime:
    return moment.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)


def _do_rounds(at: datetime) -> None:
    """Do what a worker would have done by then."""
    fire_all(at=at)
    while deliver_due(at=at):
        pass
    for name in WORKS:
        while registered[name].do(at):
            pass


def complain(
    customer: Customer, *, at: datetime, random: Random, area: str = ""
) -> NewComplaint:
    """Return what this customer complains of now; of this area, where one is named."""
    pattern = words.choose(patterns(), customer, random=random, area=area)
    contacts = [("phone", customer.phone)]
    if customer.email:
        contacts.append(("email", customer.email))
    return NewComplaint(
        body=words.say(pattern, customer, at=at, random=random),
        at=at,
        channel=course.channel(random=random),
        contacts=tuple(contacts),
        name=customer.name,
        language=customer.language,
        region=customer.region,
        place=customer.place,
    )


def _arrive(
    play: Play, customer: Customer, at: datetime, area: str = "", said: str = ""
) -> None:
    complaint = complain(customer, at=at, random=play.random, area=area)
    if said:
        complaint = replace(complaint, body=said)
    opened = open_cases(complaints=[complaint], at=at, actor_id="system")[0]
    if opened.outcome in ("opened", "repeated"):
        matter = Matter(opened.ref, customer, play.staff, play.plan, play.zone, play.random)
        play_case(matter, at=at)
