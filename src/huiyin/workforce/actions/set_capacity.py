"""How many open matters somebody may hold at once."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.kernel.access.roles import Actor
from huiyin.kernel.refusal import Refusal
from huiyin.workforce.access import person_to_arrange
from huiyin.workforce.actions.record_change import record_change
from huiyin.workforce.events import CapacityChanged

MOST = 1000


class CannotSetCapacity(Refusal):
    code = "cannot_set_capacity"


@transaction.atomic
def set_capacity(*, person_id: int, capacity: int, at: datetime, actor: Actor) -> None:
    """Let the person hold that many open matters; 0 keeps new ones away."""
    person = person_to_arrange(person_id=person_id, actor=actor)
    if not 0 <= capacity <= MOST:
        raise CannotSetCapacity(
            _("Nobody can hold %(capacity)s matters. Give a number from 0 to %(most)s.")
            % {"capacity": capacity, "most": MOST}
        )
    if capacity == person.capacity:
        return
    event = CapacityChanged(
        person_id=person.pk,
        department=person.department.code,
        team=person.team.code,
        before=person.capacity,
        capacity=capacity,
    )
    person.capacity = capacity
    person.save(update_fields=["capacity"])
    record_change(event, story=f"person:{person.pk}", at=at, actor=actor.id)
