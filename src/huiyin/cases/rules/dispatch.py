"""Who should have a case, and why: topic, region, tier, skill, shift and load; oldest first."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Need:
    """What a case asks for."""

    topic: str
    region: str = ""
    is_vip: bool = False
    urgency: str = "normal"
    language: str = ""


@dataclass(frozen=True, slots=True)
class Hand:
    """Somebody who could take it."""

    person_id: int
    department: str
    team: str
    skills: frozenset[str]
    regions: frozenset[str]
    languages: frozenset[str]
    is_on_duty: bool
    capacity: int


@dataclass(frozen=True, slots=True)
class Route:
    """Topics and regions by prefix, and the team that takes them. Most specific first."""

    topic_prefix: str
    region_prefix: str
    tier: str
    department: str
    team: str


@dataclass(frozen=True, slots=True)
class Reason:
    """One ground of the choice: a code with its values, worded where it is shown."""

    code: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """Where a case goes. Without a person it waits in the queue of its team."""

    department: str
    team: str
    person_id: int | None
    reasons: tuple[Reason, ...]


class Dispatcher:
    """Decides one case after the other, with the load each decision adds."""

    def __init__(
        self,
        *,
        hands: Iterable[Hand],
        routes: Sequence[Route],
        loads: Mapping[int, int],
        fallback: tuple[str, str] = ("care", ""),
    ) -> None:
        self._by_department: dict[str, list[Hand]] = defaultdict(list)
        for hand in hands:
            if hand.is_on_duty:
                self._by_department[hand.department].append(hand)
        self._routes = routes
        self._loads = dict(loads)
        self._fallback = fallback
        self._known_routes: dict[tuple[str, str, bool], Route | None] = {}

    def decide(self, need: Need) -> Decision:
        """Return where the case goes; the chosen person's load grows by one."""
        route = self._route(need)
        department, team = (route.department, route.team) if route else self._fallback
        reasons = [
            Reason("topic_route", route.topic_prefix or "*") if route else Reason("no_route")
        ]
        chosen = self._least_loaded(need, department, team)
        if chosen is None:
            return Decision(
                department, team, None, (*reasons, Reason("nobody_free", department))
            )
        self._loads[chosen.person_id] = self._loads.get(chosen.person_id, 0) + 1
        reasons += self._why(chosen, need)
        return Decision(department, chosen.team or team, chosen.person_id, tuple(reasons))

    def has_room(self) -> bool:
        """Return whether anybody on duty could take one more."""
        return bool(self.departments_with_room())

    def departments_with_room(self) -> list[str]:
        """Return the departments in which somebody on duty could take one more."""
        return [
            department
            for department, hands in self._by_department.items()
            if any(self._loads.get(hand.person_id, 0) < hand.capacity for hand in hands)
        ]

    def _route(self, need: Need) -> Route | None:
        key = (need.topic, need.region, need.is_vip)
        if key not in self._known_routes:
            self._known_routes[key] = next(
                (route for route in self._routes if _leads(route, need)), None
            )
        return self._known_routes[key]

    def _least_loaded(self, need: Need, department: str, team: str) -> Hand | None:
        able = [
            hand
            for hand in self._by_department.get(department, ())
            if (not team or hand.team == team)
            if self._loads.get(hand.person_id, 0) < hand.capacity
            if not hand.regions or any(need.region.startswith(code) for code in hand.regions)
        ]
        return min(able, key=lambda hand: self._rank(hand, need), default=None)

    def _rank(self, hand: Hand, need: Need) -> tuple[bool, bool, float, int]:
        load = self._loads.get(hand.person_id, 0)
        speaks = not need.language or not hand.languages or need.language in hand.languages
        share = load / hand.capacity
        return (not speaks, not _is_skilled(hand, need), share, hand.person_id)

    def _why(self, hand: Hand, need: Need) -> list[Reason]:
        reasons = []
        if _is_skilled(hand, need):
            reasons.append(Reason("skilled", need.topic))
        if hand.regions:
            reasons.append(Reason("region", need.region))
        load = self._loads[hand.person_id]
        reasons.append(Reason("least_loaded", f"{load}/{hand.capacity}"))
        return reasons


def _leads(route: Route, need: Need) -> bool:
    tier_fits = not route.tier or (route.tier == "vip") == need.is_vip
    return (
        need.topic.startswith(route.topic_prefix)
        and need.region.startswith(route.region_prefix)
        and tier_fits
    )


def _is_skilled(hand: Hand, need: Need) -> bool:
    return any(need.topic.startswith(skill) for skill in hand.skills)
