"""A suggested answer: shown as a grey draft, sent only after a person took it over."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from huiyin.cases.access import WORK, see_case
from huiyin.cases.actions.phrase_answer import phrase_answer
from huiyin.cases.models import Case, Phrasing
from huiyin.cases.pages.checking import advice_on
from huiyin.cases.queries.answers import Cited, cited, suggested_answers, unanswered_words
from huiyin.cases.queries.phrasing import briefing_of, phrasings_of
from huiyin.cases.queries.wording import language
from huiyin.cases.rules.phrasing import digest_of
from huiyin.cases.rules.suggesting import Source
from huiyin.kernel.access.actor import Request
from huiyin.kernel.access.roles import Actor, require
from huiyin.kernel.clock import now
from huiyin.kernel.phrasing import endpoint
from huiyin.kernel.refusal import Refusal
from huiyin.kernel.text import detect_language
from huiyin.kernel.ui.fragments import is_fragment, render_page

PHRASED = "phrased:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrased:
    """What a model outside made of a suggestion: its words, or why there are none."""

    words: str
    model: str
    problem: str
    at_fault: str
    # What came may not be shown: asking again would not change it.
    is_final: bool
    use_href: str
    advice: dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggested:
    """A suggested answer with where it comes from and where it can be taken over."""

    source: Source
    cited: list[Cited]
    href: str
    use_href: str
    phrase_href: str
    phrased: Phrased | None


@login_required
@require_safe
def show(request: Request, ref: str) -> HttpResponse:
    """Show the answer that fits best, and one other."""
    case = see_case(ref=ref, actor=request.actor)
    require(request.actor, WORK, department=case.department, region=case.region)
    return _page(request, case)


@login_required
@require_POST
def phrase(request: Request, ref: str, source: str) -> HttpResponse:
    """Have one of the answers phrased; whatever comes of it, the draft stays."""
    case = see_case(ref=ref, actor=request.actor)
    require(request.actor, WORK, department=case.department, region=case.region)
    refused: Refusal | None = None
    try:
        phrase_answer(
            ref=ref,
            source=source,
            sources=_sources(case, request.actor),
            provider=endpoint(),
            at=now(),
            actor=request.actor,
        )
    except Refusal as refusal:
        refused = refusal
    if is_fragment(request):
        return _page(request, case, refusal=refused)
    if refused:
        messages.error(request, refused.message)
    return redirect("cases:suggestion", ref)


def words_of(*, case: Case, actor: Actor, ref: str) -> str:
    """Return the words of one of the answers suggested for a case; empty for any other.

    `phrased:REF` asks for them as they were phrased.
    """
    sources = _sources(case, actor)
    wanted = ref.removeprefix(PHRASED)
    source = next((known for known in sources if known.ref == wanted), None)
    if source is None:
        return ""
    if not ref.startswith(PHRASED):
        return source.words
    row = _rows(case, sources).get(wanted)
    return row.words if row is not None and row.state == "phrased" else ""


def _page(request: Request, case: Case, *, refusal: Refusal | None = None) -> HttpResponse:
    asked = unanswered_words(case=case)
    sources = _sources(case, request.actor)
    rows = _rows(case, sources)
    found = [_shown(case, asked, source, rows.get(source.ref)) for source in sources]
    outside = endpoint()
    context = {
        "case": case,
        "best": found[0] if found else None,
        "others": found[1:],
        "language": case.language,
        "refusal": refusal,
        "outside": outside and {"model": outside.model, "host": outside.host},
    }
    return render_page(request, "cases/suggestion.html", context, partial="suggestion")


def _rows(case: Case, sources: list[Source]) -> dict[str, Phrasing]:
    """Return what was phrased of the answers as they are now, by their references."""
    outside = endpoint()
    kept = phrasings_of(case=case) if outside is not None else {}
    if outside is None or not kept:
        return {}
    found = {}
    for source in sources:
        brief = briefing_of(case=case, chosen=source, sources=sources).brief
        row = kept.get(digest_of(brief, model=outside.model))
        if row is not None:
            found[source.ref] = row
    return found


def _sources(case: Case, actor: Actor) -> list[Source]:
    return suggested_answers(case=case, actor=actor, language=case.language or language())


def _shown(case: Case, asked: str, source: Source, row: Phrasing | None) -> Suggested:
    page = "knowledge:article" if source.kind == "article" else "cases:case"
    use = reverse("cases:do", args=[case.ref, "reply"])
    return Suggested(
        source=source,
        cited=cited(question=asked, words=source.words),
        href=reverse(page, args=[source.ref]),
        use_href=f"{use}?suggested={source.ref}",
        phrase_href=reverse("cases:phrase", args=[case.ref, source.ref]),
        phrased=_phrased(row, asked, use) if row is not None else None,
    )


def _phrased(row: Phrasing, asked: str, use: str) -> Phrased | None:
    if row.state == "asking":
        return None
    is_there = row.state == "phrased"
    said = advice_on(row.words, asked=asked) if is_there else {}
    return Phrased(
        words=row.words if is_there else "",
        model=row.model,
        problem="" if is_there else _sentence(row.problem),
        at_fault="" if is_there else row.words,
        is_final=row.state == "refused",
        use_href=f"{use}?suggested={PHRASED}{row.source}",
        advice={
            **said,
            "asked_in": detect_language(asked),
            "written_in": detect_language(row.words),
        },
    )


def _sentence(problem: str) -> str:
    """Return what came of it, in one sentence."""
    return {
        "timed_out": _("The endpoint gave no answer in time. The draft stays as it is."),
        "unreachable": _("The endpoint could not be reached. The draft stays as it is."),
        "refused": _("The endpoint refused to answer. The draft stays as it is."),
        "busy": _("The endpoint has too much to do. Try again in a moment."),
        "link": _("What came named an address or link. The draft stays as it is."),
        "figure": _("What came named a figure that no source names. The draft stays as it is."),
        "moment": _("What came named a moment that no source names. The draft stays as it is."),
        "promise": _("What came promised what no source promises. The draft stays as it is."),
        "language": _("What came was in another language. The draft stays as it is."),
    }.get(problem, _("What came could not be used. The draft stays as it is."))
