"""The phone console: written while the customer talks."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from huiyin.cases.access import OPEN, visible_cases
from huiyin.cases.actions.keep_draft_files import read_files
from huiyin.cases.actions.open_cases import open_cases
from huiyin.cases.actions.solve_on_the_spot import solve_on_the_spot
from huiyin.cases.actions.take_case import holder_of
from huiyin.cases.actions.understand_words import understand_words
from huiyin.cases.pages.forms import cause_choices, topic_choices, worded
from huiyin.cases.pages.lines import Line, case_lines
from huiyin.cases.pages.parked import (
    Shelf,
    clear_shelf,
    files_field,
    keep_shelf,
    shelf_of,
    take_in,
)
from huiyin.cases.queries.wording import SIGNAL_NAMES, URGENCY_NAMES, names, word
from huiyin.cases.rules.life import ENDED
from huiyin.cases.rules.opening import NewComplaint, Opened
from huiyin.customers.public import Contact, CustomerCard, find_customers
from huiyin.kernel.access.actor import Request
from huiyin.kernel.access.roles import Actor, require
from huiyin.kernel.clock import now
from huiyin.kernel.refusal import Refusal
from huiyin.kernel.ui.fragments import is_fragment, render_page

SHOWN = 8
ENOUGH_WORDS = 4


class CallForm(forms.Form):
    """What is written down during a call; `call` tells the calls of two windows apart."""

    call = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)
    number = forms.CharField(label=gettext_lazy("Calling number"), max_length=40)
    name = forms.CharField(label=gettext_lazy("Name"), max_length=80, required=False)
    words = forms.CharField(
        label=gettext_lazy("What the customer says"), widget=forms.Textarea, max_length=8000
    )
    suggested = forms.CharField(max_length=60, required=False)
    topic = forms.ChoiceField(label=gettext_lazy("Another topic"), required=False)
    urgency = forms.ChoiceField(label=gettext_lazy("Urgency"), required=False)
    place = forms.CharField(label=gettext_lazy("Place"), max_length=120, required=False)
    attachments = files_field()
    answer = forms.CharField(
        label=gettext_lazy("What solved it"),
        widget=forms.Textarea,
        max_length=8000,
        required=False,
    )
    cause = forms.ChoiceField(label=gettext_lazy("Cause"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        topic, urgency, cause = (self.fields[name] for name in ("topic", "urgency", "cause"))
        assert isinstance(topic, forms.ChoiceField)  # noqa: S101 - declared above
        assert isinstance(urgency, forms.ChoiceField)  # noqa: S101 - declared above
        assert isinstance(cause, forms.ChoiceField)  # noqa: S101 - declared above
        topic.choices = topic_choices(())
        urgency.choices = [("", _("by the words")), *worded(URGENCY_NAMES)]
        cause.choices = cause_choices()


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Who calls, with the cases that are open and how many there were."""

    card: CustomerCard | None
    open: list[Line]
    count: int


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: Request) -> HttpResponse:
    """Show the console; open what was written, or solve it on the spot."""
    require(request.actor, OPEN)
    at = now()
    call = request.POST.get("call", "") or secrets.token_urlsafe(16)
    shelf = shelf_of(request, call)
    if request.method != "POST":
        form = CallForm(initial={"number": request.GET.get("number", ""), "call": call})
        return _console(request, form, at=at, shelf=shelf)
    # Before anything is judged: the files must not have to be chosen again.
    refusal, is_left_out = take_in(request, token=shelf.token, files=shelf.files)
    keep_shelf(request, shelf)
    act = request.POST.get("act", "look")
    if is_left_out or act == "look":
        form = CallForm(initial=request.POST.dict())
        return _console(request, form, at=at, shelf=shelf, refusal=refusal)
    form = CallForm(request.POST, request.FILES)
    if refusal or not form.is_valid():
        return _console(request, form, at=at, shelf=shelf, refusal=refusal, status=422)
    try:
        opened = _open(act, form.cleaned_data, shelf, at=at, actor=request.actor)
    except Refusal as error:
        return _console(request, form, at=at, shelf=shelf, refusal=error, status=error.status)
    clear_shelf(request, shelf)
    messages.success(request, _said(opened, act))
    return redirect("cases:case", ref=opened.ref)


def _open(
    act: str, data: dict[str, Any], shelf: Shelf, *, at: datetime, actor: Actor
) -> Opened:
    complaint = NewComplaint(
        body=data["words"],
        at=at,
        channel="phone",
        contacts=(("phone", data["number"]),),
        name=data["name"],
        topic=data["topic"] or data["suggested"],
        urgency=data["urgency"],
        place=data["place"],
        kept_by=holder_of(actor, at=at).person_id if act == "keep" else None,
        files=read_files(shelf.token, shelf.files),
    )
    if act != "solve":
        return open_cases(complaints=[complaint], at=at, actor_id=actor.id)[0]
    return solve_on_the_spot(
        complaint=complaint, answer=data["answer"], cause=data["cause"], at=at, actor=actor
    )


def _said(opened: Opened, act: str) -> str:
    if act == "solve":
        return _("%(ref)s is opened and solved.") % {"ref": opened.ref}
    return {
        "joined": _("The customer asks again about %(ref)s: what was said is there now."),
        "repeated": _("%(ref)s is opened, as a repeat of an earlier case. Tell the number."),
    }.get(opened.outcome, _("%(ref)s is opened. Tell the customer this number.")) % {
        "ref": opened.ref
    }


def _console(
    request: Request,
    form: CallForm,
    *,
    at: datetime,
    shelf: Shelf,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    number = str(form["number"].value() or "")
    words = str(form["words"].value() or "")
    context = {
        "form": form,
        "refusal": refusal,
        "is_solving": request.POST.get("act") == "solve",
        "parked": shelf.files,
        "caller": _caller(number, request.actor, at=at) if number else None,
    } | _understood(words, chosen=str(form["suggested"].value() or ""), at=at)
    return render_page(request, "cases/phone.html", context, status=status)


@login_required
@require_POST
def caller(request: Request) -> HttpResponse:
    """Show who has the number that is being typed."""
    require(request.actor, OPEN)
    if not is_fragment(request):
        return redirect("cases:phone")
    number = request.POST.get("number", "")[:40]
    found = _caller(number, request.actor, at=now()) if number.strip() else None
    return render_page(request, "cases/_caller.html", {"caller": found})


@login_required
@require_POST
def understood(request: Request) -> HttpResponse:
    """Show what the words that are being typed seem to be about."""
    require(request.actor, OPEN)
    if not is_fragment(request):
        return redirect("cases:phone")
    chosen = request.POST.get("suggested", "")
    context = _understood(request.POST.get("words", "")[:8000], chosen=chosen, at=now())
    return render_page(request, "cases/_understood.html", context)


def _caller(number: str, actor: Actor, *, at: datetime) -> Caller:
    card = next(iter(find_customers(contacts=[Contact("phone", number)]).values()), None)
    if card is None:
        return Caller(card=None, open=[], count=0)
    theirs = visible_cases(actor).filter(customer_id=card.id)
    still_open = theirs.exclude(state__in=ENDED).order_by("-opened_at", "-id")[:SHOWN]
    return Caller(card=card, open=case_lines(list(still_open), at=at), count=theirs.count())


def _understood(words: str, *, chosen: str, at: datetime) -> dict[str, Any]:
    if len(words.strip()) < ENOUGH_WORDS:
        return {"suggestions": [], "signals": [], "judged_urgency": "", "is_read": False}
    read = understand_words([words])[0]
    known = names(at=at)
    offered = [
        (each.topic, known.topic(each.topic), round(each.confidence * 100))
        for each in read.judgement.suggestions
    ]
    codes = [topic for topic, _name, _percent in offered]
    first = chosen if chosen in codes else next(iter(codes), "")
    return {
        "suggestions": [(*one, one[0] == first) for one in offered],
        "signals": [word(SIGNAL_NAMES, signal) for signal in sorted(read.signals)],
        "judged_urgency": word(URGENCY_NAMES, read.urgency),
        "is_read": True,
    }
