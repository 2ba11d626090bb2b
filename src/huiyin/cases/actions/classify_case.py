from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.cases.access import CLASSIFY, hold_case
from huiyin.cases.actions.dispatch_cases import send_case
from huiyin.cases.actions.keep_case import keep_case, require_open, tell
from huiyin.cases.actions.keep_lesson import keep_lesson
from huiyin.cases.actions.revise_clocks import retarget_case
from huiyin.cases.events import CaseClassified, TopicAgreed
from huiyin.cases.models import Case
from huiyin.cases.rules.life import State
from huiyin.kernel.access.roles import Actor
from huiyin.kernel.journal.events import Event
from huiyin.kernel.refusal import Refusal
from huiyin.standards.public import topic_names


class UnknownTopic(Refusal):
    """No such topic in the tree in force."""

    code = "unknown_topic"


@transaction.atomic
def classify_case(
    *, ref: str, topic: str, at: datetime, actor: Actor, urgency: str = ""
) -> None:
    """Decide what a case is about; its promises are counted anew from the beginning.

    The decision is kept for the model to learn from, also where it agrees with the model. A
    case that waited for triage is dispatched. Raises UnknownTopic, WrongState.
    """
    case = hold_case(ref=ref, actor=actor, wanted=CLASSIFY)
    require_open(case)
    if topic not in topic_names(language="en"):
        raise UnknownTopic(
            _("There is no topic %(topic)s. Choose one from the list.") % {"topic": topic}
        )
    before, was_waiting = case.topic, case.state == State.RECEIVED
    keep_lesson(case, topic, at=at, actor=actor)
    case.topic, case.topic_by, case.topic_confidence = topic, "person", 1.0
    case.urgency = urgency or case.urgency
    tell(case, _event(case, before), at=at, actor_id=actor.id)
    retarget_case(case, at=at, actor_id=actor.id)
    if was_waiting:
        case.state = State.TRIAGED
        send_case(case, at=at, actor_id=actor.id)
    keep_case(case, at=at)


def _event(case: Case, before: str) -> Event:
    if case.topic == before:
        return TopicAgreed(case_ref=case.ref, topic=case.topic, urgency=case.urgency)
    return CaseClassified(
        case_ref=case.ref, before=before or "-", topic=case.topic, urgency=case.urgency
    )
