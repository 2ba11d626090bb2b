"""What other contexts may ask of the standards."""

from collections.abc import Collection
from datetime import datetime

from django.conf import settings

from huiyin.kernel.clock import WorkingTime
from huiyin.standards.actions.add_topics import add_topics
from huiyin.standards.actions.refuse_draft import CannotRevise
from huiyin.standards.queries import calendars as calendar_queries
from huiyin.standards.queries import topics as topic_queries
from huiyin.standards.queries.book import book
from huiyin.standards.queries.topics import CauseCard, TopicCard
from huiyin.standards.rules.foreseen import Foreseen, foresees_clocks
from huiyin.standards.rules.limits import LegalLimit, limits_for
from huiyin.standards.rules.promises import (
    CLOCK_KINDS,
    Conditions,
    Milestone,
    PolicyRule,
    Promise,
    PromiseKey,
    Target,
)
from huiyin.standards.rules.regions import region_chain

__all__ = [
    "CLOCK_KINDS",
    "CannotRevise",
    "CauseCard",
    "Conditions",
    "Foreseen",
    "LegalLimit",
    "Milestone",
    "PolicyRule",
    "Promise",
    "PromiseKey",
    "Target",
    "TopicCard",
    "add_topics",
    "cause_names",
    "causes",
    "drafted_promises",
    "foresees_clocks",
    "legal_limits",
    "planned_policy",
    "promises_for",
    "topic_names",
    "topics",
    "topics_by_label",
    "working_time",
    "working_times",
]


def topics(*, language: str) -> list[TopicCard]:
    """Return the topics in use, in the order of the tree."""
    return topic_queries.topic_cards(language)


def topic_names(*, language: str) -> dict[str, str]:
    """Return the names of all topics by code, of those out of use too."""
    return topic_queries.topic_names(language)


def topics_by_label(*, labels: Collection[str]) -> dict[str, str]:
    """Return the code of each label that is the code or a name of a topic in use."""
    return topic_queries.topics_by_label(labels)


def causes(*, language: str) -> list[CauseCard]:
    """Return the causes in use, in the order of the tree."""
    return topic_queries.cause_cards(language)


def cause_names(*, language: str) -> dict[str, str]:
    """Return the names of all causes by code, of those out of use too."""
    return topic_queries.cause_names(language)


def promises_for(
    *, keys: Collection[PromiseKey], at: datetime
) -> dict[PromiseKey, tuple[Promise, ...]]:
    """Return what is promised at `at` for each key, one promise per kind of clock.

    One query, however many keys; an empty region is the operator's own.
    """
    return book().promises(keys, at=at, home=settings.HUIYIN_REGION)


def drafted_promises(
    *, draft: PolicyRule, keys: Collection[PromiseKey], at: datetime
) -> dict[PromiseKey, tuple[Promise, ...]]:
    """Return what would be promised if `draft` took the place of the policy of its code.

    For a dry run: whoever holds the running clocks counts what would become due earlier.
    """
    return book().with_draft(draft).promises(keys, at=at, home=settings.HUIYIN_REGION)


def planned_policy(*, code: str, at: datetime) -> PolicyRule | None:
    """Return the version of a policy that is written down and takes effect next after `at`."""
    coming = (p for p in book().policies if p.code == code and p.valid_from > at)
    return min(coming, key=lambda policy: policy.valid_from, default=None)


def working_time(*, calendar: str) -> WorkingTime:
    """Return the calendar ready to calculate with; raise NotFound where there is none."""
    return calendar_queries.working_times([calendar])[calendar]


def working_times(*, calendars: Collection[str]) -> dict[str, WorkingTime]:
    """Return several calendars ready to calculate with, one query for all."""
    return calendar_queries.working_times(calendars)


def legal_limits(*, region: str, at: datetime) -> tuple[LegalLimit, ...]:
    """Return the limits in force for a region: by kind, the smallest region first.

    An empty region is the operator's own. What is not `is_law` is a default of ours and must
    not be shown as law.
    """
    chain = region_chain(region, home=settings.HUIYIN_REGION)
    return limits_for(book().limits, chain=chain, at=at)
