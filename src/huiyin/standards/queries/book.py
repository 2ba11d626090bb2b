"""All policies and legal limits, in memory: promises for millions without a query each."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from huiyin.kernel.editions.kept import Kept
from huiyin.standards.models import Limit, PolicyVersion
from huiyin.standards.rules.limits import LegalLimit, limits_for
from huiyin.standards.rules.promises import (
    Conditions,
    Milestone,
    PolicyRule,
    Promise,
    PromiseKey,
    Target,
    by_weight,
    promises_of,
)
from huiyin.standards.rules.regions import region_chain

# Far more than an operator has topics × regions × channels that are in use at a time.
MOST_REMEMBERED = 50_000


@dataclass(slots=True)
class Book:
    """The policies and limits of one edition, and the promises already found in it."""

    policies: tuple[PolicyRule, ...]
    limits: tuple[LegalLimit, ...]
    _turns: list[datetime] = field(init=False)
    _found: dict[tuple[int, str, PromiseKey], tuple[Promise, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        dated: Iterable[PolicyRule | LegalLimit] = (*self.policies, *self.limits)
        turns = {moment for one in dated for moment in (one.valid_from, one.valid_to) if moment}
        self._turns = sorted(turns)

    def promises(
        self, keys: Iterable[PromiseKey], *, at: datetime, home: str
    ) -> dict[PromiseKey, tuple[Promise, ...]]:
        # Between two turns nothing begins or ends, so a promise found holds for all of it.
        era = bisect_right(self._turns, at)
        if len(self._found) > MOST_REMEMBERED:
            self._found.clear()
        answers: dict[PromiseKey, tuple[Promise, ...]] = {}
        for key in keys:
            known = self._found.get((era, home, key))
            if known is None:
                known = self._found[era, home, key] = self._promises_of(key, at, home)
            answers[key] = known
        return answers

    def _promises_of(self, key: PromiseKey, at: datetime, home: str) -> tuple[Promise, ...]:
        chain = region_chain(key.region, home=home)
        return promises_of(
            key,
            policies=[policy for policy in self.policies if policy.holds(at)],
            limits=limits_for(self.limits, chain=chain, at=at),
            chain=chain,
        )

    def with_draft(self, draft: PolicyRule) -> "Book":
        """Return a book in which `draft` stands in the place of the policy of its code."""
        others = [policy for policy in self.policies if policy.code != draft.code]
        return Book(policies=by_weight([*others, draft]), limits=self.limits)


def read_targets(stored: Sequence[Mapping[str, Any]]) -> tuple[Target, ...]:
    return tuple(
        Target(
            kind=target["kind"],
            target_s=target["target_s"],
            calendar=target["calendar"],
            legal_limit=target["legal_limit"],
            milestones=tuple(Milestone(*milestone) for milestone in target["milestones"]),
        )
        for target in stored
    )


def read_policy(version: PolicyVersion) -> PolicyRule:
    return PolicyRule(
        version_id=version.pk,
        code=version.policy.code,
        conditions=Conditions(
            topic=version.topic,
            is_vip=version.is_vip,
            urgency=version.urgency,
            region=version.region,
            channel=version.channel,
        ),
        targets=read_targets(version.targets),
        source=version.source or f"{version.policy.code} v{version.number}",
        valid_from=version.valid_from,
        valid_to=version.valid_to,
    )


def read_limit(limit: Limit) -> LegalLimit:
    return LegalLimit(
        limit_id=limit.pk,
        kind=limit.kind,
        region=limit.region,
        value=Decimal(limit.value),
        unit=limit.unit,
        calendar=limit.calendar,
        source=limit.source,
        clause=limit.clause,
        tag=limit.tag,
        valid_from=limit.valid_from,
        valid_to=limit.valid_to,
    )


def _load() -> Book:
    versions = PolicyVersion.objects.select_related("policy").order_by("pk")
    return Book(
        policies=by_weight(read_policy(version) for version in versions),
        limits=tuple(read_limit(limit) for limit in Limit.objects.order_by("pk")),
    )


_kept: Kept[Book] = Kept("standards", _load)


def book() -> Book:
    """Return the book of the present edition; one query once it is in memory."""
    return _kept.current()
