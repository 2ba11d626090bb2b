"""What cases do when something happens below."""

from datetime import datetime

from huiyin.cases.actions.follow_up_case import follow_up_case
from huiyin.cases.actions.open_cases import open_cases
from huiyin.cases.actions.revise_clocks import begin_revision
from huiyin.cases.rules.opening import NewComplaint
from huiyin.cases.rules.revising import Revision
from huiyin.channels.events import MessageReceived
from huiyin.channels.public import MessageCard, link_story, messages_in
from huiyin.kernel.journal.registry import Heard, reacts_to
from huiyin.standards.events import CalendarRevised, LegalLimitAdded, PolicyRevised


@reacts_to(MessageReceived, when=lambda event: not event.is_taken and not event.story)
def open_a_case_for_a_new_matter(heard: Heard[MessageReceived]) -> None:
    message = _message(heard.event)
    complaint = NewComplaint(
        body=message.body,
        title=message.subject,
        at=message.at,
        channel=message.kind,
        customer_id=message.customer_id,
        conversation_id=message.conversation_id,
        message_id=message.message_id,
    )
    opened = open_cases(complaints=[complaint], at=heard.at, actor_id=heard.actor)
    link_story(conversation_ids=[message.conversation_id], story=opened[0].ref, at=heard.at)


@reacts_to(MessageReceived, when=lambda event: not event.is_taken and bool(event.story))
def go_on_with_a_known_matter(heard: Heard[MessageReceived]) -> None:
    message = _message(heard.event)
    follow_up_case(ref=heard.event.story, words=message.body, at=heard.at, actor_id=heard.actor)


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


def _message(event: MessageReceived) -> MessageCard:
    said = messages_in(conversation_ids=[event.conversation_id])[event.conversation_id]
    return next(message for message in said if message.message_id == event.message_id)
