"""Promises, states and stages as sentences for the person they were made to."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiyin.cases.models import Case
from huiyin.cases.queries.portal import Matter
from huiyin.cases.rules.life import State
from huiyin.kernel.ui.words import moment_words
from huiyin.workforce.public import departments

STAGE_NAMES = {
    "received": gettext_lazy("Received"),
    "dispatched": gettext_lazy("Sent to the right department"),
    "in_progress": gettext_lazy("Being worked on"),
    "resolved": gettext_lazy("Resolved"),
    "called_back": gettext_lazy("Confirmed with you"),
}
STATE_SENTENCES = {
    State.RECEIVED: gettext_lazy("We have it, and are finding out who can solve it."),
    State.TRIAGED: gettext_lazy("It is with the department that can solve it."),
    State.IN_PROGRESS: gettext_lazy("Somebody is working on it."),
    State.WAITING_CUSTOMER: gettext_lazy("We wait for your answer to our question."),
    State.WAITING_THIRD_PARTY: gettext_lazy("We wait for somebody outside our house."),
    State.RESOLVED: gettext_lazy("We have answered. Tell us whether it is solved."),
    State.CALLED_BACK: gettext_lazy("You told us how it went. Thank you."),
    State.CLOSED: gettext_lazy(
        "It is closed. If it is not solved, tell us: we take it up again."
    ),
    State.WITHDRAWN: gettext_lazy("You took it back."),
    State.MERGED: gettext_lazy("We handle it together with a matter of the same cause."),
}
MEANINGS = {
    State.WAITING_CUSTOMER: "attention",
    State.RESOLVED: "ok",
    State.CALLED_BACK: "ok",
    State.CLOSED: "ok",
    State.WITHDRAWN: "plain",
    State.MERGED: "plain",
}


def state_sentence(case: Case) -> str:
    """Return in one sentence how the matter stands and what comes next."""
    return str(STATE_SENTENCES[State(case.state)])


def meaning_of(case: Case) -> str:
    return MEANINGS.get(State(case.state), "information")


def promise_sentences(matter: Matter, *, at: datetime) -> list[str]:
    """Return what was promised, as sentences; honest where a promise was missed."""
    promise, said = matter.promise, []
    if promise.response_by is not None and promise.response_by >= at:
        said.append(_("You hear from us by %(moment)s.") % _when(promise.response_by))
    if promise.is_missed and promise.answer_by is not None:
        said.append(
            _(
                "We promised an answer by %(moment)s and did not keep it. We are sorry; "
                "a supervisor sees this matter now."
            )
            % _when(promise.answer_by)
        )
    elif promise.answer_by is not None:
        said.append(
            _("You have our answer by %(moment)s at the latest.") % _when(promise.answer_by)
        )
    elif promise.is_paused:
        said.append(
            _("The promised time goes on counting as soon as we have what we wait for.")
        )
    if matter.asked is not None:
        said.append(
            _("Please rate it by %(moment)s; after that we take it as solved.")
            % _when(matter.asked.expires_at)
        )
    return said


def steps_of(matter: Matter) -> list[dict[str, object]]:
    """Return the stages for the stepper: names, moments, departments; never a person's name."""
    names = {department.code: department.name for department in departments()}
    return [
        {
            "label": STAGE_NAMES[stage.code],
            "state": stage.state,
            "who": " · ".join(
                part for part in (_date(stage.at), names.get(stage.department, "")) if part
            ),
        }
        for stage in matter.stages
    ]


def _date(moment: datetime | None) -> str:
    """Return the date itself: on a phone nothing can be hovered over."""
    return moment_words(moment)[:16] if moment else ""


def _when(moment: datetime) -> dict[str, str]:
    return {"moment": moment_words(moment)}
