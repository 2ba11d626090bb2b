"""Calling the action behind a verb, and saying what was done."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from huiyin.cases.actions.answer_case import add_note, answer_case
from huiyin.cases.actions.appeal_case import appeal_case
from huiyin.cases.actions.classify_case import classify_case
from huiyin.cases.actions.close_case import close_case
from huiyin.cases.actions.create_article import create_article
from huiyin.cases.actions.grant_concession import decide_concession, grant_concession
from huiyin.cases.actions.issue_work_order import (
    accept_work_order,
    end_work_order,
    issue_work_order,
)
from huiyin.cases.actions.merge_cases import keep_apart, merge_cases, undo_apart, undo_merge
from huiyin.cases.actions.pause_case import pause_case, resume_case
from huiyin.cases.actions.rate_case import Rating, record_call_back
from huiyin.cases.actions.record_call import record_call
from huiyin.cases.actions.reopen_case import reopen_case
from huiyin.cases.actions.resolve_case import resolve_case
from huiyin.cases.actions.take_case import hand_over_case, take_case
from huiyin.cases.actions.urge_case import urge_case
from huiyin.kernel.access.roles import Actor
from huiyin.knowledge.public import discard_draft


@dataclass(frozen=True, slots=True, kw_only=True)
class Doing:
    """One act on its way: on which case, with what was filled in."""

    ref: str
    data: dict[str, Any]
    at: datetime
    actor: Actor


def take(do: Doing) -> str:
    take_case(ref=do.ref, at=do.at, actor=do.actor)
    return _("You hold %(ref)s now.") % {"ref": do.ref}


def hand_over(do: Doing) -> str:
    department, _sep, team = do.data["to"].partition("/")
    hand_over_case(
        ref=do.ref,
        department=department,
        team=team,
        person_id=int(do.data["person"]) if do.data["person"] else None,
        why=do.data["why"],
        at=do.at,
        actor=do.actor,
    )
    return _("%(ref)s was handed over.") % {"ref": do.ref}


def classify(do: Doing) -> str:
    classify_case(
        ref=do.ref,
        topic=do.data["topic"],
        urgency=do.data["urgency"],
        at=do.at,
        actor=do.actor,
    )
    return _("The topic is set; the promises were counted anew.")


def wait(do: Doing) -> str:
    pause_case(ref=do.ref, at=do.at, actor=do.actor, **do.data)
    return _("The case waits; its own promises stopped counting.")


def resume(do: Doing) -> str:
    resume_case(ref=do.ref, at=do.at, actor=do.actor)
    return _("Work goes on; the promises count again.")


def issue(do: Doing) -> str:
    department, _sep, team = do.data["to"].partition("/")
    order = issue_work_order(
        ref=do.ref,
        department=department,
        team=team,
        task=do.data["task"],
        at=do.at,
        actor=do.actor,
    )
    return _("Work order %(ref)s was issued.") % {"ref": order}


def accept_order(do: Doing) -> str:
    accept_work_order(ref=do.data["of"], at=do.at, actor=do.actor)
    return _("You hold work order %(ref)s now.") % {"ref": do.data["of"]}


def end_order(do: Doing) -> str:
    order = do.data.pop("of")
    end_work_order(ref=order, at=do.at, actor=do.actor, **do.data)
    return _("Work order %(ref)s is ended.") % {"ref": order}


def resolve(do: Doing) -> str:
    resolve_case(ref=do.ref, at=do.at, actor=do.actor, **do.data)
    return _("%(ref)s is resolved; the customer is asked whether it holds.") % {"ref": do.ref}


def close(do: Doing) -> str:
    close_case(ref=do.ref, why=do.data["why"], at=do.at, actor=do.actor)
    return _("%(ref)s is closed.") % {"ref": do.ref}


def reopen(do: Doing) -> str:
    reopen_case(ref=do.ref, why=do.data["why"], at=do.at, actor=do.actor)
    return _("%(ref)s is open again, with new promises.") % {"ref": do.ref}


def merge(do: Doing) -> str:
    into = do.data["into"].strip().upper()
    merge_cases(ref=do.ref, into=into, at=do.at, actor=do.actor)
    return _("%(ref)s is part of %(into)s now. It can be taken apart again.") % {
        "ref": do.ref,
        "into": into,
    }


def take_apart(do: Doing) -> str:
    undo_merge(ref=do.ref, at=do.at, actor=do.actor)
    return _("%(ref)s stands on its own again.") % {"ref": do.ref}


def tell_apart(do: Doing) -> str:
    keep_apart(ref=do.ref, other=do.data["of"], at=do.at, actor=do.actor)
    return _("These two are not suggested again.")


def suggest_again(do: Doing) -> str:
    undo_apart(ref=do.ref, other=do.data["of"], at=do.at, actor=do.actor)
    return _("These two may be one matter again.")


def concede(do: Doing) -> str:
    state = grant_concession(
        ref=do.ref,
        amount_micro=int(do.data["amount"] * Decimal(1_000_000)),
        currency=do.data["currency"],
        reason=do.data["reason"],
        at=do.at,
        actor=do.actor,
    )
    if state == "granted":
        return _("Granted; the customer is told.")
    return _("This is beyond your authority, so it waits for approval.")


def decide(do: Doing) -> str:
    is_approved = do.data["is_approved"] == "yes"
    decide_concession(
        ref=do.ref,
        concession_id=int(do.data["of"]),
        is_approved=is_approved,
        decision=do.data["decision"],
        at=do.at,
        actor=do.actor,
    )
    return _("Approved; the customer is told.") if is_approved else _("Rejected.")


def appeal(do: Doing) -> str:
    appeal_case(ref=do.ref, at=do.at, actor=do.actor, **do.data)
    return _("The appeal is written down; supervision is told.")


def teach(do: Doing) -> str:
    article = create_article(ref=do.ref, at=do.at, actor=do.actor, **do.data)
    return _("Draft %(ref)s is kept; it stands beside the case under its articles.") % {
        "ref": article
    }


def forget(do: Doing) -> str:
    discard_draft(ref=do.data["of"], source_story=do.ref, at=do.at, actor=do.actor)
    return _("Draft %(ref)s was put away.") % {"ref": do.data["of"]}


def urge(do: Doing) -> str:
    urge_case(ref=do.ref, why=do.data["why"], at=do.at, actor=do.actor)
    return _("Urged: whoever is responsible was told.")


def call_back(do: Doing) -> str:
    yes_no = {"yes": True, "no": False}
    rating = Rating(
        score=int(do.data["score"]) if do.data["score"] else None,
        is_solved=yes_no.get(do.data["is_solved"]),
        is_timely=yes_no.get(do.data["is_timely"]),
        words=do.data["words"],
    )
    outcome = do.data["outcome"]
    record_call_back(ref=do.ref, outcome=outcome, rating=rating, at=do.at, actor=do.actor)
    return _("The call-back is written down.")


def reply(do: Doing) -> str:
    answer_case(ref=do.ref, at=do.at, actor=do.actor, **do.data)
    return _("Sent to the customer.")


def note(do: Doing) -> str:
    add_note(ref=do.ref, body=do.data["body"], at=do.at, actor=do.actor)
    return _("The note is written; only staff see it.")


def call(do: Doing) -> str:
    is_ours = do.data["direction"] == "out"
    record_call(ref=do.ref, is_ours=is_ours, words=do.data["words"], at=do.at, actor=do.actor)
    return _("The call is written down.")
