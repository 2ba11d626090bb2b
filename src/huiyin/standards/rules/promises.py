"""Which promise a complaint gets: policies, their conditions, and which of them wins."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from huiyin.standards.rules.limits import LegalLimit, law_on

CLOCK_KINDS = (
    "first_response",
    "accept",
    "dispatch",
    "work",
    "feedback",
    "call_back",
    "resolution",
    "fault_response",
    "fault_repair",
    "legal_answer",
)
URGENCIES = ("normal", "high", "urgent")
AUDIENCES = ("assignee", "team_lead", "department_head", "supervision")
MILESTONE_ACTIONS = ("warn", "escalate")


@dataclass(frozen=True, slots=True)
class PromiseKey:
    """What a promise depends on. Topics and regions are codes."""

    topic: str
    is_vip: bool
    urgency: str
    region: str
    channel: str


@dataclass(frozen=True, slots=True)
class Milestone:
    """At `percent` of the target, do `action` (warn, escalate) to `audience`."""

    percent: int
    audience: str
    action: str


@dataclass(frozen=True, slots=True)
class Promise:
    """A clock that is to run: `target_s` of working time on `calendar`."""

    kind: str
    policy_version_id: int
    target_s: int
    calendar: str
    milestones: tuple[Milestone, ...]
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What a policy says of one kind of clock: a time of its own, or that of a legal limit."""

    kind: str
    target_s: int = 0
    calendar: str = "24x7"
    legal_limit: str = ""
    milestones: tuple[Milestone, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """Whom a policy is for; an empty condition is for everyone."""

    topic: str = ""
    is_vip: bool | None = None
    urgency: str = ""
    region: str = ""
    channel: str = ""

    def match(self, key: PromiseKey, chain: Sequence[str]) -> bool:
        return (
            is_within(key.topic, self.topic)
            and self.is_vip in (None, key.is_vip)
            and self.urgency in ("", key.urgency)
            and (not self.region or self.region in chain)
            and self.channel in ("", key.channel)
        )

    @property
    def weight(self) -> tuple[int, ...]:
        """Return how special these conditions are: how many, then which, then how narrow."""
        topic = len(self.topic.split(".")) if self.topic else 0
        flags = (bool(topic), self.is_vip is not None, bool(self.urgency))
        more = (bool(self.region), bool(self.channel))
        return (sum((*flags, *more)), topic, *flags[1:], len(self.region), more[1])


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyRule:
    """One version of a policy, valid during [valid_from, valid_to)."""

    version_id: int
    code: str
    conditions: Conditions
    targets: tuple[Target, ...]
    source: str
    valid_from: datetime
    valid_to: datetime | None = None

    def holds(self, at: datetime) -> bool:
        return self.valid_from <= at and (self.valid_to is None or at < self.valid_to)


def is_within(topic: str, above: str) -> bool:
    """Return whether `topic` is `above` or below it in the tree; everything is below ''."""
    return not above or topic == above or topic.startswith(f"{above}.")


def by_weight(policies: Iterable[PolicyRule]) -> tuple[PolicyRule, ...]:
    """Return policies so that the one that wins comes first; among equals, by code."""
    ordered = sorted(policies, key=lambda policy: policy.code)
    return tuple(sorted(ordered, key=lambda policy: policy.conditions.weight, reverse=True))


def promises_of(
    key: PromiseKey,
    *,
    policies: Sequence[PolicyRule],
    limits: Sequence[LegalLimit],
    chain: Sequence[str],
) -> tuple[Promise, ...]:
    """Return the promises of `key`, one of each kind, in the order of the kinds.

    For each kind the most special policy that says something of it wins. `policies` come
    `by_weight`; `limits` are those in force for the region, the smallest region first.
    """
    found: dict[str, Promise] = {}
    for policy in policies:
        if not policy.conditions.match(key, chain):
            continue
        for target in policy.targets:
            promise = None if target.kind in found else _promise(policy, target, limits)
            if promise:
                found[target.kind] = promise
    return tuple(found[kind] for kind in CLOCK_KINDS if kind in found)


def _promise(
    policy: PolicyRule, target: Target, limits: Sequence[LegalLimit]
) -> Promise | None:
    seconds, calendar, source = target.target_s, target.calendar, policy.source
    if target.legal_limit:
        law = law_on(limits, target.legal_limit)
        if law is None or law.seconds is None:
            return None
        seconds, calendar, source = law.seconds, law.calendar, f"{law.source} {law.clause}"
    return Promise(
        kind=target.kind,
        policy_version_id=policy.version_id,
        target_s=seconds,
        calendar=calendar,
        milestones=target.milestones,
        source=source.strip(),
    )
