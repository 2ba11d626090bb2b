"""What happens to the people who do the work. Only identifiers: names stay out."""

from dataclasses import dataclass
from gettext import gettext as _

from huiyin.kernel.journal.events import Event, event


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class TeamDefined(Event):
    name = "workforce.team_defined"
    sentence = _("Team %(team)s of %(department)s was defined.")

    team: str
    department: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class TeamClosed(Event):
    name = "workforce.team_closed"
    sentence = _("Team %(team)s of %(department)s was closed.")

    team: str
    department: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class PersonAdded(Event):
    name = "workforce.person_added"
    sentence = _("Person %(person_id)s joined %(department)s.")

    person_id: int
    department: str
    team: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class PersonMoved(Event):
    name = "workforce.person_moved"
    sentence = _("Person %(person_id)s moved from %(from_department)s to %(department)s.")

    person_id: int
    from_department: str
    from_team: str
    department: str
    team: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLeft(Event):
    """The person takes no more work; what they hold must go to others."""

    name = "workforce.person_left"
    sentence = _("Person %(person_id)s left %(department)s.")

    person_id: int
    department: str
    team: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class SkillsChanged(Event):
    name = "workforce.skills_changed"
    sentence = _("What person %(person_id)s can deal with was changed.")

    person_id: int
    team: str
    skills: tuple[str, ...]
    languages: tuple[str, ...]
    regions: tuple[str, ...]


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class CapacityChanged(Event):
    name = "workforce.capacity_changed"
    sentence = _("Person %(person_id)s may now hold %(capacity)s matters at once.")

    person_id: int
    department: str
    team: str
    before: int
    capacity: int


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class HoursChanged(Event):
    """The working hours of a team, or of one person of it, are different from now on."""

    name = "workforce.hours_changed"
    sentence = _("Working hours in team %(team)s were changed.")

    team: str
    person_id: int | None


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftPlanned(Event):
    name = "workforce.shift_planned"
    sentence = _("Person %(person_id)s is on duty from %(starts_at)s to %(ends_at)s.")

    person_id: int
    shift_id: int
    starts_at: str
    ends_at: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftCancelled(Event):
    name = "workforce.shift_cancelled"
    sentence = _("A shift of person %(person_id)s was cancelled.")

    person_id: int
    shift_id: int


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftStarted(Event):
    """Somebody of the team came on duty: there may be capacity again."""

    name = "workforce.shift_started"
    sentence = _("A shift of team %(team)s began.")

    department: str
    team: str
    starts_at: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceReported(Event):
    name = "workforce.absence_reported"
    sentence = _("Person %(person_id)s is away from %(starts_at)s to %(ends_at)s.")

    person_id: int
    absence_id: int
    department: str
    team: str
    starts_at: str
    ends_at: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceEnded(Event):
    """The person is back, or was not away after all."""

    name = "workforce.absence_ended"
    sentence = _("Person %(person_id)s is back.")

    person_id: int
    absence_id: int
    department: str
    team: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class AuthoritySet(Event):
    """Amounts are millionths of the currency's unit; `holder` is `role:agent` or `person:7`."""

    name = "workforce.authority_set"
    sentence = _("The limit of %(holder)s was set to %(amount)s %(currency)s.")

    holder: str
    currency: str
    before: int | None
    amount: int


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorityEnded(Event):
    """A role may grant nothing any more; a person what their roles may."""

    name = "workforce.authority_ended"
    sentence = _("The limit of %(holder)s in %(currency)s was taken away.")

    holder: str
    currency: str
    before: int


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class RouteDefined(Event):
    name = "workforce.route_defined"
    sentence = _("Matters of %(topic_prefix)s now go to %(department)s.")

    route_id: int
    topic_prefix: str
    region_prefix: str
    tier: str
    department: str
    team: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class RouteEnded(Event):
    name = "workforce.route_ended"
    sentence = _("The route of %(topic_prefix)s to %(department)s was ended.")

    route_id: int
    topic_prefix: str
    department: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class EscalationSet(Event):
    name = "workforce.escalation_set"
    sentence = _("Who is told at level %(level)s of %(department)s was changed.")

    level: str
    department: str
    team: str
    person_ids: tuple[int, ...]
