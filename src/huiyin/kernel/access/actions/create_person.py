"""An account for somebody of the operator."""

from datetime import datetime
from typing import ClassVar

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.kernel.access.access import MANAGE_PEOPLE
from huiyin.kernel.access.events import PersonCreated
from huiyin.kernel.access.models import User
from huiyin.kernel.access.people import note
from huiyin.kernel.access.roles import Actor, require
from huiyin.kernel.refusal import Refusal


class CannotCreatePerson(Refusal):
    """The name is taken, or the password too weak."""

    code: ClassVar[str] = "cannot_create_person"


@transaction.atomic
def create_person(
    *,
    username: str,
    display_name: str,
    at: datetime,
    actor: Actor,
    email: str = "",
    password: str = "",
) -> int:
    """Make an account and return its id; without a password one is set later by a link.

    Raises CannotCreatePerson where the user name is taken or the password does not do.
    """
    require(actor, MANAGE_PEOPLE)
    if User.objects.filter(username__iexact=username).exists():
        raise CannotCreatePerson(
            _("The user name %(name)s is taken. Choose another one.") % {"name": username}
        )
    person = User(username=username, display_name=display_name, email=email)
    _set_password(person, password)
    person.save()
    note(PersonCreated(user_id=person.pk), user_id=person.pk, actor=actor, at=at)
    return person.pk


def _set_password(person: User, password: str) -> None:
    if not password:
        person.set_unusable_password()
        return
    try:
        validate_password(password, user=person)
    except ValidationError as wrong:
        raise CannotCreatePerson(" ".join(wrong.messages)) from None
    person.set_password(password)
