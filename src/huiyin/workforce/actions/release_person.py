"""Somebody leaves."""

from datetime import datetime

from django.db import transaction

from huiyin.kernel.access.roles import Actor
from huiyin.workforce.access import person_to_arrange
from huiyin.workforce.actions.await_shift import await_shift
from huiyin.workforce.actions.record_change import record_change
from huiyin.workforce.events import PersonLeft


@transaction.atomic
def release_person(*, person_id: int, at: datetime, actor: Actor) -> None:
    """Give the person no more work from now on; what they did stays theirs."""
    person = person_to_arrange(person_id=person_id, actor=actor)
    if person.left_at is not None:
        return
    person.left_at = at
    person.user = None
    person.save(update_fields=["left_at", "user"])
    event = PersonLeft(
        person_id=person.pk, department=person.department.code, team=person.team.code
    )
    record_change(event, story=f"person:{person.pk}", at=at, actor=actor.id)
    await_shift(team=person.team, at=at)
