"""Where customers begin, and answers to what many ask."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from huiyin.kernel.ui.fragments import render_page
from huiyin.knowledge.public import suggest_articles

FOUND = 8


def show(request: HttpRequest) -> HttpResponse:
    """Offer the four ways on."""
    return render_page(request, "cases/portal/start.html")


def faq(request: HttpRequest) -> HttpResponse:
    """Find articles for customers by their own words."""
    text = request.GET.get("q", "").strip()[:200]
    articles = []
    if text:
        language = get_language() or "zh-hans"
        articles = suggest_articles(
            text=text, language=language, audience="customer", limit=FOUND
        )
    return render_page(request, "cases/portal/faq.html", {"text": text, "articles": articles})
