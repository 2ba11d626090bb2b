"""What cases do when something happens below."""

from collections.abc import Sequence
from datetime import datetime

from huiyin.cases.actions.dispatch_cases import dispatch_waiting
from huiyin.cases.actions.follow_customers import follow_merge, follow_parting
from huiyin.cases.actions.follow_up_case import follow_up_case
from huiyin.cases.actions.open_cases import open_cases
from huiyin.cases.actions.return_cases import return_cases
from huiyin.cases.actions.revise_clocks import begin_revision
from huiyin.cases.actions.take_out_words import take_out_words
from huiyin.cases.queries.cards import is_party
from huiyin.cases.queries.dry_run import foreseen
from huiyin.cases.queries.known import what_cases_know
from huiyin.cases.rules.opening import NewComplaint
from huiyin.cases.rules.revising import Revision
from huiyin.channels.events import MessageReceived
from huiyin.channels.public import MessageCard, link_story, messages_in, sender_of
from huiyin.customers.events import CustomersMerged, CustomersParted
from huiyin.kernel.journal.events import Event
from huiyin.kernel.journal.registry import Heard, reacts_in_bulk_to, reacts_to
from huiyin.kernel.protection.rights import (
    Section,
    erases_personal_data,
    exports_personal_data,
)
from huiyin.standards.events import CalendarRevised, LegalLimitAdded, PolicyRevised
from huiyin.standards.public import Foreseen, PolicyRule, foresees_clocks
from huiyin.workforce.events import (
    AbsenceEnded,
    CapacityChanged,
    HoursChanged,
    PersonAdded,
    PersonLeft,
    PersonMoved,
    RouteDefined,
    ShiftStarted,
    SkillsChanged,
)

# Somebody waits for the answer: so many clocks are looked at, and the page says so.
FORESEEN = 10_000
CONTACT_OF = {"email": "email", "sms": "phone", "phone": "phone", "wechat": "wechat"}


@reacts_to(MessageReceived, when=lambda event: not event.is_taken)
def take_up_what_was_said(heard: Heard[MessageReceived]) -> None:
    """A new matter is opened; a known one goes on, if a party of it says so."""
    message = _message(heard.event)
    # Told again by where it stands now: the message before it may have opened a case.
    if message.story and is_party(ref=message.story, customer_id=message.customer_id):
        follow_up_case(ref=message.story, words=message.body, at=heard.at, actor_id=heard.actor)
        return
    opened = open_cases(complaints=[_complaint(message)], at=heard.at, actor_id=heard.actor)
    link_story(conversation_ids=[message.conversation_id], story=opened[0].ref, at=heard.at)


@reacts_in_bulk_to(
    AbsenceEnded,
    CapacityChanged,
    HoursChanged,
    PersonAdded,
    PersonMoved,
    RouteDefined,
    ShiftStarted,
    SkillsChanged,
)
def hand_out_what_waited(heard: Sequence[Heard[Event]]) -> None:
    """Somebody may have room, or know how, who had not before."""
    dispatch_waiting(at=max(one.at for one in heard))


@reacts_to(PersonLeft)
def take_back_what_they_held(heard: Heard[PersonLeft]) -> None:
    return_cases(person_id=heard.event.person_id, at=heard.at)


@reacts_to(CustomersMerged)
def go_along_with_the_survivor(heard: Heard[CustomersMerged]) -> None:
    event = heard.event
    follow_merge(
        merge_id=event.merge_id,
        absorbed_id=event.absorbed_id,
        survivor_id=event.survivor_id,
        at=heard.at,
    )


@reacts_to(CustomersParted)
def go_home_with_the_parted(heard: Heard[CustomersParted]) -> None:
    event = heard.event
    follow_parting(
        merge_id=event.merge_id,
        absorbed_id=event.absorbed_id,
        survivor_id=event.survivor_id,
        at=heard.at,
    )


@reacts_to(PolicyRevised, when=lambda event: event.applies_to == "running")
def count_by_the_new_policy(heard: Heard[PolicyRevised]) -> None:
    event = heard.event
    revision = Revision(version_id=event.version_id, previous_id=event.previous_version_id or 0)
    begin_revision(revision, at=heard.at)


@reacts_to(CalendarRevised)
def count_by_the_new_hours(heard: Heard[CalendarRevised]) -> None:
    begin_revision(Revision(calendar=heard.event.calendar), at=heard.at)


@reacts_to(LegalLimitAdded)
def count_by_the_new_law(heard: Heard[LegalLimitAdded]) -> None:
    begins_at = max(heard.at, datetime.fromisoformat(heard.event.valid_from))
    begin_revision(Revision(), at=begins_at)


@exports_personal_data("cases")
def tell_what_cases_know(*, customer_id: int) -> Sequence[Section]:
    return what_cases_know(customer_id=customer_id)


@erases_personal_data("cases")
def forget_what_they_said(*, customer_id: int, at: datetime) -> int:
    return take_out_words(customer_id=customer_id, at=at)


def count_what_a_draft_would_move(draft: PolicyRule, at: datetime) -> Foreseen:
    return foreseen(draft, at=at, most=FORESEEN)


foresees_clocks(count=count_what_a_draft_would_move)


def _message(event: MessageReceived) -> MessageCard:
    said = messages_in(conversation_ids=[event.conversation_id])[event.conversation_id]
    return next(message for message in said if message.message_id == event.message_id)


def _complaint(message: MessageCard) -> NewComplaint:
    kind, sender = CONTACT_OF.get(message.kind, ""), sender_of(message_id=message.message_id)
    is_stranger = message.customer_id is None and kind and sender
    return NewComplaint(
        body=message.body,
        title=message.subject,
        at=message.at,
        channel=message.kind,
        customer_id=message.customer_id,
        contacts=((kind, sender),) if is_stranger else (),
        conversation_id=message.conversation_id,
        message_id=message.message_id,
    )
