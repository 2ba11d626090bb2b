"""Signing in by a code that proves a phone number or an e-mail address."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from huiyin.cases.pages.portal import codes
from huiyin.cases.pages.portal.forms import CodeForm, ContactForm
from huiyin.cases.pages.portal.visitor import enter, is_signed_in, personal
from huiyin.cases.pages.portal.visitor import leave as forget
from huiyin.kernel.clock import now
from huiyin.kernel.refusal import Refusal
from huiyin.kernel.ui.fragments import render_page


@personal
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for the contact; what comes next is the same whether we know it or not."""
    if is_signed_in(request):
        return redirect("portal:matters")
    form = ContactForm(request.POST or None)
    refusal = None
    if form.is_valid():
        try:
            codes.send_and_remember(request, form.cleaned_data["contact"])
        except Refusal as error:
            refusal = error
        else:
            return redirect("portal:code")
    return _answer(request, "cases/portal/sign_in.html", form, refusal)


@personal
def code(request: HttpRequest) -> HttpResponse:
    """Ask for the code, and let in whoever has it."""
    sent = codes.code_on_its_way(request)
    if sent is None:
        return redirect("portal:sign_in")
    form = CodeForm(request.POST or None)
    refusal = None
    if form.is_valid():
        try:
            contact = codes.confirm(request, typed=form.cleaned_data["code"])
        except Refusal as error:
            refusal = error
        else:
            enter(request, contact, at=now())
            return redirect("portal:matters")
    return _answer(request, "cases/portal/code.html", form, refusal, contact=sent.value)


@require_POST
@personal
def leave(request: HttpRequest) -> HttpResponse:
    """Sign out of the portal."""
    forget(request)
    return redirect("portal:start")


def _answer(
    request: HttpRequest,
    template: str,
    form: ContactForm | CodeForm,
    refusal: Refusal | None,
    **more: str,
) -> HttpResponse:
    status = 200
    if request.method == "POST":
        status = refusal.status if refusal else 422
    context = {"form": form, "refusal": refusal, **more}
    return render_page(request, template, context, status=status)
