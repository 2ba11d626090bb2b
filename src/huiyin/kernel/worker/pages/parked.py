"""What was given up on, with the reason; try one again, or all."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from huiyin.kernel.access.actor import Request
from huiyin.kernel.access.roles import require
from huiyin.kernel.clock import now
from huiyin.kernel.ui.fragments import render_page
from huiyin.kernel.ui.tables import keyset_page
from huiyin.kernel.worker.access import RETRY, SEE_HEALTH
from huiyin.kernel.worker.pages.health import QUEUE_NAMES
from huiyin.kernel.worker.parked import parked_rows, retry


@login_required
@require_safe
def show(request: Request, queue: str) -> HttpResponse:
    """List what is parked in a queue, the newest first."""
    require(request.actor, SEE_HEALTH)
    rows = parked_rows(queue)
    page = keyset_page(rows, order=["-id"], after=request.GET.get("after", ""), size=50)
    context = {
        "title": _("Parked: %(queue)s") % {"queue": QUEUE_NAMES[queue]},
        "queue": queue,
        "page": page,
        "more": "?after=",
        "may_retry": RETRY.allows(request.actor),
    }
    return render_page(request, "worker/parked.html", context)


@login_required
@require_POST
def try_again(request: Request, queue: str) -> HttpResponse:
    """Give one its attempts back, or all of them."""
    wanted = request.POST.get("id", "")
    ids = [int(wanted)] if wanted.isascii() and wanted.isdigit() else None
    if wanted and ids is None:
        ids = []
    count = retry(queue=queue, ids=ids, at=now(), actor=request.actor)
    said = ngettext("%(count)s is tried again.", "%(count)s are tried again.", count)
    messages.success(request, said % {"count": count})
    return redirect("worker:parked", queue=queue)
