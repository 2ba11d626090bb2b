"""Writing an article, with a preview before it is kept."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from huiyin.kernel.access.actor import Request
from huiyin.kernel.access.roles import require
from huiyin.kernel.clock import now
from huiyin.kernel.refusal import Refusal
from huiyin.kernel.ui.fragments import render_page
from huiyin.knowledge.access import WRITE, article_to_read
from huiyin.knowledge.actions.revise_article import revise_article
from huiyin.knowledge.actions.write_article import LONGEST_BODY, LONGEST_TITLE, write_article
from huiyin.knowledge.models import Article, Audience
from huiyin.knowledge.queries import safe_html


class VersionForm(forms.Form):
    """What a version says."""

    title = forms.CharField(label=_("Title"), max_length=LONGEST_TITLE)
    body = forms.CharField(
        label=_("Body"),
        max_length=LONGEST_BODY,
        widget=forms.Textarea(attrs={"rows": 18}),
        help_text=_(
            "Blank lines part paragraphs. Begin a line with # for a heading, "
            "with - or 1. for a list; **bold**; [text](https://…)."
        ),
    )
    based_on = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ArticleForm(VersionForm):
    """A new article: also in which language and for whom."""

    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    audience = forms.ChoiceField(label=_("For"), choices=Audience.choices)


@login_required
def write(request: Request) -> HttpResponse:
    """Write a new article."""
    require(request.actor, WRITE)
    form = ArticleForm(request.POST or None, initial={"language": get_language()})
    if not _is_to_be_kept(request, form):
        return _page(request, form)
    said = form.cleaned_data
    try:
        ref = write_article(
            title=said["title"],
            body=said["body"],
            language=said["language"],
            audience=said["audience"],
            at=now(),
            actor=request.actor,
        )
    except Refusal as refusal:
        return _page(request, form, refusal=refusal)
    return redirect("knowledge:article", ref=ref)


@login_required
def revise(request: Request, ref: str) -> HttpResponse:
    """Write the next version of an article."""
    require(request.actor, WRITE)
    article = article_to_read(ref=ref, actor=request.actor)
    form = VersionForm(request.POST or None, initial=_latest(article))
    if not _is_to_be_kept(request, form):
        return _page(request, form, article=article)
    said = form.cleaned_data
    try:
        revise_article(
            ref=ref,
            title=said["title"],
            body=said["body"],
            based_on=said["based_on"] or 0,
            at=now(),
            actor=request.actor,
        )
    except Refusal as refusal:
        return _page(request, form, article=article, refusal=refusal)
    return redirect("knowledge:versions", ref=ref)


def _latest(article: Article) -> dict[str, Any]:
    version = article.versions.get(number=article.latest)
    return {"title": version.title, "body": version.body, "based_on": version.number}


def _is_to_be_kept(request: Request, form: forms.Form) -> bool:
    return request.method == "POST" and form.is_valid() and "preview" not in request.POST


def _page(
    request: Request,
    form: forms.Form,
    *,
    article: Article | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    context = {
        "form": form,
        "article": article,
        "refusal": refusal,
        "preview": safe_html(request.POST.get("body", "")[:LONGEST_BODY]),
    }
    status = refusal.status if refusal else 200
    return render_page(
        request, "knowledge/edit.html", context, partial="preview", status=status
    )
