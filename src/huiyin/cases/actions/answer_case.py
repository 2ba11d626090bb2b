from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.cases.access import WORK, hold_case
from huiyin.cases.actions.keep_case import keep_case, require_open, tell
from huiyin.cases.actions.run_clocks import stop_clocks
from huiyin.cases.events import CaseAnswered, CaseNoted
from huiyin.cases.models import Case, Note
from huiyin.cases.rules import clocks
from huiyin.cases.rules.life import State
from huiyin.channels.public import send_reply
from huiyin.kernel.access.roles import Actor
from huiyin.kernel.refusal import Refusal

# What ends when the customer hears from us; feedback runs since the work was done.
ANSWERED = (clocks.FIRST_RESPONSE, clocks.FAULT_RESPONSE, clocks.FEEDBACK)


class NothingSaid(Refusal):
    """An empty reply or note."""

    code = "nothing_said"


@transaction.atomic
def answer_case(*, ref: str, body: str, at: datetime, actor: Actor, channel: str = "") -> int:
    """Write to the customer; the first time, the first-response clock stops.

    `channel` is the customer's own when empty. Returns the message's id. Raises NothingSaid,
    WrongState.
    """
    case = hold_case(ref=ref, actor=actor, wanted=WORK)
    require_open(case)
    message_id = speak(case, body, at=at, actor_id=actor.id, channel=channel)
    keep_case(case, at=at)
    return message_id


def speak(case: Case, body: str, *, at: datetime, actor_id: str, channel: str = "") -> int:
    """Send words to the customer of a case locked by the caller, who keeps it."""
    if not body.strip():
        raise NothingSaid(_("There is nothing to send. Write the answer first."))
    message_id = send_reply(
        story=case.ref, body=body.strip(), at=at, actor_id=actor_id, channel=channel
    )
    is_first = case.first_response_at is None
    if is_first:
        case.first_response_at = at
    stop_clocks(case, at=at, actor_id=actor_id, kinds=ANSWERED)
    if case.state in (State.RECEIVED, State.TRIAGED) and case.holder_id is not None:
        case.state = State.IN_PROGRESS
    event = CaseAnswered(case_ref=case.ref, message_id=message_id, is_first=is_first)
    tell(case, event, at=at, actor_id=actor_id)
    return message_id


@transaction.atomic
def add_note(*, ref: str, body: str, at: datetime, actor: Actor) -> int:
    """Write a note that only staff see. Returns its id. Raises NothingSaid."""
    case = hold_case(ref=ref, actor=actor, wanted=WORK)
    if not body.strip():
        raise NothingSaid(_("The note is empty. Write it first."))
    note = Note.objects.create(
        case=case, author=actor.id, author_name=actor.name[:80], body=body.strip(), at=at
    )
    tell(case, CaseNoted(case_ref=ref, note_id=note.pk), at=at, actor_id=actor.id)
    return int(note.pk)
