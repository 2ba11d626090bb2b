"""One article: read it, say whether it helped, show it to readers or take it away."""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from huiyin.kernel.access.actor import Request
from huiyin.kernel.clock import now
from huiyin.kernel.refusal import Refusal
from huiyin.kernel.ui.choices import names_of
from huiyin.kernel.ui.fragments import is_fragment, render_page
from huiyin.knowledge.access import PUBLISH, WRITE, article_to_read
from huiyin.knowledge.actions.publish_article import publish_article
from huiyin.knowledge.actions.vote_on_article import vote_on_article
from huiyin.knowledge.actions.withdraw_article import withdraw_article
from huiyin.knowledge.queries import safe_html, translations_of


@login_required
def show(request: Request, ref: str) -> HttpResponse:
    """Show an article to somebody of the staff."""
    return _page(request, ref)


@login_required
@require_POST
def publish(request: Request, ref: str) -> HttpResponse:
    """Show the latest version to readers."""
    try:
        publish_article(ref=ref, at=now(), actor=request.actor)
    except Refusal as refusal:
        return _page(request, ref, refusal=refusal)
    return redirect("knowledge:article", ref=ref)


@login_required
@require_POST
def withdraw(request: Request, ref: str) -> HttpResponse:
    """Take the article from its readers."""
    try:
        withdraw_article(ref=ref, at=now(), actor=request.actor)
    except Refusal as refusal:
        return _page(request, ref, refusal=refusal)
    return redirect("knowledge:article", ref=ref)


@login_required
@require_POST
def vote(request: Request, ref: str) -> HttpResponse:
    """Count whether the article helped this person."""
    article_to_read(ref=ref, actor=request.actor)
    has_helped = request.POST.get("helped") == "yes"
    vote_on_article(ref=ref, voter=request.actor.id, has_helped=has_helped, at=now())
    if is_fragment(request):
        return _page(request, ref, partial="votes")
    return redirect("knowledge:article", ref=ref)


def _page(
    request: Request, ref: str, *, refusal: Refusal | None = None, partial: str = ""
) -> HttpResponse:
    article = article_to_read(ref=ref, actor=request.actor)
    mine = article.votes.filter(voter=request.actor.id).first()
    names = names_of("topics")
    context = {
        "article": article,
        "topics": [names.get(code, code) for code in article.topics],
        "body": safe_html(article.body),
        "translations": translations_of(article),
        "mine": mine,
        "source_href": _source_href(article.source_story),
        "refusal": refusal,
        "may_write": WRITE.allows(request.actor),
        "may_publish": PUBLISH.allows(request.actor),
    }
    return render_page(
        request,
        "knowledge/article.html",
        context,
        partial=partial,
        status=refusal.status if refusal else 200,
    )


def _source_href(story: str) -> str:
    """Return where the search of the desk finds the story an article was learnt from."""
    return f"{settings.SEARCH_URL}?{urlencode({'q': story})}" if story else ""
