"""The operator's own words, with a preview before they are in force."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from huiyin.kernel.access.actor import Request
from huiyin.kernel.access.roles import require
from huiyin.kernel.clock import now
from huiyin.kernel.refusal import NotFound, Refusal
from huiyin.kernel.ui.fragments import render_page
from huiyin.notifications.access import EDIT_WORDS
from huiyin.notifications.actions.edit_words import (
    LANGUAGES,
    check_words,
    edit_words,
    restore_words,
)
from huiyin.notifications.queries.declared_words import all_words, words_card
from huiyin.notifications.rules.words import Words, declared

LANGUAGE_NAMES = {"zh-hans": "简体中文", "zh-hant": "繁體中文", "en": "English"}


class WordsForm(forms.Form):
    """A subject and words."""

    subject = forms.CharField(label=gettext_lazy("Subject"), max_length=300)
    body = forms.CharField(
        label=gettext_lazy("Words"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


@login_required
@require_safe
def show(request: Request) -> HttpResponse:
    """List every kind of notice with its languages."""
    require(request.actor, EDIT_WORDS)
    rows = [
        (one, [(code, LANGUAGE_NAMES[code], is_own) for code, is_own in one.languages])
        for one in all_words()
    ]
    return render_page(request, "notifications/words.html", {"rows": rows})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: Request, code: str, language: str) -> HttpResponse:
    """Show the words; a POST previews them or puts them in force."""
    require(request.actor, EDIT_WORDS)
    _must_exist(code, language)
    card = words_card(code=code, language=language)
    sent = request.POST if request.method == "POST" else None
    form = WordsForm(sent, initial={"subject": card.subject, "body": card.body})
    refusal = None
    if sent is not None and form.is_valid():
        words = Words(form.cleaned_data["subject"], form.cleaned_data["body"])
        try:
            check_words(code=code, language=language, words=words)
        except Refusal as no:
            refusal = no
        else:
            if "preview" not in sent:
                return _put_in_force(request, code, language, words)
            card = words_card(code=code, language=language, draft=words)
    context = {
        "card": card,
        "form": form,
        "refusal": refusal,
        "language": LANGUAGE_NAMES[language],
        "placeholders": [f"{{{name}}}" for name in card.placeholders],
    }
    is_wrong = refusal is not None or bool(form.errors)
    return render_page(
        request, "notifications/words_form.html", context, status=422 if is_wrong else 200
    )


def _put_in_force(request: Request, code: str, language: str, words: Words) -> HttpResponse:
    edit_words(code=code, language=language, words=words, at=now(), actor_id=request.actor.id)
    messages.success(request, _("These words are in force from now on."))
    return redirect("notifications:words")


@login_required
@require_POST
def restore(request: Request, code: str, language: str) -> HttpResponse:
    """Put the declared words back in force."""
    require(request.actor, EDIT_WORDS)
    _must_exist(code, language)
    restore_words(code=code, language=language)
    messages.success(request, _("The original words are in force again."))
    return redirect("notifications:edit_words", code, language)


def _must_exist(code: str, language: str) -> None:
    if code not in declared or language not in LANGUAGES:
        raise NotFound(_("There is no such notice or language. Choose one of the list."))
