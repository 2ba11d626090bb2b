"""Taking or assigning several cases at once; each is decided for itself."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from huiyin.cases.access import ASSIGN, WORK, visible_cases
from huiyin.cases.actions.take_case import hand_over_case, take_case
from huiyin.cases.models import Case
from huiyin.cases.pages.forms import HandOverForm, Place
from huiyin.kernel.access.actor import Request
from huiyin.kernel.access.roles import require
from huiyin.kernel.clock import now
from huiyin.kernel.refusal import Refusal
from huiyin.kernel.ui.fragments import render_page

MOST = 200


@login_required
@require_POST
def act(request: Request) -> HttpResponse:
    """Do one thing to each chosen case, and say how many went and which did not."""
    refs = request.POST.getlist("ref")[:MOST]
    back = _back(request)
    if not refs:
        messages.error(request, _("No case is chosen. Tick the boxes of some rows first."))
        return redirect(back)
    if request.POST.get("act") == "take":
        return _take(request, refs, back=back)
    return _assign(request, refs, back=back)


def _take(request: Request, refs: Sequence[str], *, back: str) -> HttpResponse:
    require(request.actor, WORK)
    at = now()
    done = _each(request, refs, lambda ref: take_case(ref=ref, at=at, actor=request.actor))
    if done:
        said = ngettext("You hold %(count)d more case.", "You hold %(count)d more cases.", done)
        messages.success(request, said % {"count": done})
    return redirect(back)


def _assign(request: Request, refs: Sequence[str], *, back: str) -> HttpResponse:
    require(request.actor, ASSIGN)
    at = now()
    cases = list(visible_cases(request.actor, ASSIGN).filter(ref__in=refs).order_by("pk"))
    if not cases:
        messages.error(request, _("None of the chosen cases is yours to hand over."))
        return redirect(back)
    is_sent = "to" in request.POST
    form = HandOverForm(request.POST if is_sent else None, place=Place(case=cases[0], at=at))
    if not is_sent or not form.is_valid():
        return _ask(request, cases, form, back=back)
    done = _each(
        request,
        [case.ref for case in cases],
        lambda ref: _hand(ref, form.cleaned_data, at=at, request=request),
    )
    if done:
        said = ngettext(
            "%(count)d case was handed over.", "%(count)d cases were handed over.", done
        )
        messages.success(request, said % {"count": done})
    return redirect(back)


def _ask(
    request: Request, cases: Sequence[Case], form: HandOverForm, *, back: str
) -> HttpResponse:
    query = request.POST.get("back", "")
    context = {"cases": cases, "form": form, "back": back, "query": query}
    status = 422 if form.is_bound else 200
    return render_page(request, "cases/assign.html", context, status=status)


def _hand(ref: str, data: dict[str, Any], *, at: datetime, request: Request) -> None:
    department, _sep, team = data["to"].partition("/")
    hand_over_case(
        ref=ref,
        department=department,
        team=team,
        person_id=int(data["person"]) if data["person"] else None,
        why=data["why"],
        at=at,
        actor=request.actor,
    )


def _each(request: Request, refs: Sequence[str], do: Callable[[str], None]) -> int:
    """Do it to each in a transaction of its own; a refusal is told and stops nobody else."""
    done = 0
    for ref in refs:
        try:
            do(ref)
        except Refusal as refusal:
            messages.error(request, f"{ref}: {refusal.message}")
        else:
            done += 1
    return done


def _back(request: Request) -> str:
    """Return the list that was left; only ever a query of our own page."""
    query = request.POST.get("back", "")
    page = reverse("cases:queue")
    return f"{page}{query}" if query.startswith("?") else page
