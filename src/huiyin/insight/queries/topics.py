"""The topics as a person may see them, the hottest first."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import sqrt

from django.db.models import Q, QuerySet

from huiyin.insight.access import SEE_TOPICS, visible_members
from huiyin.insight.models import HotTopic, TopicCase
from huiyin.insight.queries.topic_heat import heat_now
from huiyin.insight.queries.words_of_cases import customer_key, local
from huiyin.insight.rules.topics.standing import Standing, standing_of
from huiyin.kernel.access.roles import Actor, require

# So many are looked at; a board of more is read by nobody.
MOST = 300
CURVE_DAYS = 14
MOST_CLOSED = 500
LIKE = 0.3
SIMILAR = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the board is asked for: a province, a branch of the tree, how long ago at most it
    was spoken of (0: what is open), how it stands."""

    area: str = ""
    topic: str = ""
    days: int = 0
    standing: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicCard:
    """A topic as this person sees it: figures are of the complaints within their scope, heat
    in the proportion of those."""

    id: int
    title: str
    standing: Standing
    heat: float
    curve: Sequence[int]
    cases: int
    customers: int
    first_at: datetime
    last_at: datetime
    region: str
    topic: str
    words: Sequence[str]
    mark: str
    owner: str
    is_whole: bool


def board(*, wanted: Wanted, actor: Actor, at: datetime) -> list[TopicCard]:
    """Return the topics, the hottest first. Two queries. Raises NotAllowed."""
    require(actor, SEE_TOPICS)
    topics = list(_wanted(wanted, at=at).order_by("-last_at", "-pk")[:MOST])
    found = cards_of_topics(topics, actor=actor, at=at)
    shown = [one for one in found if wanted.standing in ("", one.standing)]
    return sorted(shown, key=lambda one: (-one.heat, -one.last_at.timestamp(), -one.id))


def _wanted(wanted: Wanted, *, at: datetime) -> QuerySet[HotTopic]:
    found = HotTopic.objects.filter(merged_into=None, cases__gt=0)
    if wanted.days:
        found = found.filter(last_at__gte=at - timedelta(days=wanted.days))
    elif wanted.standing != Standing.CLOSED:
        found = found.filter(closed_at=None)
    if wanted.topic:
        branch = Q(topic=wanted.topic) | Q(topic__startswith=f"{wanted.topic}.")
        found = found.filter(branch)
    if wanted.area:
        inside = TopicCase.objects.filter(state="in", region__startswith=wanted.area)
        found = found.filter(pk__in=inside.values("topic"))
    return found


def cards_of_topics(
    topics: Sequence[HotTopic], *, actor: Actor, at: datetime
) -> list[TopicCard]:
    """Return the cards of those topics in which the person may see a complaint. One query."""
    members = visible_members(actor).filter(topic__in=[topic.pk for topic in topics])
    rows = members.values_list("topic_id", "at", "customer_id", "case_ref")
    inside: dict[int, list[tuple[datetime, str]]] = defaultdict(list)
    for topic_id, said_at, customer, ref in rows:
        inside[topic_id or 0].append((said_at, customer_key(customer, ref)))
    return [_card(topic, inside[topic.pk], at=at) for topic in topics if inside[topic.pk]]


def _card(
    topic: HotTopic, inside: Sequence[tuple[datetime, str]], *, at: datetime
) -> TopicCard:
    heat, moments = heat_now(topic, at), [said_at for said_at, _who in inside]
    return TopicCard(
        id=topic.pk,
        title=topic.title,
        standing=standing_of(
            heat=heat,
            peak=topic.peak,
            is_closed=topic.closed_at is not None,
            emerged_at=topic.emerged_at,
            at=at,
        ),
        heat=heat * len(inside) / max(topic.cases, len(inside)),
        curve=[count for _day, count in daily(moments, days=CURVE_DAYS, until=at)],
        cases=len(inside),
        customers=len({who for _at, who in inside}),
        first_at=min(moments),
        last_at=max(moments),
        region=topic.region,
        topic=topic.topic,
        words=topic.words,
        mark=topic.mark,
        owner=topic.owner,
        is_whole=len(inside) >= topic.cases,
    )


def daily(
    moments: Collection[datetime], *, days: int, until: datetime
) -> list[tuple[date, int]]:
    """Return how many moments lie in each of the last days, the last being that of `until`."""
    counts = Counter(local(moment).date() for moment in moments)
    last = local(until).date()
    span = [last - timedelta(days=back) for back in range(days - 1, -1, -1)]
    return [(day, counts[day]) for day in span]


def closed_alike(topic: HotTopic, *, actor: Actor, at: datetime) -> list[TopicCard]:
    """Return the closed topics most like this one, of the last 500 closed. Two queries."""
    closed = HotTopic.objects.exclude(pk=topic.pk).exclude(closed_at=None)
    latest = closed.filter(merged_into=None).order_by("-closed_at", "-pk")[:MOST_CLOSED]
    near = [(_likeness(topic.centre, other.centre), other) for other in latest]
    best = sorted((one for one in near if one[0] >= LIKE), key=lambda one: -one[0])[:SIMILAR]
    return cards_of_topics([other for _near, other in best], actor=actor, at=at)


def _likeness(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    lengths = sqrt(sum(w * w for w in one.values()) * sum(w * w for w in other.values()))
    shared = sum(weight * other.get(phrase, 0.0) for phrase, weight in one.items())
    return shared / lengths if lengths else 0.0


def topic_of_case(*, ref: str, actor: Actor) -> tuple[HotTopic, int] | None:
    """Return the topic a case is in and how many customers the person sees in it; None where
    there is none for them. Two queries."""
    member = visible_members(actor).filter(case_ref=ref).select_related("topic").first()
    if member is None or member.topic is None:
        return None
    rows = visible_members(actor).filter(topic=member.topic_id)
    people = {customer_key(*row) for row in rows.values_list("customer_id", "case_ref")}
    return member.topic, len(people)
