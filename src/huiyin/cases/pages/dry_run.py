"""What a planned policy would do to the clocks that run: a page, and a part of others."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from huiyin.cases.access import SUPERVISE
from huiyin.cases.queries.dry_run import dry_run
from huiyin.cases.queries.wording import CLOCK_NAMES, word
from huiyin.kernel.access.actor import Request
from huiyin.kernel.access.roles import require
from huiyin.kernel.clock import now
from huiyin.kernel.refusal import NotFound
from huiyin.kernel.ui.fragments import render_page
from huiyin.standards.public import planned_policy


@login_required
@require_safe
def show(request: Request) -> HttpResponse:
    """Count what the version that takes effect next would move and make late."""
    require(request.actor, SUPERVISE)
    code, at = request.GET.get("policy", "")[:60], now()
    draft = planned_policy(code=code, at=at)
    if draft is None:
        raise NotFound(
            _(
                "The policy %(code)s has no version that takes effect later. Revise it with a "
                "moment from now on, then look again."
            )
            % {"code": code}
        )
    found = dry_run(draft=draft, at=at)
    context = {
        "found": found,
        "from_at": draft.valid_from,
        "kinds": [(word(CLOCK_NAMES, one.kind), one) for one in found.kinds],
    }
    return render_page(request, "cases/dry_run.html", context, partial="counts")
