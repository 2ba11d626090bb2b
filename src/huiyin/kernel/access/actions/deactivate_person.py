"""Closing an account and opening it again; never deleting it, for the journal names it."""

from datetime import datetime
from typing import ClassVar

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.kernel.access.access import MANAGE_PEOPLE
from huiyin.kernel.access.events import PersonDeactivated, PersonReactivated
from huiyin.kernel.access.people import is_last_administrator, note, person_to_change
from huiyin.kernel.access.roles import Actor, require
from huiyin.kernel.refusal import Refusal


class CannotDeactivatePerson(Refusal):
    """It is the person themselves, or the last who could administer people."""

    code: ClassVar[str] = "cannot_deactivate_person"


@transaction.atomic
def deactivate_person(*, user_id: int, at: datetime, actor: Actor) -> None:
    """Close an account; its sessions end at once."""
    require(actor, MANAGE_PEOPLE)
    person = person_to_change(user_id=user_id)
    if actor.id == f"user:{user_id}":
        raise CannotDeactivatePerson(
            _("You cannot deactivate yourself. Ask another administrator.")
        )
    if is_last_administrator(person):
        raise CannotDeactivatePerson(
            _("Nobody else could administer people. Make another administrator first.")
        )
    if not person.is_active:
        return
    person.is_active = False
    person.session_round += 1
    person.save(update_fields=["is_active", "session_round"])
    note(PersonDeactivated(user_id=user_id), user_id=user_id, actor=actor, at=at)


@transaction.atomic
def reactivate_person(*, user_id: int, at: datetime, actor: Actor) -> None:
    """Open an account again, with the roles it had."""
    require(actor, MANAGE_PEOPLE)
    person = person_to_change(user_id=user_id)
    if person.is_active:
        return
    person.is_active = True
    person.save(update_fields=["is_active"])
    note(PersonReactivated(user_id=user_id), user_id=user_id, actor=actor, at=at)
