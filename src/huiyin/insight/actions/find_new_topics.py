"""Group what waits in the window anew: topics come to be, known ones are looked at again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import numpy as np
from django.db import transaction

from huiyin.cases.public import CaseCard
from huiyin.insight.actions.follow_complaints import step_on, watch
from huiyin.insight.actions.raise_alarms import WINDOW, raise_alarms, story_of, usual_of
from huiyin.insight.actions.tally_topics import settle_place, tally
from huiyin.insight.events import TopicClosed, TopicFound
from huiyin.insight.models import HotTopic, TopicCase, Watch
from huiyin.insight.queries.topic_heat import heat_now
from huiyin.insight.queries.words_of_cases import cards_of, customer_key, messages_about
from huiyin.insight.rules.topics.grouping import Group, group
from huiyin.insight.rules.topics.heat import ONE_MATTER, median_week
from huiyin.insight.rules.topics.naming import titled, words_of
from huiyin.insight.rules.topics.nearness import LEAST_CUSTOMERS, centre_of, own_words
from huiyin.insight.rules.topics.phrases import Message, Phrases, weighed_phrases
from huiyin.kernel.journal.record import Fact, record_many
from huiyin.kernel.text import redact

MOST = 5_000
# So many new ones, or such a part of all, before it is worth while; and not more often.
ENOUGH, ENOUGH_PART = 10, 0.02
PAUSE = timedelta(minutes=10)
# A topic colder than this is closed. Three people are forgotten after five weeks.
COLD = 0.5
# What joined nothing is forgotten; until then it says what is usual.
KEPT = timedelta(days=60)
MOST_PHRASES = 30_000


@dataclass(frozen=True, slots=True)
class Window:
    """The complaints of the last 14 days, what was said in them, and in which topic each is."""

    members: Sequence[TopicCase]
    messages: Sequence[Message]
    customers: Sequence[str]
    phrases: Phrases
    numbers: dict[str, int]

    def of_topic(self, topic_id: int) -> Any:
        return np.array(
            [n for n, member in enumerate(self.members) if member.topic_id == topic_id], int
        )


def find_new_topics(*, at: datetime) -> int:
    """Group what waits, where enough new has come; return how many topics came to be.

    The cost is bounded: at most 5,000 complaints, the latest of 14 days, are read again and
    compared (some seconds), at most every ten minutes. That a phrase is rare is counted over
    all of them, whichever topic they are in.
    """
    seen = watch()
    if not _is_due(seen, at):
        return 0
    window = _window(at)
    rarity = _rarity(window)
    free = np.array([member.topic_id is None for member in window.members], dtype=bool)
    groups = group(window.phrases, window.customers, free=free) if free.any() else []
    return _write(seen, window, groups, rarity, at=at)


def _is_due(seen: Watch, at: datetime) -> bool:
    if seen.grouped_at is None:
        return seen.fresh > 0
    if at - seen.grouped_at < PAUSE:
        return False
    if seen.fresh < ENOUGH:
        # Quiet: what came is looked at within the hour, and once a day what has cooled.
        return at - seen.grouped_at >= timedelta(days=1 if not seen.fresh else 0, hours=1)
    waiting = TopicCase.objects.filter(state="waiting", at__gte=at - WINDOW).count()
    return seen.fresh >= min(ENOUGH_PART * waiting, MOST * ENOUGH_PART)


def _window(at: datetime) -> Window:
    found = TopicCase.objects.filter(at__gte=at - WINDOW, state__in=("in", "waiting"))
    latest = list(found.order_by("-at", "-pk")[:MOST])
    cards = cards_of([member.case_ref for member in latest])
    members = [member for member in latest if member.case_ref in cards]
    told: list[CaseCard] = [cards[member.case_ref] for member in members]
    messages = messages_about(told)
    customers = [customer_key(member.customer_id, member.case_ref) for member in members]
    phrases = weighed_phrases(messages)
    numbers = {name: number for number, name in enumerate(phrases.names)}
    return Window(members, messages, customers, phrases, numbers)


def _rarity(window: Window) -> dict[str, float]:
    """Return how rare the phrases are that several customers use; masked ones are left out."""
    from scipy.sparse import csr_matrix  # noqa: PLC0415 - only where topics are looked for

    rows, names = window.phrases.rows, window.phrases.names
    if not names:
        return {}
    whose = np.unique(np.array(window.customers), return_inverse=True)[1]
    places = np.arange(len(whose))
    by_customer = csr_matrix((np.ones(len(whose)), (whose, places))) @ rows
    spread = np.bincount(by_customer.tocsr().indices, minlength=len(names))
    often = np.argsort(-spread, kind="stable")[:MOST_PHRASES]
    total = max(len(window.members), 2)
    return {
        names[n]: round(float(np.log(total / window.phrases.spread[n])), 4)
        for n in often.tolist()
        if spread[n] >= LEAST_CUSTOMERS and redact(names[n]) == names[n]
    }


@transaction.atomic
def _write(
    seen: Watch,
    window: Window,
    groups: Sequence[Group],
    rarity: dict[str, float],
    *,
    at: datetime,
) -> int:
    if not step_on(seen, fresh=0, grouped_at=at, rarity=rarity, **usual_of(at=at)):
        return 0
    _look_again(window, rarity, at=at)
    made = [_found(window, one, rarity, at=at) for one in groups]
    record_many(
        [
            Fact(
                event=TopicFound(topic_id=topic.pk, customers=topic.customers),
                story=story_of(topic.pk),
                at=at,
            )
            for topic in made
        ]
    )
    raise_alarms(made, watch(), at=at)
    _close_the_cold(at=at)
    TopicCase.objects.filter(state="waiting", at__lt=at - KEPT).delete()
    return len(made)


def _found(window: Window, one: Group, rarity: dict[str, float], *, at: datetime) -> HotTopic:
    places = one.members.tolist()
    members = [window.members[place] for place in places]
    messages = [window.messages[place] for place in places]
    own = [word for word in one.own if word in rarity]
    title, said_by = titled(messages, own)
    topic = HotTopic(
        title=title[:200],
        title_ref="" if said_by is None else members[said_by].case_ref,
        words=list(words_of(own)),
        oneness=min(1.0, one.coherence / ONE_MATTER),
        heat_at=at,
        first_at=at,
        last_at=at,
        found_at=at,
    )
    _set_centre(topic, window, one.members, own, rarity)
    topic.save()
    refs = [member.case_ref for member in members]
    TopicCase.objects.filter(case_ref__in=refs, state="waiting").update(topic=topic, state="in")
    tally(topic)
    return topic


def _set_centre(
    topic: HotTopic, window: Window, places: Any, own: Sequence[str], rarity: dict[str, float]
) -> None:
    rows, names = window.phrases.rows[places], window.phrases.names
    topic.own = list(own)
    topic.centre = centre_of(rows, names, rarity)
    weights = np.zeros(len(names))
    for name, weight in topic.centre.items():
        weights[window.numbers[name]] = weight
    topic.typical = float(np.median(rows @ weights))


def _look_again(window: Window, rarity: dict[str, float], *, at: datetime) -> None:
    """Let centre, place and usual week of open topics follow who is in them by now."""
    uses = window.phrases.rows.copy()
    uses.data = np.ones_like(uses.data)
    everywhere = np.asarray(uses.sum(axis=0)).ravel()
    topics = list(HotTopic.objects.select_for_update().filter(closed_at=None).order_by("pk"))
    for topic in topics:
        places = window.of_topic(topic.pk)
        if len({window.customers[place] for place in places}) >= LEAST_CUSTOMERS:
            used = np.asarray(uses[places].sum(axis=0)).ravel()
            is_own = own_words(used, of=everywhere, size=len(places))
            names = [window.phrases.names[n] for n in np.flatnonzero(is_own)]
            _set_centre(topic, window, places, [n for n in names if n in rarity], rarity)
        members = list(TopicCase.objects.filter(topic=topic, state="in"))
        moments = [member.at for member in members]
        topic.weekly = median_week(moments, topic.first_at, at) if moments else 0.0
        settle_place(topic, members)
    HotTopic.objects.bulk_update(
        topics, ("own", "centre", "typical", "weekly", "region", "topic")
    )


def _close_the_cold(*, at: datetime) -> None:
    topics = HotTopic.objects.select_for_update().filter(closed_at=None)
    cold = [topic for topic in topics if heat_now(topic, at) < COLD]
    HotTopic.objects.filter(pk__in=[topic.pk for topic in cold]).update(closed_at=at)
    record_many(
        [
            Fact(event=TopicClosed(topic_id=topic.pk), story=story_of(topic.pk), at=at)
            for topic in cold
        ]
    )
