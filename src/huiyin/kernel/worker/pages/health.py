"""How the system is: queues, workers, failing works, seals."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from huiyin.kernel.access.actor import Request
from huiyin.kernel.access.roles import require
from huiyin.kernel.clock import now
from huiyin.kernel.ui.fragments import render_page
from huiyin.kernel.worker.access import RETRY, SEE_HEALTH
from huiyin.kernel.worker.health import health
from huiyin.kernel.worker.outside import services

QUEUE_NAMES = {"deliveries": gettext_lazy("Reactions"), "timers": gettext_lazy("Timers")}
STATES = {
    "alive": (gettext_lazy("Working"), "ok"),
    "stuck": (gettext_lazy("Stuck"), "attention"),
    "silent": (gettext_lazy("Silent"), "overdue"),
    "stopped": (gettext_lazy("Stopped"), "plain"),
}


@login_required
@require_safe
def show(request: Request) -> HttpResponse:
    """Show what a person needs to know that nothing is left lying."""
    require(request.actor, SEE_HEALTH)
    at = now()
    seen = health(at=at)
    context = {
        "title": _("System health"),
        "health": seen,
        "queues": [(queue, QUEUE_NAMES[queue.name]) for queue in seen.queues],
        "workers": [(worker, *STATES[worker.state]) for worker in seen.workers],
        "services": services(at=at),
        "may_retry": RETRY.allows(request.actor),
    }
    return render_page(request, "worker/health.html", context)
