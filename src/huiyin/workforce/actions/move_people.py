"""Several people change to another team at once."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.kernel.access.roles import Actor
from huiyin.kernel.refusal import Refusal
from huiyin.workforce.actions.move_person import move_person


class NobodyToMove(Refusal):
    code = "nobody_to_move"


@transaction.atomic
def move_people(*, person_ids: Collection[int], team: str, at: datetime, actor: Actor) -> None:
    """Move all of them to that team, or nobody where one of them may not be moved."""
    if not person_ids:
        raise NobodyToMove(_("Nobody is chosen. Tick the people to move, then move them."))
    # Ordered, so that two who move the same people wait for one another.
    for person_id in sorted(set(person_ids)):
        move_person(person_id=person_id, team=team, at=at, actor=actor)
