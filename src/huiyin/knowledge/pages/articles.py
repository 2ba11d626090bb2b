"""All articles, or those that answer a question."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.translation import get_language

from huiyin.kernel.access.actor import Request
from huiyin.kernel.access.roles import require
from huiyin.kernel.text import detect_language
from huiyin.kernel.ui.fragments import render_page
from huiyin.kernel.ui.tables import keyset_page
from huiyin.knowledge.access import READ, WRITE
from huiyin.knowledge.models import Article, Audience, State
from huiyin.knowledge.queries import matching_articles

_FOUND = 20
_ORDER = ("-changed_at", "-id")


@login_required
def show(request: Request) -> HttpResponse:
    """List articles, the latest change first; with a question, those that answer it best."""
    require(request.actor, READ)
    asked = request.GET.get("q", "").strip()[:500]
    state = request.GET.get("state", "")
    context = {
        "asked": asked,
        "state": state,
        "states": State.choices,
        "may_write": WRITE.allows(request.actor),
    }
    if asked:
        language = detect_language(asked) or get_language() or ""
        found = matching_articles(
            text=asked, language=language, audience=Audience.STAFF, limit=_FOUND
        )
        return render_page(request, "knowledge/articles.html", {**context, "found": found})
    articles = Article.objects.filter(state=state) if state in State.values else Article.objects
    page = keyset_page(articles.all(), order=_ORDER, after=request.GET.get("after", ""))
    href = f"?{urlencode({'state': state})}&after="
    return render_page(
        request, "knowledge/articles.html", {**context, "page": page, "href": href}
    )
