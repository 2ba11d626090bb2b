from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.cases.access import WORK, hold_case
from huiyin.cases.actions.answer_case import NothingSaid, answer_case
from huiyin.cases.actions.follow_up_case import follow_up_case
from huiyin.channels.public import NewMessage, keep_message
from huiyin.kernel.access.roles import Actor


@transaction.atomic
def record_call(*, ref: str, is_ours: bool, words: str, at: datetime, actor: Actor) -> None:
    """Write down what was said on the phone about a case.

    A call of ours answers the customer; a call of theirs is taken up like anything they write.
    Raises NothingSaid, WrongState.
    """
    if is_ours:
        answer_case(ref=ref, body=words, at=at, actor=actor, channel="phone")
        return
    case = hold_case(ref=ref, actor=actor, wanted=WORK)
    if not words.strip():
        raise NothingSaid(_("The call is empty. Write down what the customer said."))
    message = NewMessage(
        kind="phone",
        direction="in",
        body=words.strip(),
        at=at,
        story=ref,
        customer_id=case.customer_id,
        actor_id=actor.id,
    )
    keep_message(message=message, is_taken=True)
    follow_up_case(ref=ref, words=words.strip(), at=at, actor_id=actor.id)
