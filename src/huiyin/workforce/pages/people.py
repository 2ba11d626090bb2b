"""Everyone who works here, and who is on duty now."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from huiyin.kernel.access.actor import Request
from huiyin.kernel.access.roles import require
from huiyin.kernel.clock import now
from huiyin.kernel.ui.fragments import render_page
from huiyin.kernel.ui.tables import keyset_page
from huiyin.workforce.access import SEE
from huiyin.workforce.models import Person
from huiyin.workforce.pages.words import tabs
from huiyin.workforce.queries.organisation import departments
from huiyin.workforce.queries.roster import persons


@login_required
@require_safe
def show(request: Request) -> HttpResponse:
    """List people by name, of one department or of all."""
    require(request.actor, SEE)
    chosen = request.GET.get("department", "")
    found = Person.objects.filter(left_at=None).select_related("department", "team")
    if chosen:
        found = found.filter(department__code=chosen)
    after = request.GET.get("after", "")
    page = keyset_page(found, order=["name", "id"], after=after, size=50)
    at = now()
    workers = persons(person_ids=[person.pk for person in page.rows], at=at)
    context = {
        "title": _("People and teams"),
        "page": page,
        "rows": [(person, workers[person.pk]) for person in page.rows],
        "more": f"?{urlencode({'department': chosen})}&after=",
        "chips": _chips(chosen),
        "tabs": tabs("people"),
    }
    return render_page(request, "workforce/people.html", context)


def _chips(chosen: str) -> list[dict[str, object]]:
    everyone = {"href": "?", "label": _("All departments"), "is_on": not chosen}
    return [everyone] + [
        {"href": f"?department={card.code}", "label": card.name, "is_on": card.code == chosen}
        for card in departments()
    ]
