"""Doing something to a case: the form of a verb, and what comes of sending it."""

import json
from urllib.parse import urlsplit

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from huiyin.cases.access import see_case
from huiyin.cases.models import Case
from huiyin.cases.pages.case import case_context
from huiyin.cases.pages.doings import Doing
from huiyin.cases.pages.forms import Place
from huiyin.cases.pages.suggestion import words_of
from huiyin.cases.pages.verbs import VERBS, Verb
from huiyin.kernel.access.actor import Request
from huiyin.kernel.access.roles import require
from huiyin.kernel.clock import now
from huiyin.kernel.refusal import NotFound, Refusal
from huiyin.kernel.ui.fragments import is_fragment, render_page


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: Request, ref: str, verb: str) -> HttpResponse:
    """Show the form of a verb, or do it."""
    case = see_case(ref=ref, actor=request.actor)
    if verb not in VERBS:
        raise NotFound(_("Cases know no such act. Go back and choose another."))
    chosen = VERBS[verb]
    require(request.actor, chosen.permission, department=case.department, region=case.region)
    place = Place(case=case, at=now())
    auto_id = f"{verb}_%s"
    if request.method != "POST":
        first = _first_values(request, case)
        form = chosen.form(place=place, initial=first, auto_id=auto_id)
        return _answer(request, case, chosen, form)
    form = chosen.form(request.POST, place=place, auto_id=auto_id)
    if not form.is_valid():
        return _answer(request, case, chosen, form, status=422)
    doing = Doing(ref=ref, data=dict(form.cleaned_data), at=place.at, actor=request.actor)
    try:
        said = chosen.run(doing)
    except Refusal as refusal:
        return _answer(request, case, chosen, form, refusal=refusal, status=refusal.status)
    return _done(request, ref, said)


def _first_values(request: Request, case: Case) -> dict[str, str]:
    """Return what the address fills in: what the act is about, an answer taken over."""
    first = {name: request.GET[name] for name in ("of", "into") if name in request.GET}
    if "suggested" in request.GET:
        source = request.GET["suggested"]
        first["body"] = words_of(case=case, actor=request.actor, ref=source)
    return first


def _answer(
    request: Request,
    case: Case,
    verb: Verb,
    form: forms.Form,
    *,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {"case": case, "verb": verb, "form": form, "refusal": refusal}
    return render_page(request, "cases/act.html", context, partial="act", status=status)


def _done(request: Request, ref: str, said: str) -> HttpResponse:
    """Show the case as it is now, or the queue where it is out of sight."""
    try:
        case = see_case(ref=ref, actor=request.actor)
    except NotFound:
        if not is_fragment(request):
            messages.success(request, said)
            return redirect("cases:queue")
        return _go(request, said, to=reverse("cases:queue"))
    address = reverse("cases:case", args=[ref])
    if not is_fragment(request):
        messages.success(request, said)
        return redirect(address)
    if request.POST.get("in") == "row":
        return _off_the_list(said)
    shown = urlsplit(request.headers.get("HX-Current-URL", "")).path
    if shown != address:
        return _go(request, said, to=address if shown.startswith(address) else "")
    response = render_page(
        request, "cases/case.html", case_context(request, case), partial="case"
    )
    response["HX-Retarget"] = "#case"
    response["HX-Reswap"] = "outerHTML"
    response["HX-Trigger"] = json.dumps({"announce": said})
    return response


def _off_the_list(said: str) -> HttpResponse:
    """Take the row the act was done from off its list."""
    response = HttpResponse()
    response["HX-Retarget"] = "closest tr"
    response["HX-Reswap"] = "delete"
    response["HX-Trigger"] = json.dumps({"announce": said})
    return response


def _go(request: Request, said: str, *, to: str) -> HttpResponse:
    """Show another page, or the same page anew."""
    messages.success(request, said)
    response = HttpResponse()
    response["HX-Redirect" if to else "HX-Refresh"] = to or "true"
    return response
