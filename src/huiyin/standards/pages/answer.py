"""How every form of these pages answers: done and back, or refused in place."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from huiyin.kernel.access.actor import Request
from huiyin.kernel.refusal import Refusal
from huiyin.kernel.ui.fragments import render_page


def answer_form(
    request: Request,
    form: Form,
    act: Callable[[], Any],
    *,
    back: str,
    template: str = "standards/form.html",
    context: dict[str, Any] | None = None,
) -> HttpResponse:
    """Show the form; when it was sent, act and go `back`, or show it again with the refusal."""
    refusal: Refusal | None = None
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except Refusal as no:
            refusal = no
        else:
            messages.success(request, _("Saved."))
            return redirect(back)
    status = 422 if request.method == "POST" else 200
    everything = {"form": form, "refusal": refusal, "back": back, **(context or {})}
    return render_page(request, template, everything, status=status)
