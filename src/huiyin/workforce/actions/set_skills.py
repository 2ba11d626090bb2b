"""What somebody can deal with."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from huiyin.kernel.access.roles import Actor
from huiyin.workforce.access import person_to_arrange
from huiyin.workforce.actions.record_change import record_change
from huiyin.workforce.events import SkillsChanged


@transaction.atomic
def set_skills(
    *,
    person_id: int,
    skills: Sequence[str],
    languages: Sequence[str],
    regions: Sequence[str],
    at: datetime,
    actor: Actor,
) -> None:
    """Replace the person's topics, languages and regions; none of a kind means all."""
    person = person_to_arrange(person_id=person_id, actor=actor)
    wanted = [sorted(set(values)) for values in (skills, languages, regions)]
    if wanted == [person.skills, person.languages, person.regions]:
        return
    person.skills, person.languages, person.regions = wanted
    person.save(update_fields=["skills", "languages", "regions"])
    event = SkillsChanged(
        person_id=person.pk,
        team=person.team.code,
        skills=tuple(person.skills),
        languages=tuple(person.languages),
        regions=tuple(person.regions),
    )
    record_change(event, story=f"person:{person.pk}", at=at, actor=actor.id)
