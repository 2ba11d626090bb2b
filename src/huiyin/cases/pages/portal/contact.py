"""How we reach whoever says something: confirmed by a code, or not at all."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from huiyin.cases.pages.portal import codes
from huiyin.cases.pages.portal.draft import draft_of, keep_draft
from huiyin.cases.pages.portal.forms import CodeForm, ContactForm
from huiyin.cases.pages.portal.steps import Step, next_step, show_step
from huiyin.cases.pages.portal.visitor import personal
from huiyin.kernel.refusal import Refusal


@personal
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for a contact and send a code to it; or go on without one."""
    draft = draft_of(request)
    if not draft.words:
        return redirect("portal:say")
    if request.method == "POST" and "nameless" in request.POST:
        draft.is_nameless, draft.is_confirmed, draft.kind, draft.value = True, False, "", ""
        keep_draft(request, draft)
        return redirect(next_step(request, draft))
    form = ContactForm(request.POST or None, initial={"contact": draft.value})
    refusal = None
    if form.is_valid():
        try:
            codes.send_and_remember(request, form.cleaned_data["contact"])
        except Refusal as error:
            refusal = error
        else:
            return redirect("portal:contact_code")
    return show_step(request, Step.CONTACT, form, refusal)


@personal
def code(request: HttpRequest) -> HttpResponse:
    """Ask for the code that proves the contact."""
    draft, sent = draft_of(request), codes.code_on_its_way(request)
    if sent is None or not draft.words:
        return redirect("portal:contact")
    form = CodeForm(request.POST or None)
    refusal = None
    if form.is_valid():
        try:
            contact = codes.confirm(request, typed=form.cleaned_data["code"])
        except Refusal as error:
            refusal = error
        else:
            draft.kind, draft.value = contact.kind, contact.value
            draft.is_confirmed, draft.is_nameless = True, False
            keep_draft(request, draft)
            return redirect(next_step(request, draft))
    return show_step(request, Step.CODE, form, refusal, contact=sent.value)
