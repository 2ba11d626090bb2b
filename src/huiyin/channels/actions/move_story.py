"""Follow a merge of cases, and its undoing, with their conversations."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max, Q

from huiyin.channels.events import StoryMoved
from huiyin.channels.models import Conversation, Move
from huiyin.kernel.bulk import insert_rows, reserve_ids
from huiyin.kernel.journal.record import record


@transaction.atomic
def move_story(
    *, from_story: str, to_story: str, at: datetime, actor_id: str = "system"
) -> int:
    """Move every conversation of one story to another; return how many moved."""
    moving = list(
        Conversation.objects.select_for_update()
        .filter(story=from_story)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    Conversation.objects.filter(pk__in=moving).update(story=to_story)
    insert_rows(
        Move,
        ("id", "conversation_id", "from_story", "to_story", "moved_at"),
        [
            (move_id, conversation_id, from_story, to_story, at)
            for move_id, conversation_id in zip(
                reserve_ids(Move, len(moving)), moving, strict=True
            )
        ],
    )
    _say(from_story, to_story, len(moving), at=at, actor_id=actor_id)
    return len(moving)


@transaction.atomic
def return_story(
    *, from_story: str, to_story: str, at: datetime, actor_id: str = "system"
) -> int:
    """Undo `move_story(from_story=to_story, to_story=from_story)`; return how many came back.

    Conversations that belonged to `from_story` before the merge, or began after it, stay.
    """
    last = Move.objects.filter(conversation__story=from_story)
    newest = last.values("conversation_id").annotate(newest=Max("pk")).values("newest")
    moves = list(
        Move.objects.select_for_update()
        .filter(Q(pk__in=newest), from_story=to_story, to_story=from_story)
        .order_by("pk")
    )
    Conversation.objects.filter(pk__in=[move.conversation_id for move in moves]).update(
        story=to_story
    )
    Move.objects.filter(pk__in=[move.pk for move in moves]).delete()
    _say(from_story, to_story, len(moves), at=at, actor_id=actor_id)
    return len(moves)


def _say(from_story: str, to_story: str, count: int, *, at: datetime, actor_id: str) -> None:
    if count:
        moved = StoryMoved(from_story=from_story, to_story=to_story, count=count)
        record(moved, story=to_story, at=at, actor=actor_id)
