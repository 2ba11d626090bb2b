"""Somebody changes to another team."""

from datetime import datetime

from django.db import transaction

from huiyin.kernel.access.roles import Actor, require
from huiyin.workforce.access import ARRANGE, person_to_arrange, team_called
from huiyin.workforce.actions.await_shift import await_shift
from huiyin.workforce.actions.record_change import record_change
from huiyin.workforce.events import PersonMoved


@transaction.atomic
def move_person(*, person_id: int, team: str, at: datetime, actor: Actor) -> None:
    """Move the person to that team; nothing happens when they are in it already."""
    person = person_to_arrange(person_id=person_id, actor=actor)
    left, joined = person.team, team_called(team)
    if left == joined:
        return
    require(actor, ARRANGE, department=joined.department.code)
    event = PersonMoved(
        person_id=person.pk,
        from_department=person.department.code,
        from_team=left.code,
        department=joined.department.code,
        team=joined.code,
    )
    person.team, person.department = joined, joined.department
    person.save(update_fields=["team", "department"])
    record_change(event, story=f"person:{person.pk}", at=at, actor=actor.id)
    for affected in (left, joined):
        await_shift(team=affected, at=at)
