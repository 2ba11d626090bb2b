"""Saving a changed case, and the refusals that many acts share."""

from datetime import datetime

from django.utils.translation import gettext as _

from huiyin.cases.actions.run_clocks import queue_case
from huiyin.cases.models import STATE_NAMES, Case
from huiyin.cases.rules.life import ENDED, State, is_open, may_become
from huiyin.kernel.journal.events import Event
from huiyin.kernel.journal.record import record
from huiyin.kernel.refusal import Refusal
from huiyin.notifications.public import NewNotice, notify


class WrongState(Refusal):
    """The case is past or short of what was asked."""

    code = "wrong_state"
    status = 409


def keep_case(case: Case, *, at: datetime) -> None:
    """Save the case and let it stand in its queue as it is now."""
    case.updated_at = at
    case.save()
    queue_case(case)


def tell(case: Case, event: Event, *, at: datetime, actor_id: str) -> int:
    """Record what happened to the case in its story."""
    return record(event, story=case.ref, at=at, actor=actor_id)


def send_notice(case: Case, code: str, *, at: datetime, key: str = "", **values: str) -> None:
    """Queue a notice to the customer, if we know one; once per case, code, cycle and key."""
    if case.customer_id is None:
        return
    notice = NewNotice(
        code=code,
        customer_id=case.customer_id,
        story=case.ref,
        values={"ref": case.ref, **values},
        dedupe_key=f"{case.ref}:{code}:{case.cycle}:{key}",
    )
    notify(notices=[notice], at=at)


def become(case: Case, wanted: State) -> None:
    """Change the state, or raise WrongState with what would have to come first."""
    if not may_become(case.state, wanted):
        raise WrongState(
            _("%(ref)s is %(state)s and cannot become %(wanted)s. %(hint)s")
            % {
                "ref": case.ref,
                "state": STATE_NAMES[State(case.state)],
                "wanted": STATE_NAMES[wanted],
                "hint": _hint(case),
            }
        )
    case.state = wanted


def require_open(case: Case) -> None:
    """Raise WrongState unless somebody still has something to do on the case."""
    if is_open(case.state):
        return
    raise WrongState(
        _("%(ref)s is %(state)s; nothing more can be done to it. %(hint)s")
        % {"ref": case.ref, "state": STATE_NAMES[State(case.state)], "hint": _hint(case)}
    )


def _hint(case: Case) -> str:
    if case.state == State.MERGED and case.merged_into:
        return _("Go on in %(ref)s.") % {"ref": case.merged_into.ref}
    if case.state in ENDED or not is_open(case.state):
        return _("Reopen it first.")
    return ""
