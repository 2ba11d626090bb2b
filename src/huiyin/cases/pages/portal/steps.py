"""The order of the questions, and showing one of them."""

from enum import StrEnum
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse

from huiyin.cases.pages.portal.draft import Draft
from huiyin.cases.pages.portal.visitor import is_signed_in
from huiyin.kernel.refusal import Refusal
from huiyin.kernel.ui.fragments import render_page


class Step(StrEnum):
    """A question's template."""

    WORDS = "say"
    CONTACT = "contact"
    CODE = "contact_code"
    MORE = "more"
    CHECK = "check"


def next_step(request: HttpRequest, draft: Draft) -> str:
    """Return the name of the page with the next open question."""
    if not draft.words:
        return "portal:say"
    if not (draft.is_confirmed or draft.is_nameless or is_signed_in(request)):
        return "portal:contact"
    if (draft.choices or draft.wants_place) and not draft.has_more:
        return "portal:more"
    return "portal:check"


def show_step(
    request: HttpRequest,
    step: Step,
    form: forms.Form | None,
    refusal: Refusal | None,
    *,
    status: int | None = None,
    **more: Any,
) -> HttpResponse:
    """Show a question; again with what was typed where the answer would not do."""
    if status is None:
        status = 200 if request.method != "POST" else refusal.status if refusal else 422
    context = {"form": form, "refusal": refusal, **more}
    return render_page(request, f"cases/portal/{step}.html", context, status=status)
