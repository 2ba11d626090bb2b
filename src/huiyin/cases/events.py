"""What happens to a complaint, as the journal tells it. Identifiers only, no personal data."""

from dataclasses import dataclass
from gettext import gettext as _

from huiyin.kernel.journal.events import Event, event


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class CaseOpened(Event):
    name = "cases.case_opened"
    sentence = _("The complaint was received by %(channel)s and understood as %(topic)s.")

    case_ref: str
    channel: str
    topic: str
    confidence: float
    urgency: str
    region: str
    repeat_of: str = ""


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class CaseChased(Event):
    name = "cases.case_chased"
    sentence = _("The customer asked again about it, for the %(times)s. time.")

    case_ref: str
    times: int


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class CaseBypassed(Event):
    name = "cases.case_bypassed"
    sentence = _("The customer says the matter goes to the regulator or in public.")

    case_ref: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class CaseClassified(Event):
    name = "cases.case_classified"
    sentence = _("The topic was set from %(before)s to %(topic)s.")

    case_ref: str
    before: str
    topic: str
    urgency: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDispatched(Event):
    name = "cases.case_dispatched"
    sentence = _("It was sent to %(department)s.")

    case_ref: str
    department: str
    team: str
    holder_id: int | None
    reasons: list[str]


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class CaseTaken(Event):
    name = "cases.case_taken"
    sentence = _("It was taken up.")

    case_ref: str
    holder_id: int


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class CaseHandedOver(Event):
    name = "cases.case_handed_over"
    sentence = _("It was handed over from %(from_department)s to %(department)s: %(why)s")

    case_ref: str
    from_department: str
    department: str
    holder_id: int | None
    why: str


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


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class CaseResolved(Event):
    name = "cases.case_resolved"
    sentence = _("It was resolved.")

    case_ref: str
    cycle: int
    cause: str
    is_first_contact: bool


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class CallBackInvited(Event):
    name = "cases.call_back_invited"
    sentence = _("The customer was asked whether it is solved.")

    case_ref: str
    cycle: int
    by_person: bool


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class CallBackSpared(Event):
    name = "cases.call_back_spared"
    sentence = _(
        "The customer was not asked to rate it: they were asked about %(asked_ref)s less than "
        "%(days)s days before."
    )

    case_ref: str
    cycle: int
    asked_ref: str
    days: int


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRated(Event):
    name = "cases.case_rated"
    sentence = _("The customer rated it %(score)s of 5.")

    case_ref: str
    cycle: int
    score: int | None
    is_solved: bool | None
    is_timely: bool | None
    is_satisfied: bool | None


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class RatingExplained(Event):
    name = "cases.rating_explained"
    sentence = _("The customer said more about the rating.")

    case_ref: str
    cycle: int
    is_solved: bool | None
    is_timely: bool | None
    is_satisfied: bool | None


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class CaseClosed(Event):
    name = "cases.case_closed"
    sentence = _("It was closed: %(why)s")

    case_ref: str
    why: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class CaseReopened(Event):
    name = "cases.case_reopened"
    sentence = _("It was opened again, cycle %(cycle)s: %(why)s")

    case_ref: str
    cycle: int
    why: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class CaseWithdrawn(Event):
    name = "cases.case_withdrawn"
    sentence = _("The customer withdrew it.")

    case_ref: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class CasesMerged(Event):
    name = "cases.cases_merged"
    sentence = _("%(merged_ref)s was merged into %(case_ref)s.")

    case_ref: str
    merged_ref: str
    score: float


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class MergeUndone(Event):
    name = "cases.merge_undone"
    sentence = _("%(merged_ref)s stands on its own again.")

    case_ref: str
    merged_ref: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class CaseAppealed(Event):
    name = "cases.case_appealed"
    sentence = _("It was taken to %(body)s.")

    case_ref: str
    appeal_id: int
    body: str


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
class MilestoneAcknowledged(Event):
    name = "cases.milestone_acknowledged"
    sentence = _("Somebody answered for the %(percent)s %% of the clock %(kind)s.")

    case_ref: str
    clock_id: int
    kind: str
    percent: int


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class AppealDecided(Event):
    name = "cases.appeal_decided"
    sentence = _("The appeal was decided.")

    case_ref: str
    appeal_id: int


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class CallBackMissed(Event):
    name = "cases.call_back_missed"
    sentence = _("Call-back number %(attempts)s reached nobody.")

    case_ref: str
    cycle: int
    attempts: int


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class CaseReturned(Event):
    name = "cases.case_returned"
    sentence = _("Whoever held it left; it waits for somebody else.")

    case_ref: str
    department: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerPutRight(Event):
    name = "cases.customer_put_right"
    sentence = _("The customer's records were brought together or parted; the case went along.")

    case_ref: str
    customer_id: int
    merge_id: int
