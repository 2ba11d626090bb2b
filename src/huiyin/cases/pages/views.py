"""Saving what the queue shows as a view; sharing, deleting and bringing it back."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from huiyin.cases.access import hold_own_view
from huiyin.cases.actions.save_view import delete_view, restore_view, save_view, share_view
from huiyin.cases.pages.asked import person_of, read_asked
from huiyin.kernel.access.actor import Request
from huiyin.kernel.clock import now
from huiyin.kernel.refusal import NotFound, Refusal


@login_required
@require_POST
def save(request: Request) -> HttpResponse:
    """Keep the list that was shown under a name."""
    at = now()
    shown = QueryDict(request.POST.get("query", "").removeprefix("?"))
    query = read_asked(shown, person=person_of(request.actor, at=at)).address()
    name = request.POST.get("name", "")
    try:
        save_view(
            name=name,
            query=query,
            is_shared="is_shared" in request.POST,
            at=at,
            actor=request.actor,
        )
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("The view is kept in the head of the queue."))
    return redirect(reverse("cases:queue") + query)


@login_required
@require_POST
def act(request: Request, view_id: int, verb: str) -> HttpResponse:
    """Share, delete or bring back one's own view."""
    if verb not in ACTS:
        raise NotFound(_("Views know no such act. Go back to the queue."))
    query = hold_own_view(view_id=view_id, actor=request.actor, is_locked=False).query
    try:
        messages.success(request, ACTS[verb](request, view_id))
    except Refusal as refusal:
        messages.error(request, refusal.message)
    undo = f"&deleted={view_id}" if verb == "delete" else ""
    return redirect(f"{reverse('cases:queue')}{query}{undo}")


def _share(request: Request, view_id: int) -> str:
    share_view(view_id=view_id, is_shared=True, at=now(), actor=request.actor)
    return _("Your team sees this view now.")


def _keep_to_myself(request: Request, view_id: int) -> str:
    share_view(view_id=view_id, is_shared=False, at=now(), actor=request.actor)
    return _("Only you see this view now.")


def _delete(request: Request, view_id: int) -> str:
    delete_view(view_id=view_id, at=now(), actor=request.actor)
    return _("The view was deleted; its cases are untouched.")


def _restore(request: Request, view_id: int) -> str:
    restore_view(view_id=view_id, actor=request.actor)
    return _("The view is back.")


ACTS: dict[str, Callable[[Request, int], str]] = {
    "share": _share,
    "unshare": _keep_to_myself,
    "delete": _delete,
    "restore": _restore,
}
