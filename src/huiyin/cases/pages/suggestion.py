"""A suggested answer: shown as a grey draft, sent only after a person took it over."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from huiyin.cases.access import WORK, see_case
from huiyin.cases.models import Case
from huiyin.cases.queries.answers import Cited, cited, suggested_answers, unanswered_words
from huiyin.cases.queries.wording import language
from huiyin.cases.rules.suggesting import Source
from huiyin.kernel.access.actor import Request
from huiyin.kernel.access.roles import Actor, require
from huiyin.kernel.ui.fragments import render_page


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggested:
    """A suggested answer with where it comes from and where it can be taken over."""

    source: Source
    cited: list[Cited]
    href: str
    use_href: str


@login_required
@require_safe
def show(request: Request, ref: str) -> HttpResponse:
    """Show the answer that fits best, and one other."""
    case = see_case(ref=ref, actor=request.actor)
    require(request.actor, WORK, department=case.department, region=case.region)
    asked = unanswered_words(case=case)
    found = [_shown(case, asked, source) for source in _sources(case, request.actor)]
    context = {
        "case": case,
        "best": found[0] if found else None,
        "others": found[1:],
        "language": case.language,
    }
    return render_page(request, "cases/suggestion.html", context, partial="suggestion")


def words_of(*, case: Case, actor: Actor, ref: str) -> str:
    """Return the words of one of the answers suggested for a case; empty for any other."""
    return next((s.words for s in _sources(case, actor) if s.ref == ref), "")


def _sources(case: Case, actor: Actor) -> list[Source]:
    return suggested_answers(case=case, actor=actor, language=case.language or language())


def _shown(case: Case, asked: str, source: Source) -> Suggested:
    page = "knowledge:article" if source.kind == "article" else "cases:case"
    use = reverse("cases:do", args=[case.ref, "reply"])
    return Suggested(
        source=source,
        cited=cited(question=asked, words=source.words),
        href=reverse(page, args=[source.ref]),
        use_href=f"{use}?suggested={source.ref}",
    )
