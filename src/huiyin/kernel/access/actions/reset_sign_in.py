"""When somebody cannot sign in any more, or somebody else might."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import transaction

from huiyin.kernel.access.access import MANAGE_PEOPLE
from huiyin.kernel.access.events import SecondStepReset, SessionsEnded, SignInReset
from huiyin.kernel.access.people import note, person_to_change
from huiyin.kernel.access.roles import Actor, require


@transaction.atomic
def reset_password(*, user_id: int, at: datetime, actor: Actor) -> None:
    """Make the password useless and end all sessions; a new one is set by a link.

    The identity in the operator's directory is let go: the next one of this user name may come.
    """
    require(actor, MANAGE_PEOPLE)
    person = person_to_change(user_id=user_id)
    person.set_unusable_password()
    person.session_round += 1
    person.save(update_fields=["password", "session_round"])
    SocialAccount.objects.filter(user=person).delete()
    note(SignInReset(user_id=user_id), user_id=user_id, actor=actor, at=at)


@transaction.atomic
def reset_second_step(*, user_id: int, at: datetime, actor: Actor) -> None:
    """Remove authenticator and recovery codes and end all sessions."""
    require(actor, MANAGE_PEOPLE)
    person = person_to_change(user_id=user_id)
    Authenticator.objects.filter(user=person).delete()
    person.session_round += 1
    person.save(update_fields=["session_round"])
    note(SecondStepReset(user_id=user_id), user_id=user_id, actor=actor, at=at)


@transaction.atomic
def end_sessions(*, user_id: int, at: datetime, actor: Actor) -> None:
    """Sign somebody out everywhere. People may do this to themselves."""
    if actor.id != f"user:{user_id}":
        require(actor, MANAGE_PEOPLE)
    person = person_to_change(user_id=user_id)
    person.session_round += 1
    person.save(update_fields=["session_round"])
    note(SessionsEnded(user_id=user_id), user_id=user_id, actor=actor, at=at)
