"""Where somebody of the operator is written to."""

from datetime import datetime

from django.db import transaction

from huiyin.kernel.access.access import MANAGE_PEOPLE
from huiyin.kernel.access.events import AddressChanged
from huiyin.kernel.access.people import note, person_to_change
from huiyin.kernel.access.roles import Actor, require


@transaction.atomic
def change_address(*, user_id: int, email: str, at: datetime, actor: Actor) -> None:
    """Put another e-mail address in force, or none; the journal says that, not which."""
    require(actor, MANAGE_PEOPLE)
    person = person_to_change(user_id=user_id)
    if person.email == email:
        return
    person.email = email
    person.save(update_fields=["email"])
    note(AddressChanged(user_id=user_id), user_id=user_id, actor=actor, at=at)
