"""Checking the words of an answer before they are sent: advice, never a refusal."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from huiyin.cases.access import see_case
from huiyin.cases.pages.forms import Place
from huiyin.cases.pages.verbs import VERBS
from huiyin.cases.queries.answers import asked_words, unanswered_words
from huiyin.cases.rules.phrased import blanks_in
from huiyin.kernel.access.actor import Request
from huiyin.kernel.access.roles import require
from huiyin.kernel.clock import now
from huiyin.kernel.refusal import NotFound
from huiyin.kernel.text import detect_language
from huiyin.kernel.text.answers import AnswerJudgement, HardSentence, Part, judge_answer
from huiyin.kernel.ui.fragments import render_page

LONGEST = 8000


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Something said of an answer, and the words it rests on."""

    what: str
    words: str


@login_required
@require_POST
def check(request: Request, ref: str, verb: str) -> HttpResponse:
    """Show what an answer leaves out; the form again below it where there is no script."""
    case = see_case(ref=ref, actor=request.actor)
    chosen = VERBS.get(verb)
    if chosen is None or not chosen.checked:
        raise NotFound(_("Cases know no such act. Go back and choose another."))
    require(request.actor, chosen.permission, department=case.department, region=case.region)
    draft = request.POST.get(chosen.checked, "")[:LONGEST]
    form = chosen.form(
        place=Place(case=case, at=now()),
        initial={
            name: request.POST[name] for name in chosen.form.base_fields if name in request.POST
        },
        auto_id=f"{verb}_%s",
    )
    # What ends the case answers all of it; a reply answers what was said last.
    whole = chosen.code == "resolve"
    asked = asked_words(case=case) if whole else unanswered_words(case=case)
    context = {"case": case, "verb": chosen, "form": form} | advice_on(draft, asked=asked)
    return render_page(request, "cases/check.html", context, partial="check")


def advice_on(draft: str, *, asked: str) -> dict[str, object]:
    """Return what is to be said of a draft that answers `asked`."""
    if not draft.strip():
        return {"is_empty": True}
    judged = judge_answer(complaint=asked, answer=draft)
    return {
        "blanks": blanks_in(draft),
        "left_out": [point.words for point in judged.unaddressed],
        "missing": missing_names(judged),
        "handed_on": judged.handed_on,
        "harsh": judged.harsh,
        "hard": [_worded(hard) for hard in judged.hard],
        "found": found_in(judged),
        "asked_in": detect_language(asked),
        "written_in": detect_language(draft),
    }


def missing_names(judged: AnswerJudgement) -> list[str]:
    """Return the parts an answer lacks, in words; a greeting and a kind word are parts, too."""
    names = part_names()
    kind = [part.name for part in judged.courtesies if not part.is_there]
    return [names[name] for name in (*judged.missing, *kind)]


def part_names() -> dict[str, str]:
    """Return what the parts of an answer are called."""
    return {
        "cause": _("why it happened"),
        "action": _("what is done about it"),
        "time": _("until when"),
        "contact": _("whom to ask"),
        "greeting": _("a greeting"),
        "regard": _("an apology or thanks"),
        "closing": _("a closing line"),
    }


def found_in(judged: AnswerJudgement) -> list[Shown]:
    """Return what an answer speaks of and has, each with the sentence that shows it."""
    names = part_names()
    there: Sequence[Part] = [p for p in (*judged.parts, *judged.courtesies) if p.is_there]
    spoken = [p for p in judged.points if p.is_addressed and p.sentence]
    return [Shown(what=point.words, words=point.sentence) for point in spoken] + [
        Shown(what=names[part.name], words=part.sentence) for part in there
    ]


def _worded(hard: HardSentence) -> Shown:
    return Shown(what=reasons_of(hard), words=hard.sentence)


def reasons_of(hard: HardSentence) -> str:
    """Return in words why a sentence is hard to read."""
    said = []
    for kind, about in hard.reasons:
        if kind == "long":
            count = int(about)
            is_english = detect_language(hard.sentence) == "en"
            said.append(_length(count, is_english=is_english))
        elif kind == "code":
            said.append(_("customers may not know %(code)s") % {"code": about})
        else:
            said.append(_("language of the office: %(words)s") % {"words": about})
    return " · ".join(said)


def _length(count: int, *, is_english: bool) -> str:
    if is_english:
        words = ngettext("%(count)d word in one go", "%(count)d words in one go", count)
    else:
        words = ngettext(
            "%(count)d character in one go", "%(count)d characters in one go", count
        )
    return words % {"count": count}
