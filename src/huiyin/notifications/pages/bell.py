"""What a colleague should know."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from huiyin.kernel.access.actor import Request
from huiyin.kernel.clock import now
from huiyin.kernel.ui.fragments import render_page
from huiyin.notifications.actions.read_staff_notices import read_staff_notices
from huiyin.notifications.queries.staff_notices import staff_notices


@login_required
@require_safe
def show(request: Request) -> HttpResponse:
    """List the notices to the person who is signed in, newest first."""
    user_id = _user_id(request)
    cards = staff_notices(user_id=user_id, language=get_language() or "")
    return render_page(request, "notifications/bell.html", {"cards": cards})


@login_required
@require_POST
def read(request: Request) -> HttpResponse:
    """Mark them all as read."""
    user_id = _user_id(request)
    read_staff_notices(user_id=user_id, at=now())
    return redirect("notifications:bell")


def _user_id(request: Request) -> int:
    return int(str(request.user.pk))
