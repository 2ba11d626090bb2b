"""The panels beside a case; each loads by itself and says plainly when it found nothing."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from huiyin.cases.access import APPROVE, CLASSIFY, MERGE, TEACH, see_case, visible_cases
from huiyin.cases.actions.understand_words import understand_words
from huiyin.cases.models import Case
from huiyin.cases.pages.lines import case_lines
from huiyin.cases.queries.merging import kept_apart, merge_candidates
from huiyin.cases.queries.search import alike
from huiyin.cases.queries.wording import (
    CONCESSION_STATES,
    CONTACT_NAMES,
    SIGNAL_NAMES,
    TIER_NAMES,
    language,
    names,
    reason_words,
    word,
)
from huiyin.cases.rules.life import is_open
from huiyin.channels.public import messages_of
from huiyin.customers.public import contacts_of, customer_cards, subscriptions_of
from huiyin.kernel.access.actor import Request
from huiyin.kernel.access.names import actor_names
from huiyin.kernel.access.roles import Actor, may
from huiyin.kernel.clock import now
from huiyin.kernel.refusal import NotFound
from huiyin.kernel.ui.fragments import render_page
from huiyin.knowledge.public import articles_learnt_from, suggest_articles

EARLIER = 6
SIMILAR = 5


@login_required
@require_safe
def show(request: Request, ref: str, panel: str) -> HttpResponse:
    """Show one panel of a case."""
    case = see_case(ref=ref, actor=request.actor)
    if panel not in PANELS:
        raise NotFound(_("A case has no such panel. Go back to the case."))
    found = PANELS[panel](case, request.actor, now())
    context = {"case": case, "panel": panel, "part": f"cases/panel_{panel}.html"} | found
    return render_page(request, "cases/panel.html", context, partial="panel")


def _customer(case: Case, actor: Actor, at: datetime) -> dict[str, Any]:
    if case.customer_id is None:
        return {"card": None}
    earlier = visible_cases(actor).filter(customer_id=case.customer_id).exclude(pk=case.pk)
    card = customer_cards(ids=[case.customer_id]).get(case.customer_id)
    return {
        "card": card,
        "tier": word(TIER_NAMES, card.tier) if card else "",
        "contacts": [
            (word(CONTACT_NAMES, contact.kind), contact.masked)
            for contact in contacts_of(customer_id=case.customer_id)[:3]
        ],
        "subscriptions": subscriptions_of(customer_id=case.customer_id)[:3],
        "earlier": case_lines(list(earlier.order_by("-opened_at", "-id")[:EARLIER]), at=at),
        "href": reverse("customers:customer", args=[case.customer_id]),
        "all_href": reverse("cases:of_customer", args=[case.customer_id]),
    }


def _understanding(case: Case, actor: Actor, at: datetime) -> dict[str, Any]:
    known = names(at=at)
    read = understand_words([_first_words(case)])[0]
    # Weights are only comparable within one text: shown as shares of the heaviest word.
    heaviest = max((abs(part.weight) for part in read.judgement.words), default=0) or 1
    return {
        "topic": known.topic(case.topic),
        "may_agree": _may_agree(case, actor),
        "by": {
            "person": _("decided by a person"),
            "source": _("said by the source"),
            "model": _("understood from the words"),
        }.get(case.topic_by, case.topic_by),
        "confidence": case.topic_confidence,
        "suggestions": [
            (known.topic(topic), confidence, round(confidence * 100))
            for topic, confidence in case.suggestions
        ],
        "words": [
            (part.text, round(100 * abs(part.weight) / heaviest))
            for part in read.judgement.words
        ],
        "signals": [word(SIGNAL_NAMES, signal) for signal in case.signals],
        "why": reason_words(case.reasons, known),
    }


def _may_agree(case: Case, actor: Actor) -> bool:
    """Return whether the model's word stands alone so far, and this person may confirm it."""
    return (
        bool(case.topic)
        and case.topic_by == "model"
        and is_open(case.state)
        and may(actor, CLASSIFY, department=case.department, region=case.region)
    )


def _first_words(case: Case) -> str:
    said = messages_of(stories=[case.ref])[case.ref]
    return next((message.body for message in said if message.direction == "in"), case.title)


def _similar(case: Case, actor: Actor, at: datetime) -> dict[str, Any]:
    return {"lines": case_lines(alike(case=case, actor=actor, limit=SIMILAR), at=at)}


def _articles(case: Case, actor: Actor, at: datetime) -> dict[str, Any]:
    asked = _first_words(case)
    written_in = case.language or language()
    cards = suggest_articles(text=asked, language=written_in, audience="staff", limit=3)
    return {
        "articles": [(card, reverse("knowledge:article", args=[card.ref])) for card in cards],
        "learnt": [
            (article, reverse("knowledge:article", args=[article.ref]))
            for article in articles_learnt_from(story=case.ref)
        ],
        "may_teach": may(actor, TEACH, department=case.department, region=case.region),
    }


def _merging(case: Case, actor: Actor, at: datetime) -> dict[str, Any]:
    if not may(actor, MERGE, department=case.department, region=case.region):
        return {"candidates": [], "apart": []}
    likely = merge_candidates(case=case)
    lines = case_lines([candidate.case for candidate in likely], at=at)
    grounds = {
        "words": _("nearly the same words"),
        "topic": _("the same topic"),
        "place": _("the same place"),
        "time": _("close in time"),
    }
    return {
        "candidates": [
            (line, candidate.score, ", ".join(grounds[reason] for reason in candidate.reasons))
            for line, candidate in zip(lines, likely, strict=True)
        ],
        "apart": case_lines(kept_apart(case=case), at=at),
    }


def _concessions(case: Case, actor: Actor, at: datetime) -> dict[str, Any]:
    rows = list(case.concessions.order_by("id"))
    people = actor_names([row.asked_by for row in rows] + [row.decided_by for row in rows])
    return {
        "concessions": [
            (row, word(CONCESSION_STATES, row.state), people.get(row.asked_by, ""))
            for row in rows
        ],
        "may_decide": may(actor, APPROVE, department=case.department, region=case.region),
    }


PANELS: dict[str, Callable[[Case, Actor, datetime], dict[str, Any]]] = {
    "customer": _customer,
    "understanding": _understanding,
    "articles": _articles,
    "similar": _similar,
    "merging": _merging,
    "concessions": _concessions,
}
