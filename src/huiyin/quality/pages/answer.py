"""One sampled answer: the words, what they show, what people think of it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from huiyin.cases.public import case_cards, first_responses
from huiyin.customers.public import without_trace_of_person
from huiyin.kernel.access.actor import Request
from huiyin.kernel.access.names import actor_names
from huiyin.kernel.access.roles import Actor
from huiyin.kernel.clock import now
from huiyin.kernel.refusal import Refusal
from huiyin.kernel.text import detect_language, redact
from huiyin.kernel.ui.fragments import render_page
from huiyin.quality.access import JUDGE, see_sample
from huiyin.quality.models import Sample
from huiyin.quality.pages.samples import lines_of
from huiyin.quality.pages.wording import (
    CRITERION_NAMES,
    GRADE_MEANINGS,
    GRADE_NAMES,
    PART_NAMES,
    grade_mark,
    why_drawn,
    words_of_mark,
)
from huiyin.quality.queries.samples import (
    Stand,
    feedback_on,
    judgements_on,
    people_of,
    team_names,
)
from huiyin.quality.queries.words import exchange_of, judge
from huiyin.quality.rules.grades import CRITERIA, Grade, grade_of
from huiyin.quality.rules.marking import Piece, pieces_of


@login_required
@require_safe
def show(request: Request, sample_id: int) -> HttpResponse:
    """Show a sampled answer."""
    return answer(request, sample_id)


def answer(request: Request, sample_id: int, refusal: Refusal | None = None) -> HttpResponse:
    """Return the page of a sampled answer; with a refusal, what was typed stays."""
    sample = see_sample(sample_id=sample_id, actor=request.actor)
    typed = request.POST if refusal else {}
    context = words_context(sample) | _people_context(sample, request.actor, typed)
    context |= {
        "line": lines_of([sample], people_of([sample], at=now()), team_names())[0],
        "why": why_drawn(sample),
        "refusal": refusal,
        "typed": typed,
    }
    status = 200 if refusal is None else refusal.status
    return render_page(request, "quality/answer.html", context, status=status)


def words_context(sample: Sample) -> dict[str, Any]:
    """Return the words of an answer, marked, and what the machine misses; masked."""
    found = exchange_of(case_ref=sample.case_ref, message_id=sample.message_id)
    base: dict[str, Any] = {"sample": sample, "is_there": False}
    if found is None or not found.is_there:
        return base
    response = first_responses(refs=[sample.case_ref]).get(sample.case_ref)
    judged = judge(found, response if "on_time" in sample.scores else None)
    pieces = pieces_of(found.answer, judged)
    points = [point.words for point in judged.points]
    hidden = _hidden(
        [found.asked, *points, *(piece.text for piece in pieces)], case_ref=sample.case_ref
    )
    return base | {
        "is_there": True,
        "asked": redact(hidden[found.asked]),
        "asked_in": detect_language(found.asked),
        "written_in": detect_language(found.answer),
        "pieces": [_piece(piece, hidden) for piece in pieces],
        "left_out": [redact(hidden[point.words]) for point in judged.unaddressed],
        "missing": [
            PART_NAMES[part.name]
            for part in (*judged.parts, *judged.courtesies)
            if not part.is_there
        ],
    }


def _hidden(texts: list[str], *, case_ref: str) -> dict[str, str]:
    """Return each text without what tells who the customer is; four queries."""
    card = case_cards(refs=[case_ref]).get(case_ref)
    if card is None or card.customer_id is None:
        return dict(zip(texts, texts, strict=True))
    left = without_trace_of_person(texts=texts, customer_id=card.customer_id)
    return dict(zip(texts, left, strict=True))


def _piece(piece: Piece, hidden: Mapping[str, str]) -> dict[str, Any]:
    marks = [
        (words_of_mark(one, about=redact(hidden.get(one.about, one.about))), one.is_bad)
        for one in piece.shown
    ]
    return {"text": hidden[piece.text], "marks": marks}


def _people_context(sample: Sample, actor: Actor, typed: Mapping[str, str]) -> dict[str, Any]:
    stands = judgements_on(sample_ids=[sample.pk]).get(sample.pk, [])
    mine = next((stand for stand in stands if stand.by == actor.id), None)
    may_judge = JUDGE.allows(actor) and sample.user_id != actor.user_id
    # Who has yet to judge is not told what others think.
    shown = stands if mine is not None or not may_judge else []
    said = feedback_on(sample=sample)
    names = actor_names(
        [stand.by for stand in shown]
        + [one.by for one in said]
        + [one.settled_by for one in said]
    )
    return {
        "criteria": criteria_of(sample, typed),
        "may_judge": may_judge,
        "mine": mine,
        "stands": [stand_lines(stand, names) for stand in shown],
        "others": len(stands) - len(shown),
        "feedback": [
            (one, names.get(one.by, ""), names.get(one.settled_by, "")) for one in said
        ],
        "may_give": mine is not None and all(one.by != actor.id for one in said),
        "is_own": JUDGE.allows(actor) and sample.user_id == actor.user_id,
    }


def criteria_of(sample: Sample, typed: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return each criterion with the machine's grade, and the choices of the form."""
    found = []
    for criterion in CRITERIA:
        if criterion not in sample.scores:
            continue
        score = sample.scores[criterion]
        chosen = typed.get(criterion, grade_of(score).value)
        found.append(
            {
                "code": criterion,
                "name": CRITERION_NAMES[criterion],
                "mark": grade_mark(score),
                "choices": [
                    (grade.value, GRADE_NAMES[grade], grade.value == chosen) for grade in Grade
                ],
                "why": typed.get(f"why_{criterion}", ""),
            }
        )
    return found


def stand_lines(stand: Stand, names: Mapping[str, str]) -> dict[str, Any]:
    """Return a judgement as a page shows it."""
    return {
        "who": names.get(stand.by, stand.by),
        "at": stand.at,
        "points": round(100 * stand.points),
        "verdicts": [
            {
                "name": CRITERION_NAMES[verdict.criterion],
                "label": GRADE_NAMES[verdict.grade],
                "meaning": GRADE_MEANINGS[Grade(verdict.grade)],
                "machine": GRADE_NAMES[verdict.machine],
                "is_corrected": verdict.grade != verdict.machine,
                "why": verdict.why,
            }
            for verdict in _in_order(stand)
        ],
    }


def _in_order(stand: Stand) -> Sequence[Any]:
    return sorted(stand.verdicts, key=lambda one: CRITERIA.index(one.criterion))
