"""What happened to people's accounts and roles. Identifiers only; the story is `user:<id>`."""

from dataclasses import dataclass

from huiyin.kernel.journal.events import Event, event


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class PersonCreated(Event):
    name = "access.person_created"
    sentence = "Account %(user_id)s was created."

    user_id: int


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class RoleGranted(Event):
    name = "access.role_granted"
    sentence = "Account %(user_id)s was given the role %(role)s."

    user_id: int
    role: str
    departments: list[str]
    regions: list[str]


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class RoleWithdrawn(Event):
    name = "access.role_withdrawn"
    sentence = "The role %(role)s was taken from account %(user_id)s."

    user_id: int
    role: str
    departments: list[str]
    regions: list[str]


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class PersonDeactivated(Event):
    name = "access.person_deactivated"
    sentence = "Account %(user_id)s was deactivated and signed out everywhere."

    user_id: int


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class PersonReactivated(Event):
    name = "access.person_reactivated"
    sentence = "Account %(user_id)s was activated again."

    user_id: int


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class SignInReset(Event):
    name = "access.sign_in_reset"
    sentence = "The password of account %(user_id)s was reset; a new one is set by a link."

    user_id: int


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class SecondStepReset(Event):
    name = "access.second_step_reset"
    sentence = "The second step of signing in of account %(user_id)s was removed."

    user_id: int


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class SessionsEnded(Event):
    name = "access.sessions_ended"
    sentence = "Account %(user_id)s was signed out everywhere."

    user_id: int
