"""What a person wants a policy, standard or limit to say, and what is wrong with it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from huiyin.standards.rules.limits import TAGS, UNITS
from huiyin.standards.rules.promises import (
    AUDIENCES,
    CLOCK_KINDS,
    MILESTONE_ACTIONS,
    URGENCIES,
    Conditions,
    Target,
)

LONGEST_TARGET = 366 * 86400
MOST_PERCENT = 1000
ASPECTS = ("time", "quality", "conduct")
COMPARISONS = ("at_least", "at_most")


class Problem(StrEnum):
    """What is wrong with a draft; the action that refuses it says it in a sentence."""

    NO_NAME = "no_name"
    NO_TARGET = "no_target"
    UNKNOWN_CLOCK = "unknown_clock"
    CLOCK_TWICE = "clock_twice"
    BAD_TIME = "bad_time"
    TIME_OR_LAW = "time_or_law"
    UNKNOWN_CALENDAR = "unknown_calendar"
    UNKNOWN_LIMIT = "unknown_limit"
    UNKNOWN_TOPIC = "unknown_topic"
    UNKNOWN_URGENCY = "unknown_urgency"
    BAD_MILESTONE = "bad_milestone"
    MILESTONE_TWICE = "milestone_twice"
    UNKNOWN_CHOICE = "unknown_choice"
    NOT_A_NUMBER = "not_a_number"
    LAW_WITHOUT_SOURCE = "law_without_source"
    NO_REGION = "no_region"


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyDraft:
    names: dict[str, str]
    conditions: Conditions
    targets: tuple[Target, ...]
    source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardDraft:
    names: dict[str, str]
    aspect: str
    comparison: str
    value: str
    unit: str
    topic: str = ""
    step: str = ""
    owner: str = ""
    source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitDraft:
    names: dict[str, str]
    kind: str
    region: str
    value: str
    unit: str
    tag: str
    source: str
    clause: str = ""
    calendar: str = "24x7"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The codes a draft may refer to."""

    topics: Collection[str] = field(default=frozenset())
    calendars: Collection[str] = field(default=frozenset())
    limits: Collection[str] = field(default=frozenset())


def policy_problem(draft: PolicyDraft, known: Known) -> Problem | None:
    """Return the first thing that is wrong with a policy, or None."""
    return next(_policy_problems(draft, known), None)


def _policy_problems(draft: PolicyDraft, known: Known) -> Iterator[Problem]:
    kinds = [target.kind for target in draft.targets]
    if not any(draft.names.values()):
        yield Problem.NO_NAME
    if not kinds:
        yield Problem.NO_TARGET
    if len(set(kinds)) != len(kinds):
        yield Problem.CLOCK_TWICE
    if draft.conditions.topic and draft.conditions.topic not in known.topics:
        yield Problem.UNKNOWN_TOPIC
    if draft.conditions.urgency not in ("", *URGENCIES):
        yield Problem.UNKNOWN_URGENCY
    for target in draft.targets:
        yield from _target_problems(target, known)


def _target_problems(target: Target, known: Known) -> Iterator[Problem]:
    if target.kind not in CLOCK_KINDS:
        yield Problem.UNKNOWN_CLOCK
    if bool(target.legal_limit) == bool(target.target_s):
        yield Problem.TIME_OR_LAW
    if not 0 <= target.target_s <= LONGEST_TARGET:
        yield Problem.BAD_TIME
    if target.legal_limit and target.legal_limit not in known.limits:
        yield Problem.UNKNOWN_LIMIT
    if target.calendar not in known.calendars:
        yield Problem.UNKNOWN_CALENDAR
    yield from _milestone_problems(target)


def _milestone_problems(target: Target) -> Iterator[Problem]:
    said = [(one.percent, one.audience) for one in target.milestones]
    if len(set(said)) != len(said):
        yield Problem.MILESTONE_TWICE
    for milestone in target.milestones:
        is_possible = 0 < milestone.percent <= MOST_PERCENT
        is_known = milestone.audience in AUDIENCES and milestone.action in MILESTONE_ACTIONS
        if not (is_possible and is_known):
            yield Problem.BAD_MILESTONE


def standard_problem(draft: StandardDraft, known: Known) -> Problem | None:
    """Return the first thing that is wrong with a service standard, or None."""
    if not any(draft.names.values()):
        return Problem.NO_NAME
    if draft.aspect not in ASPECTS or draft.comparison not in COMPARISONS or not draft.unit:
        return Problem.UNKNOWN_CHOICE
    if draft.step not in ("", *CLOCK_KINDS):
        return Problem.UNKNOWN_CLOCK
    if draft.topic and draft.topic not in known.topics:
        return Problem.UNKNOWN_TOPIC
    return None if _is_number(draft.value) else Problem.NOT_A_NUMBER


def limit_problem(draft: LimitDraft, known: Known) -> Problem | None:
    """Return the first thing that is wrong with a legal limit, or None."""
    checks = (
        (any(draft.names.values()) and draft.kind, Problem.NO_NAME),
        (draft.region, Problem.NO_REGION),
        (draft.unit in UNITS and draft.tag in TAGS, Problem.UNKNOWN_CHOICE),
        (_is_number(draft.value), Problem.NOT_A_NUMBER),
        (draft.calendar in known.calendars, Problem.UNKNOWN_CALENDAR),
        (draft.source or draft.tag == "R", Problem.LAW_WITHOUT_SOURCE),
    )
    return next((problem for is_right, problem in checks if not is_right), None)


def _is_number(text: str) -> bool:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return False
    return number.is_finite() and 0 <= number < Decimal(10) ** 12
