"""Let complaints join the topics they speak of as they come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from huiyin.cases.public import CaseCard
from huiyin.insight.actions.raise_alarms import WINDOW, raise_alarms
from huiyin.insight.actions.tally_topics import FIGURES, Joining, add_members, tally
from huiyin.insight.models import HotTopic, TopicCase, Watch
from huiyin.insight.queries.followed import Told, last_seal_before, next_told
from huiyin.insight.queries.words_of_cases import cards_of, messages_about
from huiyin.insight.rules.topics.heat import severity_of
from huiyin.insight.rules.topics.joining import Index, Known
from huiyin.insight.rules.topics.phrases import counted_phrases, weigh


@dataclass(frozen=True, slots=True)
class _Heard:
    card: CaseCard
    topic: int | None
    nearness: float


def watch() -> Watch:
    """Return the one row that says how far the journal was followed."""
    return Watch.objects.get_or_create(pk=1)[0]


def step_on(seen: Watch, **changes: object) -> bool:
    """Write the next step in the caller's transaction; return whether nobody else did since
    `seen` was read. Whoever gets False leaves everything as it is."""
    next_step = Watch.objects.filter(pk=1, step=seen.step)
    return bool(next_step.update(step=seen.step + 1, **changes))


def follow_complaints(*, at: datetime) -> int:
    """Take what the journal's next seal tells of complaints; return 1, or 0 when there is none.

    Each complaint opened in the last 14 days joins the topic it is near to, else it waits. What
    is read and compared stands outside of the transaction; what is written goes with the
    cursor, so that a worker may die anywhere and two may try at once.
    """
    seen = watch()
    seal = seen.seal or last_seal_before(at - WINDOW)
    told = next_told(after=seal, since=at - WINDOW)
    if told is None:
        return 0
    heard = _hear(told.opened, seen)
    _write(seen, told, heard, at=at)
    return 1


def _hear(refs: Sequence[str], seen: Watch) -> list[_Heard]:
    if not refs:
        return []
    known = TopicCase.objects.filter(case_ref__in=refs).values_list("case_ref", flat=True)
    cards = list(cards_of(sorted({*refs} - {*known})).values())
    index = index_of_open()
    heard = []
    for card, message in zip(cards, messages_about(cards), strict=True):
        near = index.nearest(weigh(counted_phrases(message), seen.rarity))
        heard.append(_Heard(card, *(near or (None, 0.0))))
    return heard


def index_of_open() -> Index:
    """Return the topics that are open, to compare with. One query."""
    found = HotTopic.objects.filter(closed_at=None).values_list(
        "pk", "centre", "own", "typical"
    )
    return Index(
        Known(pk, centre, frozenset(own), typical) for pk, centre, own, typical in found
    )


@transaction.atomic
def _write(seen: Watch, told: Told, heard: Sequence[_Heard], *, at: datetime) -> None:
    waiting = sum(one.topic is None for one in heard)
    if not step_on(seen, seal=told.seal, fresh=seen.fresh + waiting):
        return
    touched = {one.topic for one in heard if one.topic is not None}
    topics = HotTopic.objects.select_for_update().filter(pk__in=touched, closed_at=None)
    held = {topic.pk: topic for topic in topics.order_by("pk")}
    joining = [_joining(one, held) for one in heard]
    add_members(held.values(), [one for one in joining if one.member.state == "in"])
    TopicCase.objects.bulk_create([one.member for one in joining], ignore_conflicts=True)
    HotTopic.objects.bulk_update(held.values(), FIGURES)
    raise_alarms(held.values(), seen, at=at)
    _change(told)


def _joining(one: _Heard, held: dict[int, HotTopic]) -> Joining:
    card = one.card
    topic = held.get(one.topic or 0)
    severity = severity_of(card.urgency)
    is_merged = card.state == "merged"
    member = TopicCase(
        case_ref=card.ref,
        topic=topic,
        state="merged" if is_merged else "in" if topic else "waiting",
        customer_id=card.customer_id,
        at=card.opened_at,
        weight=severity,
        nearness=one.nearness,
        region=card.region,
        department=card.department,
        case_topic=card.topic,
    )
    return Joining(member, severity)


def _change(told: Told) -> None:
    """Let what changed of cases change here; merged ones count with their master alone."""
    for (field, value), refs in told.changed.items():
        TopicCase.objects.filter(case_ref__in=list(refs)).update(**{field: value})
    for ref, is_merged in told.merged.items():
        _merge(ref, is_merged=is_merged)


def _merge(ref: str, *, is_merged: bool) -> None:
    member = TopicCase.objects.select_for_update().filter(case_ref=ref).first()
    if member is None or member.state == "out" or (member.state == "merged") == is_merged:
        return
    back = "in" if member.topic_id else "waiting"
    member.state = "merged" if is_merged else back
    member.save(update_fields=["state"])
    if member.topic_id:
        tally(HotTopic.objects.select_for_update().get(pk=member.topic_id))
