"""Saying it: the words first, then only what they leave open."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from huiyin.cases.actions.keep_draft_files import check_files, keep_files
from huiyin.cases.actions.understand_words import understand_words
from huiyin.cases.pages.portal.draft import Draft, draft_of, keep_draft
from huiyin.cases.pages.portal.forms import MoreForm, WordsForm
from huiyin.cases.pages.portal.steps import Step, next_step, show_step
from huiyin.cases.pages.portal.visitor import personal
from huiyin.cases.rules.portal import questions_for
from huiyin.kernel.refusal import Refusal
from huiyin.standards.public import topic_names, topics


@personal
def words(request: HttpRequest) -> HttpResponse:
    """Ask what happened."""
    draft = draft_of(request)
    form = WordsForm(
        request.POST or None, request.FILES or None, initial={"words": draft.words}
    )
    refusal = None
    if form.is_valid():
        try:
            _take(draft, form)
        except Refusal as error:
            refusal = error
        else:
            keep_draft(request, draft)
            return redirect(next_step(request, draft))
    return show_step(request, Step.WORDS, form, refusal, draft=draft)


@require_POST
@personal
def drop(request: HttpRequest, place: int) -> HttpResponse:
    """Leave a file out again."""
    draft = draft_of(request)
    draft.files = [file for file in draft.files if file["place"] != str(place)]
    keep_draft(request, draft)
    return redirect("portal:say")


@personal
def more(request: HttpRequest) -> HttpResponse:
    """Ask what the words left open."""
    draft = draft_of(request)
    if not draft.words or not (draft.choices or draft.wants_place):
        return redirect(next_step(request, draft))
    names = topic_names(language=get_language() or "zh-hans")
    form = MoreForm(
        request.POST or None,
        initial={"topic": draft.topic, "place": draft.place},
        topics=[(code, names[code]) for code in draft.choices if code in names],
        wants_place=draft.wants_place,
    )
    if form.is_valid():
        chosen = form.cleaned_data.get("topic", "")
        draft.topic = "" if chosen == "other" else chosen
        draft.place = form.cleaned_data.get("place", "")
        draft.has_more = True
        keep_draft(request, draft)
        return redirect(next_step(request, draft))
    return show_step(request, Step.MORE, form, None)


def _take(draft: Draft, form: WordsForm) -> None:
    files = form.cleaned_data["attachments"]
    check_files(files, already=len(draft.files))
    start = max((int(file["place"]) for file in draft.files), default=0) + 1
    draft.files += keep_files(draft.token, files, start=start)
    if form.cleaned_data["words"] != draft.words:
        draft.words = form.cleaned_data["words"]
        _read(draft)


def _read(draft: Draft) -> None:
    """Decide anew which questions the words leave open."""
    judged = understand_words([draft.words])[0].judgement
    roots = [topic.code for topic in topics(language="en") if not topic.parent]
    open_ones = questions_for(
        topic=judged.topic,
        confidence=judged.confidence,
        suggestions=[suggestion.topic for suggestion in judged.suggestions],
        roots=roots,
    )
    draft.choices, draft.wants_place = list(open_ones.choices), open_ones.wants_place
    draft.topic, draft.has_more = "", False
