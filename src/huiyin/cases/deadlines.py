"""What happens by itself when time passes."""

from collections.abc import Sequence
from datetime import datetime

from huiyin.cases.actions.close_case import close_the_silent
from huiyin.cases.actions.dispatch_cases import dispatch_waiting
from huiyin.cases.actions.keep_draft_files import drop_forgotten
from huiyin.cases.actions.phrase_answer import forget_phrasings
from huiyin.cases.actions.reach_milestones import reach_milestones
from huiyin.cases.actions.repair_clocks import check_the_clocks
from huiyin.cases.actions.resolve_case import SILENCE
from huiyin.cases.actions.revise_clocks import REVISE, revise_batch
from huiyin.cases.actions.run_clocks import TIMER
from huiyin.cases.actions.train_model import train_waiting
from huiyin.cases.rules.revising import Revision
from huiyin.kernel.timers.schedule import Due, on_timer
from huiyin.kernel.worker.registry import works


@on_timer(TIMER)
def warn_and_escalate(due: Sequence[Due], at: datetime) -> None:
    reach_milestones(case_ids=[int(timer.subject) for timer in due], at=at)


@on_timer(SILENCE)
def close_what_nobody_answered(due: Sequence[Due], at: datetime) -> None:
    for timer in due:
        case_id, _sep, cycle = timer.subject.partition(":")
        close_the_silent(case_id=int(case_id), cycle=int(cycle), at=at)


@works("cases.dispatch", every=5)
def hand_out_waiting_cases(at: datetime) -> int:
    return dispatch_waiting(at=at)


@works("cases.forgotten_drafts", every=3600)
def drop_forgotten_drafts(at: datetime) -> int:
    return drop_forgotten(at)


@works("cases.forget_phrasings", every=3600)
def forget_what_was_phrased(at: datetime) -> int:
    forget_phrasings(at=at)
    return 0


@on_timer(REVISE)
def recompute_running_clocks(due: Sequence[Due], at: datetime) -> None:
    for timer in due:
        revise_batch(Revision.from_text(timer.subject), at=at)


@works("cases.check_clocks", every=86_400)
def compare_clocks_with_the_journal(at: datetime) -> int:
    check_the_clocks(at=at)
    # Once a night is enough, however many differ.
    return 0


@works("cases.train_topics", every=3)
def train_what_was_asked_for(at: datetime) -> int:
    return train_waiting(at=at)
