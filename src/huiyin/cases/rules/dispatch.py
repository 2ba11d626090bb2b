"""Who should have a case, and why: topic, region, tier, skill, shift and load; oldest first."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

URGENT = "urgent"
# A skill that is no topic: used to whoever counts most.
VIP_SKILL = "tier:vip"


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
    is_rapid_response: bool = False


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


class Staff:
    """Who is on duty and which routes lead to them: the same for every case of that moment."""

    def __init__(
        self,
        *,
        hands: Iterable[Hand],
        routes: Sequence[Route],
        fallback: tuple[str, str] = ("care", ""),
    ) -> None:
        self.by_department: dict[str, list[Hand]] = defaultdict(list)
        for hand in hands:
            if hand.is_on_duty:
                self.by_department[hand.department].append(hand)
        self.rapid = [
            hand
            for some in self.by_department.values()
            for hand in some
            if hand.is_rapid_response
        ]
        self._routes = routes
        self._fallback = fallback
        self._known_routes: dict[tuple[str, str, bool], Route | None] = {}

    def route(self, need: Need) -> Route | None:
        """Return the first route, the most specific, that leads there."""
        key = (need.topic, need.region, need.is_vip)
        if key not in self._known_routes:
            self._known_routes[key] = next(
                (route for route in self._routes if _leads(route, need)), None
            )
        return self._known_routes[key]

    def place(self, need: Need) -> tuple[str, str]:
        """Return the department and team (empty: any) that such a case goes to."""
        route = self.route(need)
        return (route.department, route.team) if route else self._fallback

    def considered(self, needs: Iterable[Need]) -> list[Hand]:
        """Return whose load matters for these cases."""
        wanted = list(needs)
        departments = {self.place(need)[0] for need in wanted}
        found = {h.person_id: h for d in departments for h in self.by_department.get(d, ())}
        if any(need.urgency == URGENT for need in wanted):
            found |= {hand.person_id: hand for hand in self.rapid}
        return list(found.values())

    def everybody(self) -> list[Hand]:
        """Return all on duty."""
        return [hand for hands in self.by_department.values() for hand in hands]


class Dispatcher:
    """Decides one case after the other, with the load each decision adds."""

    def __init__(self, *, staff: Staff, loads: Mapping[int, int]) -> None:
        self._staff = staff
        self._loads = dict(loads)

    def decide(self, need: Need) -> Decision:
        """Return where the case goes; the chosen person's load grows by one.

        What is urgent goes to whoever is free of the rapid-response team, of the department's
        own before others'; where nobody of it is, the way of all others.
        """
        route = self._staff.route(need)
        department, team = self._staff.place(need)
        reasons = [
            Reason("topic_route", route.topic_prefix or "*") if route else Reason("no_route")
        ]
        chosen = self._rapid(need, department)
        if chosen is not None:
            return self._given(chosen, need, chosen.team, [*reasons, Reason("urgent")])
        chosen = self._best(need, self._of_team(department, team))
        if chosen is None:
            reasons.append(Reason("nobody_free", department))
            return Decision(department, team, None, tuple(reasons))
        return self._given(chosen, need, chosen.team or team, reasons)

    def has_room(self) -> bool:
        """Return whether anybody on duty could take one more."""
        return bool(self.departments_with_room())

    def departments_with_room(self) -> list[str]:
        """Return the departments in which somebody on duty could take one more."""
        return [
            department
            for department, hands in self._staff.by_department.items()
            if any(self._has_room(hand) for hand in hands)
        ]

    def _given(self, hand: Hand, need: Need, team: str, reasons: list[Reason]) -> Decision:
        self._loads[hand.person_id] = self._loads.get(hand.person_id, 0) + 1
        why = (*reasons, *self._why(hand, need))
        return Decision(hand.department, team, hand.person_id, why)

    def _rapid(self, need: Need, department: str) -> Hand | None:
        if need.urgency != URGENT:
            return None
        own = [hand for hand in self._staff.rapid if hand.department == department]
        return self._best(need, own) or self._best(need, self._staff.rapid)

    def _of_team(self, department: str, team: str) -> list[Hand]:
        hands = self._staff.by_department.get(department, ())
        if team:
            return [hand for hand in hands if hand.team == team]
        # The rapid-response team is kept free for what is urgent.
        return [hand for hand in hands if not hand.is_rapid_response]

    def _best(self, need: Need, hands: Iterable[Hand]) -> Hand | None:
        able = [hand for hand in hands if self._has_room(hand) and _serves(hand, need)]
        return min(able, key=lambda hand: self._rank(hand, need), default=None)

    def _has_room(self, hand: Hand) -> bool:
        return self._loads.get(hand.person_id, 0) < hand.capacity

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
        _is_within(need.topic, route.topic_prefix)
        and need.region.startswith(route.region_prefix)
        and tier_fits
    )


def _serves(hand: Hand, need: Need) -> bool:
    return not hand.regions or any(need.region.startswith(code) for code in hand.regions)


def _is_skilled(hand: Hand, need: Need) -> bool:
    return any(
        need.is_vip if skill == VIP_SKILL else _is_within(need.topic, skill)
        for skill in hand.skills
    )


def _is_within(topic: str, branch: str) -> bool:
    """Return whether the topic is the branch or below it: whole parts of its code."""
    return not branch or topic == branch or topic.startswith(f"{branch}.")
