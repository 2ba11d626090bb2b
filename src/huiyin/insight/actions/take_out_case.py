"""Take a complaint out of a topic it is not about, and put it back."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.insight.access import MARK_TOPICS
from huiyin.insight.actions.raise_alarms import story_of
from huiyin.insight.actions.tally_topics import tally
from huiyin.insight.events import CasePutBack, CaseTakenOut
from huiyin.insight.models import HotTopic, TopicCase
from huiyin.kernel.access.roles import Actor, require
from huiyin.kernel.journal.record import record
from huiyin.kernel.refusal import NotFound


@transaction.atomic
def take_out_case(*, topic_id: int, ref: str, at: datetime, actor: Actor) -> None:
    """Take a complaint out of a topic; it joins no other by itself.

    Raises NotAllowed, NotFound.
    """
    _move(topic_id, ref, "in", "out", actor)
    event = CaseTakenOut(topic_id=topic_id, case_ref=ref)
    record(event, story=story_of(topic_id), at=at, actor=actor.id)


@transaction.atomic
def put_back_case(*, topic_id: int, ref: str, at: datetime, actor: Actor) -> None:
    """Put a complaint that was taken out back. Raises NotAllowed, NotFound."""
    _move(topic_id, ref, "out", "in", actor)
    event = CasePutBack(topic_id=topic_id, case_ref=ref)
    record(event, story=story_of(topic_id), at=at, actor=actor.id)


def _move(topic_id: int, ref: str, before: str, after: str, actor: Actor) -> None:
    require(actor, MARK_TOPICS)
    held = TopicCase.objects.select_for_update().filter(topic=topic_id, case_ref=ref)
    member = held.filter(state=before).first()
    if member is None:
        raise NotFound(
            _("%(ref)s is not there any more. Open the topic again.") % {"ref": ref[:24]}
        )
    require(actor, MARK_TOPICS, department=member.department, region=member.region)
    topic = HotTopic.objects.select_for_update().get(pk=topic_id)
    member.state = after
    member.save(update_fields=["state"])
    tally(topic)
