"""What is done about a complaint, by whom, and in which time."""

from dataclasses import dataclass
from gettext import gettext as _

from huiyin.kernel.journal.events import Event, event


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class CaseAnswered(Event):
    name = "cases.case_answered"
    sentence = _("The customer was answered.")

    case_ref: str
    message_id: int
    is_first: bool


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class CasePaused(Event):
    name = "cases.case_paused"
    sentence = _("It waits: %(why)s")

    case_ref: str
    waits_for: str
    why: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class CaseResumed(Event):
    name = "cases.case_resumed"
    sentence = _("Work goes on.")

    case_ref: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class CaseNoted(Event):
    name = "cases.case_noted"
    sentence = _("A note was written.")

    case_ref: str
    note_id: int


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class WorkOrderIssued(Event):
    name = "cases.work_order_issued"
    sentence = _("Work order %(work_order_ref)s went to %(department)s.")

    case_ref: str
    work_order_ref: str
    department: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class WorkOrderAccepted(Event):
    name = "cases.work_order_accepted"
    sentence = _("Work order %(work_order_ref)s was accepted.")

    case_ref: str
    work_order_ref: str
    holder_id: int


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class WorkOrderEnded(Event):
    name = "cases.work_order_ended"
    sentence = _("Work order %(work_order_ref)s is %(outcome)s.")

    case_ref: str
    work_order_ref: str
    outcome: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class ClockReached(Event):
    name = "cases.clock_reached"
    sentence = _("The clock %(kind)s reached %(percent)s %%: %(action)s, %(audience)s.")

    case_ref: str
    clock_id: int
    kind: str
    percent: int
    audience: str
    action: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class CaseUrged(Event):
    name = "cases.case_urged"
    sentence = _("A supervisor urged it: %(why)s")

    case_ref: str
    why: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneAcknowledged(Event):
    name = "cases.milestone_acknowledged"
    sentence = _("Somebody answered for the %(percent)s %% of the clock %(kind)s.")

    case_ref: str
    clock_id: int
    kind: str
    percent: int


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class ClockRepaired(Event):
    name = "cases.clock_repaired"
    sentence = _("The clock %(kind)s was put right after a replay of the journal.")

    case_ref: str
    clock_id: int
    kind: str
    fields: list[str]


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class ClocksChecked(Event):
    name = "cases.clocks_checked"
    sentence = _("%(checked)s clocks were checked; %(differing)s differ from the journal.")

    checked: int
    differing: int


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class ConcessionAsked(Event):
    name = "cases.concession_asked"
    sentence = _("A concession was asked for.")

    case_ref: str
    concession_id: int
    needs_approval: bool


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class ConcessionDecided(Event):
    name = "cases.concession_decided"
    sentence = _("The concession was %(state)s.")

    case_ref: str
    concession_id: int
    state: str
