"""What would have left the house, where no provider is connected."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from huiyin.channels.access import SEE_SPOOL
from huiyin.channels.models.conversations import KIND_NAMES
from huiyin.channels.queries.spool import spooled_letters
from huiyin.channels.rules.kinds import EMAIL, SMS
from huiyin.kernel.access.actor import Request
from huiyin.kernel.access.roles import require
from huiyin.kernel.ui.fragments import render_page


@login_required
@require_safe
def show(request: Request) -> HttpResponse:
    """List the latest letters of the spool."""
    require(request.actor, SEE_SPOOL)
    wanted = request.GET.get("kind", "")
    kind = wanted if wanted in (SMS, EMAIL) else ""
    chips = [
        {
            "href": "?" if kind == one else f"?kind={one}",
            "label": _("Channel"),
            "value": KIND_NAMES[one],
            "is_on": kind == one,
        }
        for one in (SMS, EMAIL)
    ]
    letters = [
        (letter, KIND_NAMES.get(letter.kind, letter.kind))
        for letter in spooled_letters(kind=kind)
    ]
    return render_page(request, "channels/spool.html", {"letters": letters, "chips": chips})
