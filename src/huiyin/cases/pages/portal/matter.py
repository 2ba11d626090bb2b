"""One matter: how it stands, what was said, and what its customer may do."""

import secrets
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from huiyin.cases.access import see_own_case
from huiyin.cases.actions.add_words import Said, add_words, ask_again
from huiyin.cases.actions.close_case import withdraw_case
from huiyin.cases.pages.parked import (
    Shelf,
    attachments_on,
    clear_shelf,
    keep_shelf,
    shelf_of,
    take_in,
)
from huiyin.cases.pages.portal import sentences
from huiyin.cases.pages.portal.forms import AddForm, AgainForm, RatingForm
from huiyin.cases.pages.portal.visitor import for_customers, is_signed_in, visitor_of
from huiyin.cases.queries.portal import Matter, matter_of
from huiyin.channels.public import MessageCard
from huiyin.kernel.access.throttle import client_address, throttle
from huiyin.kernel.clock import now
from huiyin.kernel.refusal import Refusal
from huiyin.kernel.ui.fragments import render_page

PER_ADDRESS = 120
HOUR = timedelta(hours=1)


@for_customers
def show(request: HttpRequest, ref: str) -> HttpResponse:
    """Show a matter with all that may be done to it now."""
    return show_matter(request, ref)


@for_customers
def on_paper(request: HttpRequest, ref: str) -> HttpResponse:
    """Show a matter as a document."""
    at = now()
    matter = matter_of(ref=ref, visitor=visitor_of(request), at=at)
    context = _context(request, matter) | {"printed_at": at}
    return render_page(request, "cases/portal/print.html", context)


@require_POST
@for_customers
def add(request: HttpRequest, ref: str) -> HttpResponse:
    """Take words and files."""
    see_own_case(ref=ref, visitor=visitor_of(request))
    shelf = shelf_of(request, ref)
    # Before anything is judged: the files must not have to be chosen again.
    refusal, is_left_out = take_in(request, token=shelf.token, files=shelf.files)
    keep_shelf(request, shelf)
    if is_left_out:
        typed = AddForm(initial=request.POST.dict())
        return show_matter(request, ref, refusal=refusal, status=200, add_form=typed)
    form = AddForm(request.POST, request.FILES)
    if refusal:
        return show_matter(request, ref, refusal=refusal, add_form=form)
    return _said(
        request,
        ref,
        form,
        act=add_words,
        done=_("We have your words."),
        name="add",
        shelf=shelf,
    )


@require_POST
@for_customers
def again(request: HttpRequest, ref: str) -> HttpResponse:
    """Take it up again."""
    form = AgainForm(request.POST)
    return _said(
        request, ref, form, act=ask_again, done=_("We have taken it up again."), name="again"
    )


@require_POST
@for_customers
def withdraw(request: HttpRequest, ref: str) -> HttpResponse:
    """Take it back, on the customer's own word."""
    case = see_own_case(ref=ref, visitor=visitor_of(request))
    try:
        withdraw_case(ref=ref, customer_id=case.customer_id, at=now())
    except Refusal as refusal:
        return show_matter(request, ref, refusal=refusal)
    return redirect("portal:matter", ref=ref)


def show_matter(
    request: HttpRequest,
    ref: str,
    *,
    refusal: Refusal | None = None,
    status: int | None = None,
    **typed: forms.Form,
) -> HttpResponse:
    """Show the matter; after a refusal with what was typed."""
    matter = matter_of(ref=ref, visitor=visitor_of(request), at=now())
    token = secrets.token_urlsafe(16)
    context = _context(request, matter) | {
        "refusal": refusal,
        "add_form": AddForm(initial={"token": token}),
        "again_form": AgainForm(initial={"token": token}),
        "rating_form": RatingForm(),
        "parked": shelf_of(request, ref).files,
        **typed,
    }
    if status is None:
        status = 200 if request.method != "POST" else refusal.status if refusal else 422
    return render_page(request, "cases/portal/matter.html", context, status=status)


def _said(
    request: HttpRequest,
    ref: str,
    form: Any,
    *,
    act: Any,
    done: str,
    name: str,
    shelf: Shelf | None = None,
) -> HttpResponse:
    visitor = visitor_of(request)
    see_own_case(ref=ref, visitor=visitor)
    if not form.is_valid():
        return show_matter(request, ref, **{f"{name}_form": form})
    try:
        throttle(
            what="portal.words",
            who=client_address(request),
            limit=PER_ADDRESS,
            within=HOUR,
            at=now(),
        )
        act(ref=ref, said=_read(form, shelf), visitor=visitor, at=now())
    except Refusal as refusal:
        return show_matter(request, ref, refusal=refusal, **{f"{name}_form": form})
    if shelf:
        clear_shelf(request, shelf)
    messages.success(request, done)
    return redirect("portal:matter", ref=ref)


def _read(form: forms.Form, shelf: Shelf | None) -> Said:
    return Said(
        words=form.cleaned_data["words"],
        token=form.cleaned_data["token"],
        files=attachments_on(shelf) if shelf else [],
    )


def _context(request: HttpRequest, matter: Matter) -> dict[str, Any]:
    case = matter.case
    return {
        "matter": matter,
        "case": case,
        "bubbles": [_bubble(case.ref, message) for message in matter.messages],
        "sentence": sentences.state_sentence(case),
        "meaning": sentences.meaning_of(case),
        "promises": sentences.promise_sentences(matter, at=now()),
        "steps": sentences.steps_of(matter),
        "is_signed_in": is_signed_in(request),
    }


def _bubble(ref: str, message: MessageCard) -> dict[str, Any]:
    is_own = message.direction == "in"
    return {
        "who": _("You") if is_own else _("Customer care"),
        # Seen from the customer's side: their words stand at the right.
        "side": "ours" if is_own else "theirs",
        "body": message.body,
        "at": message.at,
        "files": [
            {"name": file.name, "href": reverse("portal:file", args=[ref, file.id])}
            for file in message.attachments
            if file.is_kept
        ],
    }
