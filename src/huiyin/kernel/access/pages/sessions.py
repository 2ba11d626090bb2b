"""Signing oneself out everywhere."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from huiyin.kernel.access.actions.reset_sign_in import end_sessions
from huiyin.kernel.access.actor import Request
from huiyin.kernel.clock import now
from huiyin.kernel.ui.fragments import render_page


@require_http_methods(["GET", "POST"])
@login_required
def show(request: Request) -> HttpResponse:
    """Ask, and end every session of the person who asks, this one too."""
    if request.method != "POST":
        return render_page(request, "access/sessions.html")
    user = request.user
    end_sessions(user_id=int(user.pk or 0), at=now(), actor=request.actor)
    return redirect("account_login")
