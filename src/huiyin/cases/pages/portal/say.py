"""Saying it: the words first, then only what they leave open."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language

from huiyin.cases.actions.keep_draft_files import still_kept
from huiyin.cases.actions.understand_words import understand_words
from huiyin.cases.pages.parked import take_in
from huiyin.cases.pages.portal.draft import Draft, draft_of, keep_draft
from huiyin.cases.pages.portal.forms import MoreForm, WordsForm
from huiyin.cases.pages.portal.steps import Step, next_step, show_step
from huiyin.cases.pages.portal.visitor import personal
from huiyin.cases.rules.portal import questions_for
from huiyin.standards.public import topic_names, topics


@personal
def words(request: HttpRequest) -> HttpResponse:
    """Ask what happened."""
    draft = draft_of(request)
    draft.files = still_kept(draft.token, draft.files)
    if request.method != "POST":
        form = WordsForm(initial={"words": draft.words})
        return show_step(request, Step.WORDS, form, None, draft=draft)
    # Before anything is judged: the files must not have to be chosen again.
    refusal, is_left_out = take_in(request, token=draft.token, files=draft.files)
    keep_draft(request, draft)
    if is_left_out:
        form = WordsForm(initial={"words": request.POST.get("words", "")})
        return show_step(request, Step.WORDS, form, refusal, draft=draft, status=200)
    form = WordsForm(request.POST, request.FILES)
    if not form.is_valid() or refusal:
        return show_step(request, Step.WORDS, form, refusal, draft=draft)
    if form.cleaned_data["words"] != draft.words:
        draft.words = form.cleaned_data["words"]
        _read(draft)
    keep_draft(request, draft)
    return redirect(next_step(request, draft))


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
