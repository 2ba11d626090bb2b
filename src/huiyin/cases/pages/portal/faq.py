"""Answers to what many ask: found by one's own words, listed, and read in full."""

import secrets
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from huiyin.cases.pages.portal.visitor import visitor_of
from huiyin.kernel.access.throttle import client_address, throttle
from huiyin.kernel.clock import now
from huiyin.kernel.refusal import NotFound
from huiyin.kernel.ui.fragments import render_page
from huiyin.knowledge.public import (
    FullArticle,
    full_article,
    published_articles,
    suggest_articles,
    vote_on_article,
)

FOUND, LISTED = 8, 30
FOR_CUSTOMERS = "customer"
# In the session: who votes here without being known, and what was said of which article.
VOTER, VOTES = "portal_voter", "portal_votes"
MOST_VOTES = 100
PER_ADDRESS = 120
HOUR = timedelta(hours=1)


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Find articles for customers by their own words, or list them all by title."""
    text = request.GET.get("q", "").strip()[:200]
    language = get_language() or "zh-hans"
    context: dict[str, Any] = {"text": text}
    if text:
        context["found"] = suggest_articles(
            text=text, language=language, audience=FOR_CUSTOMERS, limit=FOUND
        )
    else:
        context["page"] = published_articles(
            language=language,
            audience=FOR_CUSTOMERS,
            after=request.GET.get("after", ""),
            limit=LISTED,
        )
    return render_page(request, "cases/portal/faq.html", context)


@require_safe
def article(request: HttpRequest, ref: str) -> HttpResponse:
    """Show a whole article, and ask whether it helped."""
    context = {"article": _article(ref), "said": request.session.get(VOTES, {}).get(ref)}
    return render_page(request, "cases/portal/article.html", context)


@require_POST
def vote(request: HttpRequest, ref: str) -> HttpResponse:
    """Count whether the article helped; one word for each visitor, who may change it."""
    _article(ref)
    at, address = now(), client_address(request)
    throttle(what="portal.vote", who=address, limit=PER_ADDRESS, within=HOUR, at=at)
    said = "yes" if request.POST.get("helped") == "yes" else "no"
    vote_on_article(ref=ref, voter=_voter(request), has_helped=said == "yes", at=at)
    before = request.session.get(VOTES, {})
    latest = {**{known: word for known, word in before.items() if known != ref}, ref: said}
    request.session[VOTES] = dict(list(latest.items())[-MOST_VOTES:])
    if said == "yes":
        messages.success(request, _("Thank you. We are glad that it helped."))
    else:
        messages.success(request, _("Thank you. Tell us what happened, and a person answers."))
    return redirect("portal:article", ref=ref)


def _article(ref: str) -> FullArticle:
    found = full_article(ref=ref, audience=FOR_CUSTOMERS)
    if found is None:
        raise NotFound(_("There is no such answer any more. Look for another in the list."))
    return found


def _voter(request: HttpRequest) -> str:
    customer_id = visitor_of(request).customer_id
    if customer_id is not None:
        return f"customer:{customer_id}"
    return str(request.session.setdefault(VOTER, f"visitor:{secrets.token_urlsafe(12)}"))
