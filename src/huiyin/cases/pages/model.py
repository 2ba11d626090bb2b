"""Model health: how well topics are understood, and teaching the model what people decided."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, TypeAlias

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from huiyin.cases.access import CLASSIFY, TEND_MODEL, VIEW
from huiyin.cases.actions.train_model import ask_for_training
from huiyin.cases.actions.use_model import accept_model, discard_model, roll_back_model
from huiyin.cases.events.learning import STORY
from huiyin.cases.pages.model_figures import (
    WEEKS,
    calibration_chart,
    confusion_rows,
    points,
    topic_rows,
    weekly_chart,
)
from huiyin.cases.queries.lessons import (
    count_lessons,
    decided_cases,
    decisions,
    triage_share,
)
from huiyin.cases.queries.model_health import last_run, model_in_use, version_before
from huiyin.cases.queries.wording import names
from huiyin.cases.rules.learning import ENOUGH, tally
from huiyin.kernel.access.actor import Request
from huiyin.kernel.access.names import actor_names
from huiyin.kernel.access.roles import Actor, require
from huiyin.kernel.clock import now
from huiyin.kernel.journal.story import story_of
from huiyin.kernel.refusal import NotFound, Refusal
from huiyin.kernel.ui.fragments import render_page

PERIOD = timedelta(weeks=WEEKS)
SHOWN_EVENTS = 8
Verb: TypeAlias = Callable[[int, datetime, Actor], str]


@login_required
@require_safe
def show(request: Request) -> HttpResponse:
    """Show how good the model in use is and what may take its place."""
    require(request.actor, TEND_MODEL)
    return _page(request)


@login_required
@require_POST
def act(request: Request, verb: str) -> HttpResponse:
    """Train, stop, accept, discard or roll back."""
    require(request.actor, TEND_MODEL)
    if verb not in VERBS:
        raise NotFound(_("Models know no such act. Go back and choose another."))
    run = request.POST.get("run", "")
    try:
        said = VERBS[verb](int(run) if run.isdecimal() else 0, now(), request.actor)
    except Refusal as refusal:
        return _page(request, refusal=refusal)
    messages.success(request, said)
    return redirect("cases:model")


@login_required
@require_safe
def pair(request: Request) -> HttpResponse:
    """List the cases that were understood as one topic and decided to be another."""
    require(request.actor, TEND_MODEL)
    require(request.actor, VIEW)
    at = now()
    judged, decided = (request.GET.get(name, "")[:60] for name in ("judged", "decided"))
    known = names(at=at)
    found = decided_cases(
        judged=judged, decided=decided, since=at - PERIOD, actor=request.actor
    )
    context = {
        "judged": known.topic(judged),
        "decided": known.topic(decided),
        "found": [{**one, "percent": round(100 * one["confidence"])} for one in found],
    }
    return render_page(request, "cases/model_pair.html", context)


def _page(request: Request, *, refusal: Refusal | None = None) -> HttpResponse:
    at = now()
    context = {
        **_model(),
        **_candidate(at),
        **_measured(at),
        "may_view": VIEW.allows(request.actor),
        "may_classify": CLASSIFY.allows(request.actor),
        "history": _history(),
        "refusal": refusal,
    }
    status = refusal.status if refusal else 200
    return render_page(request, "cases/model.html", context, partial="candidate", status=status)


def _model() -> dict[str, Any]:
    model = model_in_use()
    new = count_lessons(after=model.taught_until if model else None)
    return {
        "model": model,
        "accuracy": _percent(model.figures.get("accuracy")) if model else "",
        "before": version_before(),
        "new": new,
        "enough": ENOUGH,
        "lacking": max(0, ENOUGH - new),
    }


def _candidate(at: datetime) -> dict[str, Any]:
    run = last_run()
    if run is None or run.state != "ready":
        return {"run": run}
    known = names(at=at)
    sides = run.report["before"], run.report["after"]
    return {
        "run": run,
        "figures": [
            (
                title,
                *(_percent(side[key]) for side in sides),
                points(*(side[key] for side in sides)),
                hint,
            )
            for title, key, hint in (
                (_("Right"), "accuracy", _("of the decisions held out")),
                (_("Right, every topic counting alike"), "macro_f1", _("macro-F1")),
                (
                    _("Confidence off the mark"),
                    "calibration_error",
                    _("less is better: expected calibration error"),
                ),
            )
        ],
        "is_better": sides[1]["accuracy"] > sides[0]["accuracy"],
        "topics": topic_rows(run.report["topics"], known),
    }


def _measured(at: datetime) -> dict[str, Any]:
    found = decisions(since=at - PERIOD)
    known = names(at=at)
    read, unsure = triage_share(since=at - PERIOD)
    right, sure = tally(found), tally(one for one in found if not one.was_waiting)
    return {
        "weeks": WEEKS,
        "decided": right.decided,
        "right": right.percent,
        "sure": sure,
        "read": read,
        "unsure": round(100 * unsure / read, 1) if read else None,
        "weekly": weekly_chart(found, at=at),
        "confusion": confusion_rows(found, known),
        "calibration": calibration_chart(found),
    }


def _history() -> list[dict[str, Any]]:
    told = story_of(story=STORY)[: -SHOWN_EVENTS - 1 : -1]
    actors = actor_names([line.actor for line in told])
    return [
        {"at": line.at, "sentence": line.sentence, "actor": actors.get(line.actor, "")}
        for line in told
    ]


def _percent(share: float | None) -> str:
    return "" if share is None else f"{100 * share:.1f} %"


def _train(_run: int, at: datetime, actor: Actor) -> str:
    ask_for_training(at=at, actor=actor)
    return _("A worker trains a candidate; the model in use stays as it is.")


def _accept(run: int, at: datetime, actor: Actor) -> str:
    version = accept_model(run_id=run, at=at, actor=actor)
    return _("Model %(version)s is in use. It can be rolled back here.") % {"version": version}


def _discard(run: int, at: datetime, actor: Actor) -> str:
    discard_model(run_id=run, at=at, actor=actor)
    return _("The candidate was discarded; the model in use stays.")


def _roll_back(_run: int, at: datetime, actor: Actor) -> str:
    version = roll_back_model(at=at, actor=actor)
    return _("Model %(version)s is in use again.") % {"version": version}


VERBS: dict[str, Verb] = {
    "train": _train,
    "accept": _accept,
    "discard": _discard,
    "roll-back": _roll_back,
}
