"""What the search box of the desk finds."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from huiyin.cases.access import VIEW
from huiyin.cases.pages.lines import case_lines
from huiyin.cases.queries.search import look_for
from huiyin.kernel.access.actor import Request
from huiyin.kernel.access.roles import require
from huiyin.kernel.clock import now
from huiyin.kernel.ui.fragments import render_page
from huiyin.kernel.ui.tables import Page

SIZE = 50


@login_required
@require_safe
def show(request: Request) -> HttpResponse:
    """List the cases that match, the newest first; a reference leads straight to its case."""
    require(request.actor, VIEW)
    text = request.GET.get("q", "").strip()[:200]
    after = request.GET.get("after", "")
    before = int(after) if after.isdigit() and len(after) < 19 else None
    searched = look_for(text=text, actor=request.actor, limit=SIZE + 1, before=before)
    found = searched.cases
    if len(found) == 1 and found[0].ref == text.upper():
        return redirect("cases:case", ref=found[0].ref)
    shown = found[:SIZE]
    context = {
        "text": text,
        "instead": searched.instead,
        "page": Page(shown, str(shown[-1].pk) if len(found) > SIZE else ""),
        "lines": case_lines(shown, at=now()),
        "more": f"?{urlencode({'q': text})}&after=",
    }
    return render_page(request, "cases/search.html", context)
