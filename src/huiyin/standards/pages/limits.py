"""Legal limits, with their sources."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from huiyin.kernel.access.actor import Request
from huiyin.kernel.access.roles import may, require
from huiyin.kernel.clock import now
from huiyin.kernel.regions import region_name
from huiyin.kernel.ui.fragments import render_page
from huiyin.standards.access import REVISE_STANDARDS, VIEW_STANDARDS
from huiyin.standards.actions.add_legal_limit import add_legal_limit
from huiyin.standards.pages import words
from huiyin.standards.pages.answer import answer_form
from huiyin.standards.pages.forms import LimitForm
from huiyin.standards.queries.listing import calendar_cards, limit_regions, listed_limits


@login_required
def list_limits(request: Request) -> HttpResponse:
    require(request.actor, VIEW_STANDARDS)
    region = request.GET.get("region", "")
    rows = [
        {
            "name": one.name,
            "limit": one.row,
            "unit": words.UNITS[one.row.unit],
            "tag": words.TAGS[one.row.tag],
            "meaning": words.TAG_MEANINGS[one.row.tag],
            "is_law": one.row.tag != "R",
        }
        for one in listed_limits(get_language() or "en", region=region)
    ]
    chips = [
        {
            "href": "?" if code == region else f"?region={code}",
            "label": region_name(code, language=get_language() or "en"),
            "is_on": code == region,
        }
        for code in limit_regions()
    ]
    context = {
        "rows": rows,
        "chips": chips,
        "tabs": words.tabs("limits"),
        "may_revise": may(request.actor, REVISE_STANDARDS),
    }
    return render_page(request, "standards/limits.html", context)


@login_required
def add_limit(request: Request) -> HttpResponse:
    require(request.actor, REVISE_STANDARDS)
    calendars = [(card.code, card.name) for card in calendar_cards(get_language() or "en")]
    form = LimitForm(
        request.POST or None, calendars=calendars, initial={"calendar": "24x7", "unit": "days"}
    )
    return answer_form(
        request,
        form,
        lambda: add_legal_limit(
            draft=form.draft,
            valid_from=form.cleaned_data["valid_from"],
            at=now(),
            actor=request.actor,
        ),
        back="standards:limits",
        context={"title": _("Legal limit")},
    )
