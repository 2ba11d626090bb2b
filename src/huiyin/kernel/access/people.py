"""Fetching people for those who may administer them, and guarding the last administrator."""

from datetime import datetime
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from huiyin.kernel.access.models import RoleGrant, User
from huiyin.kernel.access.roles import Actor, Role
from huiyin.kernel.journal.events import Event
from huiyin.kernel.journal.record import record
from huiyin.kernel.refusal import NotFound


def person_to_change(*, user_id: int) -> User:
    """Return the person, locked until the transaction ends; raise NotFound if there is none."""
    person = User.objects.select_for_update().filter(pk=user_id).first()
    if person is None:
        raise NotFound(_("There is no such person. Look in the list of people."))
    return person


def note(event: Event, *, user_id: int, actor: Actor, at: datetime) -> None:
    """Record what happened to an account, in its own story."""
    story = f"user:{user_id}"
    record(event, story=story, subject=story, at=at, actor=actor.id)


def is_last_administrator(person: User) -> bool:
    """Return whether nobody else who can sign in could administer people."""
    others = User.objects.filter(is_active=True).exclude(pk=person.pk)
    if others.filter(is_superuser=True).exists():
        return False
    grants = RoleGrant.objects.filter(role=Role.ADMINISTRATOR, user__in=others)
    return not grants.exists() and _administers(person)


def _administers(person: User) -> bool:
    return person.is_superuser or person.role_grants.filter(role=Role.ADMINISTRATOR).exists()


def password_link(person: User) -> str:
    """Return the address where this person sets a password; it works once, for some days."""
    parts: dict[str, Any] = {
        "uidb36": user_pk_to_url_str(person),
        "key": default_token_generator.make_token(person),
    }
    return settings.PUBLIC_URL + reverse("account_reset_password_from_key", kwargs=parts)
