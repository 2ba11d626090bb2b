"""One matter that was found as two topics: brought together by a person, and apart again."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.insight.access import MARK_TOPICS, hold_topic, see_topic
from huiyin.insight.actions.raise_alarms import story_of
from huiyin.insight.actions.tally_topics import tally
from huiyin.insight.events import TopicsMerged, TopicsParted
from huiyin.insight.models import HotTopic, TopicCase
from huiyin.kernel.access.roles import Actor
from huiyin.kernel.journal.events import Event
from huiyin.kernel.journal.record import Fact, record_many
from huiyin.kernel.refusal import Refusal


class CannotMergeTopics(Refusal):
    """These two cannot be one."""

    code = "cannot_merge_topics"
    status = 409


@transaction.atomic
def merge_topics(*, topic_id: int, into: int, at: datetime, actor: Actor) -> None:
    """Put the complaints of a topic into another; `part_topics` takes it back.

    Raises NotAllowed, NotFound, CannotMergeTopics for a topic and itself, or for one that is
    closed or was put into another already.
    """
    for one in (topic_id, into):
        see_topic(topic_id=one, actor=actor, wanted=MARK_TOPICS)
    held = HotTopic.objects.select_for_update().filter(pk__in=[topic_id, into]).order_by("pk")
    topics = {topic.pk: topic for topic in held}
    if topic_id == into or any(topic.closed_at for topic in topics.values()):
        raise CannotMergeTopics(_("Choose another topic that is open."))
    topic, whole = topics[topic_id], topics[into]
    # Each keeps where it was found first, so that every topic can be taken out again by itself.
    TopicCase.objects.filter(topic=topic, from_topic=None).update(from_topic=topic.pk)
    TopicCase.objects.filter(topic=topic).update(topic=whole)
    HotTopic.objects.filter(merged_into=topic).update(merged_into=whole)
    topic.merged_into, topic.closed_at = whole, at
    topic.save(update_fields=["merged_into", "closed_at"])
    tally(topic)
    tally(whole)
    _tell(TopicsMerged(topic_id=into, other_id=topic_id), topic_id, into, at=at, actor=actor)


@transaction.atomic
def part_topics(*, topic_id: int, at: datetime, actor: Actor) -> None:
    """Let a topic that was put into another stand on its own again.

    Raises NotAllowed, NotFound, CannotMergeTopics where it was not merged.
    """
    see_topic(topic_id=topic_id, actor=actor, wanted=MARK_TOPICS)
    into = HotTopic.objects.filter(pk=topic_id).values_list("merged_into", flat=True).first()
    if into is None:
        raise CannotMergeTopics(_("This topic is in no other; there is nothing to undo."))
    whole = hold_topic(topic_id=into, actor=actor)
    topic = HotTopic.objects.select_for_update().get(pk=topic_id)
    moved = TopicCase.objects.filter(topic=whole, from_topic=topic.pk)
    moved.update(topic=topic, from_topic=None)
    topic.merged_into, topic.closed_at = None, None
    topic.save(update_fields=["merged_into", "closed_at"])
    tally(topic)
    tally(whole)
    _tell(TopicsParted(topic_id=into, other_id=topic_id), topic_id, into, at=at, actor=actor)


def _tell(event: Event, *topics: int, at: datetime, actor: Actor) -> None:
    record_many(
        [Fact(event=event, story=story_of(one), at=at, actor=actor.id) for one in topics]
    )
