"""Keep a topic's figures: with each complaint that joins, and anew where one leaves."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from huiyin.insight.models import HotTopic, TopicCase
from huiyin.insight.queries.topic_heat import heat_now
from huiyin.insight.queries.words_of_cases import CITY, customer_key
from huiyin.insight.rules.topics.heat import Fading, weight_of

FIGURES = (
    *("heat", "heat_at", "peak", "areas", "region", "topic"),
    *("cases", "customers", "first_at", "last_at"),
)
MOST_AREAS = 200


@dataclass(frozen=True, slots=True)
class Joining:
    """A complaint that joins a topic, its graveness as it came."""

    member: TopicCase
    severity: float


def add_members(topics: Iterable[HotTopic], joining: Sequence[Joining]) -> None:
    """Count these complaints in their topics (held by the caller) and weigh them; the cost
    follows how many join. The members are not saved. One query."""
    held = {topic.pk: topic for topic in topics}
    known = _known_customers(joining)
    for one in sorted(joining, key=lambda one: (one.member.at, one.member.case_ref)):
        member = one.member
        topic = held[member.topic_id or 0]
        who = (topic.pk, customer_key(member.customer_id, member.case_ref))
        member.weight = weight_of(one.severity, is_again=who in known)
        topic.customers += who not in known
        known.add(who)
        _count(topic, member)


def _known_customers(joining: Sequence[Joining]) -> set[tuple[int, str]]:
    people = {one.member.customer_id for one in joining} - {None}
    topics = {one.member.topic_id for one in joining}
    known = TopicCase.objects.filter(topic__in=topics, customer_id__in=people, state="in")
    return {(topic, str(who)) for topic, who in known.values_list("topic_id", "customer_id")}


def _count(topic: HotTopic, member: TopicCase) -> None:
    heat = Fading(topic.heat, topic.heat_at).added(member.weight, member.at)
    topic.heat, topic.heat_at = heat.total, heat.at
    topic.cases += 1
    topic.first_at = min(topic.first_at, member.at)
    topic.last_at = max(topic.last_at, member.at)
    area = member.region[:CITY]
    if area and area not in topic.areas and len(topic.areas) < MOST_AREAS:
        topic.areas = [*topic.areas, area]
    topic.peak = max(topic.peak, heat_now(topic, topic.heat_at))


def tally(topic: HotTopic) -> None:
    """Count a topic (held by the caller) anew from who is in it, and save it. One query to
    read; what a change of members takes, not what a new complaint does."""
    found = list(TopicCase.objects.filter(topic=topic, state="in").order_by("at", "pk"))
    topic.cases, topic.areas, topic.heat = len(found), [], 0.0
    topic.customers = len({customer_key(one.customer_id, one.case_ref) for one in found})
    if found:
        topic.first_at, topic.last_at = found[0].at, found[-1].at
        topic.heat_at = found[0].at
    topic.cases = 0
    topic.peak = 0.0
    for member in found:
        _count(topic, member)
    settle_place(topic, found)
    topic.save(update_fields=FIGURES)


def settle_place(topic: HotTopic, members: Sequence[TopicCase]) -> None:
    """Say where a topic is and what the tree calls it: as most of its complaints are."""
    topic.region = _commonest(one.region for one in members) or _commonest(
        one.region[:CITY] for one in members
    )
    topic.topic = _commonest(one.case_topic for one in members)


def _commonest(codes: Iterable[str]) -> str:
    """Return what at least half of all say; empty where they do not agree."""
    counts = Counter(codes)
    total = counts.total()
    best, count = max(counts.items(), key=lambda one: one[1], default=("", 0))
    return best if 2 * count >= total else ""
