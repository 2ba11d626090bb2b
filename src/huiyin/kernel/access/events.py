"""What happened to people's accounts and roles. Identifiers only; the story is `user:<id>`."""

from dataclasses import dataclass
from gettext import gettext as _

from huiyin.kernel.journal.events import Event, event


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class PersonCreated(Event):
    name = "access.person_created"
    sentence = _("Account %(user_id)s was created.")

    user_id: int


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class RoleGranted(Event):
    name = "access.role_granted"
    sentence = _("Account %(user_id)s was given the role %(role)s.")

    user_id: int
    role: str
    departments: list[str]
    regions: list[str]


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class RoleWithdrawn(Event):
    name = "access.role_withdrawn"
    sentence = _("The role %(role)s was taken from account %(user_id)s.")

    user_id: int
    role: str
    departments: list[str]
    regions: list[str]


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class PersonDeactivated(Event):
    name = "access.person_deactivated"
    sentence = _("Account %(user_id)s was deactivated and signed out everywhere.")

    user_id: int


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class PersonReactivated(Event):
    name = "access.person_reactivated"
    sentence = _("Account %(user_id)s was activated again.")

    user_id: int


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class SignInReset(Event):
    name = "access.sign_in_reset"
    sentence = _("The password of account %(user_id)s was reset; a new one is set by a link.")

    user_id: int


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class SecondStepReset(Event):
    name = "access.second_step_reset"
    sentence = _("The second step of signing in of account %(user_id)s was removed.")

    user_id: int


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class SessionsEnded(Event):
    name = "access.sessions_ended"
    sentence = _("Account %(user_id)s was signed out everywhere.")

    user_id: int


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class AddressChanged(Event):
    name = "access.address_changed"
    sentence = _("The e-mail address of account %(user_id)s was changed.")

    user_id: int
