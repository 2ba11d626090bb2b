from datetime import datetime

from django.db import transaction

from huiyin.cases.actions.keep_case import keep_case, tell
from huiyin.cases.actions.pause_case import go_on
from huiyin.cases.actions.reopen_case import open_again
from huiyin.cases.actions.understand_words import understand_words
from huiyin.cases.actions.urge_case import tell_staff
from huiyin.cases.events import CaseBypassed, CaseChased
from huiyin.cases.models import Case
from huiyin.cases.rules.life import WAITING, State, is_open
from huiyin.cases.rules.opening import BYPASS_SIGNALS


@transaction.atomic
def follow_up_case(*, ref: str, words: str, at: datetime, actor_id: str) -> None:
    """Take up what the customer added to a case.

    A waiting case goes on; an ended one is opened again, unless the customer only says
    thanks; asking again is counted; the holder is told.
    """
    case = Case.objects.select_for_update().filter(ref=ref).first()
    if case is None:
        return
    while case.state == State.MERGED and case.merged_into_id is not None:
        case = Case.objects.select_for_update().get(pk=case.merged_into_id)
    signals = understand_words([words])[0].signals
    _count(case, signals, at=at, actor_id=actor_id)
    if case.state == State.WAITING_CUSTOMER:
        go_on(case, at=at, actor_id=actor_id)
    elif not is_open(case.state) and "thanks" not in signals:
        open_again(case, why="the customer wrote again", at=at, actor_id=actor_id)
    if is_open(case.state) or case.state in WAITING:
        tell_staff(case, "cases.customer_wrote", key=at.isoformat(), at=at)
    keep_case(case, at=at)


def _count(case: Case, signals: frozenset[str], *, at: datetime, actor_id: str) -> None:
    if "chasing" in signals:
        case.chased += 1
        event = CaseChased(case_ref=case.ref, times=case.chased)
        tell(case, event, at=at, actor_id=actor_id)
    if signals & BYPASS_SIGNALS and not case.is_bypass:
        case.is_bypass = True
        tell(case, CaseBypassed(case_ref=case.ref), at=at, actor_id=actor_id)
