"""Checking what was understood, and sending it: once, however often it is sent."""

from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language

from huiyin.cases.actions.keep_draft_files import read_files
from huiyin.cases.actions.open_cases import open_cases
from huiyin.cases.models import Case
from huiyin.cases.pages.portal.draft import Draft, draft_of, drop_draft
from huiyin.cases.pages.portal.sentences import promise_sentences
from huiyin.cases.pages.portal.steps import Step, next_step, show_step
from huiyin.cases.pages.portal.visitor import (
    hold_ref,
    let_in,
    personal,
    proven_contact,
    visitor_of,
)
from huiyin.cases.queries.links import follow_token
from huiyin.cases.queries.portal import first_words, matter_of
from huiyin.cases.rules.opening import NewComplaint, Opened
from huiyin.customers.public import Contact
from huiyin.kernel.access.throttle import client_address, throttle
from huiyin.kernel.clock import now
from huiyin.kernel.refusal import Refusal
from huiyin.kernel.ui.fragments import render_page
from huiyin.standards.public import topic_names

SOURCE = "portal"
LAST = "portal_last"
PER_ADDRESS = 60
HOUR = timedelta(hours=1)


@personal
def check(request: HttpRequest) -> HttpResponse:
    """Show the answers before they are sent; send them."""
    draft = draft_of(request)
    last = request.session.get(LAST, {})
    if request.method == "POST" and request.POST.get("token", "") == last.get("token"):
        return redirect("portal:done")
    step = next_step(request, draft)
    if step != "portal:check":
        return redirect(step)
    refusal = None
    if request.method == "POST":
        try:
            return _send(request, draft)
        except Refusal as error:
            refusal = error
    return show_step(request, Step.CHECK, None, refusal, draft=draft, topic=_topic_name(draft))


@personal
def done(request: HttpRequest) -> HttpResponse:
    """Say the reference, what was understood, and by when there is an answer."""
    last = request.session.get(LAST)
    if not last:
        return redirect("portal:start")
    at, visitor = now(), visitor_of(request)
    matter = matter_of(ref=last["ref"], visitor=visitor, at=at)
    link = ""
    if matter.case.customer_id is None:
        path = reverse("portal:follow", args=[follow_token(matter.case.pk)])
        link = request.build_absolute_uri(path)
    context = {
        "matter": matter,
        "words": first_words(matter.case),
        "is_joined": last["outcome"] == "joined",
        "promises": promise_sentences(matter, at=at),
        "link": link,
    }
    return render_page(request, "cases/portal/done.html", context)


def _send(request: HttpRequest, draft: Draft) -> HttpResponse:
    at = now()
    throttle(
        what="portal.say",
        who=client_address(request),
        limit=PER_ADDRESS,
        within=HOUR,
        at=at,
    )
    visitor = visitor_of(request)
    contact = _contact(request, draft)
    complaint = _complaint(draft, contact, visitor.customer_id, at=at)
    opened = open_cases(complaints=[complaint], at=at, actor_id=visitor.actor_id)[0]
    _remember(request, opened, token=draft.token, is_proven=contact is not None, at=at)
    drop_draft(request)
    return redirect("portal:done")


def _contact(request: HttpRequest, draft: Draft) -> Contact | None:
    """Return the contact that was proven for this, or at the sign-in; never a mere claim."""
    if draft.is_confirmed:
        return Contact(draft.kind, draft.value)
    return proven_contact(request)


def _complaint(
    draft: Draft, contact: Contact | None, customer_id: int | None, *, at: datetime
) -> NewComplaint:
    return NewComplaint(
        body=draft.words,
        at=at,
        channel="web",
        contacts=((contact.kind, contact.value),) if contact else (),
        customer_id=None if contact else customer_id,
        source=SOURCE,
        external_id=draft.token,
        topic=draft.topic,
        place=draft.place,
        language=get_language() or "",
        files=read_files(draft.token, draft.files),
    )


def _remember(
    request: HttpRequest, opened: Opened, *, token: str, is_proven: bool, at: datetime
) -> None:
    """Let the person who just proved a contact follow the case without another code."""
    customer_id = Case.objects.values_list("customer_id", flat=True).get(ref=opened.ref)
    if customer_id is None:
        hold_ref(request, opened.ref)
    elif is_proven:
        request.session.cycle_key()
        let_in(request, customer_id, at=at)
    request.session[LAST] = {"token": token, "ref": opened.ref, "outcome": opened.outcome}


def _topic_name(draft: Draft) -> str:
    return topic_names(language=get_language() or "zh-hans").get(draft.topic, "")
