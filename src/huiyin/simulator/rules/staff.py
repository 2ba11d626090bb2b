"""The sixty who work at the operator: where, at what, how well and how fast."""

from dataclasses import dataclass
from random import Random

from huiyin.simulator.rules.people import FAMILY, MORE


@dataclass(frozen=True, slots=True)
class Staff:
    """Somebody who works here: `team` and roles, with what they are good at.

    Who has no room for cases is given none: those who look after the whole. `quality` is how
    often their answer fits, `pace` how long they take (1 is usual, less is quicker).
    """

    username: str
    name: str
    team: str
    roles: tuple[str, ...]
    skills: tuple[str, ...] = ()
    capacity: int = 25
    quality: float = 0.85
    pace: float = 1.0
    shift: str = "day"

    @property
    def answers_at_once(self) -> bool:
        """Whether somebody of the team is there at any hour to say the first words."""
        return self.team in AROUND_THE_CLOCK

    @property
    def hours(self) -> tuple[int, int]:
        """The hours of the day in which they work, by their shift."""
        return SHIFTS[self.shift]


AROUND_THE_CLOCK = frozenset({"care-desk", "rapid", "radio"})
SHIFTS = {"early": (7, 17), "day": (8, 19), "late": (12, 22)}
_WORKS = ("agent", "specialist")
# Those who are named in the documents, and as whom a visitor signs in.
NAMED = (
    Staff("agent", "林晓", "care-desk", ("agent",), ("service", "ordering", "rules")),
    Staff("agent2", "周芳", "care-desk", ("agent",), ("marketing", "billing")),
    Staff("agent3", "陈杰", "care-desk", ("agent",), ("service", "porting")),
    Staff("agent4", "吴敏", "care-desk", ("agent",), ("security", "rules")),
    Staff("rapid", "何勇", "rapid", ("agent",), ("",)),
    Staff("billing", "孙静", "*billing", _WORKS, ("billing",)),
    Staff("billing2", "高磊", "*billing", _WORKS, ("billing",)),
    Staff("network", "马超", "radio", _WORKS, ("mobile",)),
    Staff("network2", "徐洋", "radio", _WORKS, ("mobile", "broadband")),
    Staff("field", "郭涛", "field", _WORKS, ("broadband", "installation")),
    Staff("business", "罗娟", "offers", _WORKS, ("ordering", "marketing")),
    Staff("supervisor", "黄建国", "*supervision", ("supervisor", "agent"), quality=0.95),
    Staff("quality", "赵文博", "*supervision", ("quality_manager",), capacity=0),
    Staff("admin", "朱敏", "*supervision", ("administrator", "supervisor"), capacity=0),
)
# The others: team, how many in all, roles, and what one of them may be good at.
TEAMS: tuple[tuple[str, int, tuple[str, ...], tuple[tuple[str, ...], ...]], ...] = (
    (
        *("care-desk", 21, ("agent",)),
        (("service",), ("ordering", "rules"), ("porting",), ("tier:vip", "service")),
    ),
    ("rapid", 4, ("agent",), (("",), ("mobile", "broadband"))),
    ("*billing", 8, _WORKS, (("billing",), ("billing.refund_pending", "porting"))),
    ("radio", 7, _WORKS, (("mobile",), ("broadband.area_outage", "mobile"))),
    ("field", 9, _WORKS, (("broadband",), ("installation",), ("broadband", "installation"))),
    ("offers", 6, _WORKS, (("ordering", "rules"), ("marketing",), ("porting",))),
    ("*supervision", 5, ("supervisor", "agent"), (("security",),)),
)
# Who is told when a matter of a team is late; heads are left open: the next level is told.
LEADS = {
    "care-desk": "agent2",
    "rapid": "rapid",
    "field": "field",
    "offers": "business",
    "radio": "network",
}
SUPERVISOR = "supervisor"
# As whom somebody who looks at the demo signs in: what they hold is left to them.
VISITORS = frozenset({"agent", "billing", "supervisor", "quality", "admin"})
SIZE = sum(count for _team, count, _roles, _skills in TEAMS)


def staff(*, random: Random, better_by: float = 0.0) -> list[Staff]:
    """Return everybody who works here, by seed.

    `better_by` lifts the quality of all and shortens what they take, from 0 (as they are) to
    1 (as good as can be).
    """
    people = list(NAMED)
    for team, count, roles, skills in TEAMS:
        known = sum(one.team == team for one in NAMED)
        for i in range(count - known):
            people.append(_hand(len(people), team, roles, skills[i % len(skills)], random))
    return [_formed(one, random, better_by=better_by) for one in people]


def _hand(
    place: int, team: str, roles: tuple[str, ...], skills: tuple[str, ...], random: Random
) -> Staff:
    return Staff(
        username=f"{team.lstrip('*').partition('-')[0]}{place}",
        name=random.choice(FAMILY) + random.choice(MORE),
        team=team,
        roles=roles,
        skills=skills,
        capacity=random.choice((15, 20, 25, 30)),
    )


def _formed(person: Staff, random: Random, *, better_by: float) -> Staff:
    quality = min(0.97, max(0.55, random.gauss(person.quality, 0.08)))
    pace = min(2.0, max(0.5, random.lognormvariate(0.0, 0.3)))
    return Staff(
        username=person.username,
        name=person.name,
        team=person.team,
        roles=person.roles,
        skills=person.skills,
        capacity=person.capacity,
        quality=quality + (0.98 - quality) * better_by,
        pace=pace * (1 - 0.5 * better_by),
        shift=random.choice(("early", "day", "day", "late")),
    )
