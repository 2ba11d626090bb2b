"""Say what is being done about a topic."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.insight.access import hold_topic
from huiyin.insight.actions.raise_alarms import story_of
from huiyin.insight.events import TopicMarked
from huiyin.insight.rules.topics.standing import Mark
from huiyin.kernel.access.roles import Actor
from huiyin.kernel.journal.record import record
from huiyin.kernel.refusal import Refusal

LONGEST_WHY, LONGEST_LINK = 400, 300


class CannotMark(Refusal):
    """What is being done needs a word of why, and a link one can follow."""

    code = "cannot_mark_topic"


@transaction.atomic
def mark_topic(
    *, topic_id: int, mark: Mark, why: str, link: str, at: datetime, actor: Actor
) -> None:
    """Say that a topic is watched, worked on or explained, why, and where to look; whoever says
    it answers for it. Raises NotAllowed, NotFound, CannotMark."""
    topic = hold_topic(topic_id=topic_id, actor=actor)
    why, link = why.strip(), link.strip()
    if not why:
        raise CannotMark(_("Say in a sentence what is being done or what was found."))
    if link and not link.startswith(("https://", "http://", "/")):
        raise CannotMark(_("A link begins with https:// or, within Huiyin, with /."))
    topic.mark, topic.mark_why = mark.value, why[:LONGEST_WHY]
    topic.mark_link, topic.owner, topic.marked_at = link[:LONGEST_LINK], actor.id, at
    topic.save(update_fields=["mark", "mark_why", "mark_link", "owner", "marked_at"])
    event = TopicMarked(topic_id=topic.pk, mark=mark.value)
    record(event, story=story_of(topic.pk), at=at, actor=actor.id)
