"""What a drafted policy would change, over all topics."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from itertools import product

from huiyin.standards.models import Topic
from huiyin.standards.queries.book import Book
from huiyin.standards.rules.promises import URGENCIES, PolicyRule, Promise, PromiseKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A promise that would be another for these topics; 0 where there is none."""

    kind: str
    is_vip: bool
    urgency: str
    before_s: int
    after_s: int
    topics: tuple[str, ...]


def changes_of(book: Book, draft: PolicyRule, *, at: datetime, home: str) -> list[Change]:
    """Return what would be promised differently, in the region and channel of the draft."""
    topics = list(Topic.objects.filter(is_active=True).values_list("code", flat=True))
    region, channel = draft.conditions.region, draft.conditions.channel or "web"
    keys = [
        PromiseKey(topic, is_vip, urgency, region, channel)
        for topic, is_vip, urgency in product(topics, (False, True), URGENCIES)
    ]
    before = book.promises(keys, at=at, home=home)
    after = book.with_draft(draft).promises(keys, at=at, home=home)
    found: dict[tuple[str, bool, str, int, int], list[str]] = defaultdict(list)
    for key in keys:
        for kind, old, new in _differences(before[key], after[key]):
            found[kind, key.is_vip, key.urgency, old, new].append(key.topic)
    return [
        Change(
            kind=kind,
            is_vip=is_vip,
            urgency=urgency,
            before_s=old,
            after_s=new,
            topics=tuple(topics),
        )
        for (kind, is_vip, urgency, old, new), topics in found.items()
    ]


def _differences(
    before: tuple[Promise, ...], after: tuple[Promise, ...]
) -> list[tuple[str, int, int]]:
    old = {promise.kind: promise.target_s for promise in before}
    new = {promise.kind: promise.target_s for promise in after}
    kinds = [kind for kind in {**old, **new} if old.get(kind) != new.get(kind)]
    return [(kind, old.get(kind, 0), new.get(kind, 0)) for kind in kinds]
