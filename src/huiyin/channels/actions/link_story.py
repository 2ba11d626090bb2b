"""Say which case a conversation is about."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from huiyin.channels.events import ConversationLinked
from huiyin.channels.models import Conversation
from huiyin.kernel.journal.record import Fact, record_many


@transaction.atomic
def link_story(
    *, conversation_ids: Sequence[int], story: str, at: datetime, actor_id: str = "system"
) -> None:
    """Link these conversations to `story`; those that are linked to it already stay quiet."""
    found = Conversation.objects.select_for_update().order_by("pk")
    changing = list(
        found.filter(pk__in=conversation_ids).exclude(story=story).values_list("id", "story")
    )
    Conversation.objects.filter(pk__in=[row[0] for row in changing]).update(story=story)
    record_many(
        [
            Fact(
                event=ConversationLinked(
                    conversation_id=conversation_id, story=story, previous_story=previous
                ),
                story=story,
                subject=f"conversation:{conversation_id}",
                actor=actor_id,
                at=at,
            )
            for conversation_id, previous in changing
        ]
    )
