"""Somebody writes down what they know."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.kernel.access.roles import Actor, require
from huiyin.kernel.bulk import reserve_ids
from huiyin.kernel.journal.record import record
from huiyin.kernel.refusal import Refusal
from huiyin.knowledge.access import WRITE
from huiyin.knowledge.events import ArticleLearnt, ArticleWritten
from huiyin.knowledge.models import Article, Audience, Version

LONGEST_TITLE, LONGEST_BODY = 200, 50_000


class CannotWrite(Refusal):
    """An article without a title, without a body, too long, or already there."""

    code = "cannot_write_article"


@transaction.atomic
def write_article(
    *,
    title: str,
    body: str,
    language: str,
    audience: str,
    at: datetime,
    actor: Actor,
    key: str = "",
    topics: Sequence[str] = (),
    source_story: str = "",
) -> str:
    """Write a new article as a draft and return its reference."""
    require(actor, WRITE)
    refuse_unreadable(title=title, body=body)
    if audience not in Audience.values:
        raise CannotWrite(_("Say whether the article is for staff or for customers."))
    if key and Article.objects.filter(key=key, language=language).exists():
        raise CannotWrite(
            _("There is already an article on this in this language. Revise that one.")
        )
    [article_id] = reserve_ids(Article, 1)
    ref = f"K-{article_id:05}"
    article = Article.objects.create(
        id=article_id,
        ref=ref,
        key=key or ref,
        language=language,
        audience=audience,
        title=title.strip(),
        body=body.strip(),
        topics=sorted(set(topics)),
        source_story=source_story,
        changed_at=at,
    )
    keep_version(article, title=title, body=body, at=at, actor=actor)
    if source_story:
        record(ArticleLearnt(ref=ref), story=source_story, at=at, actor=actor.id)
    return ref


def keep_version(
    article: Article, *, title: str, body: str, at: datetime, actor: Actor
) -> None:
    """Keep the latest version of `article` for good, and say so."""
    Version.objects.create(
        article=article,
        number=article.latest,
        title=title.strip(),
        body=body.strip(),
        written_at=at,
        written_by=actor.id,
    )
    written = ArticleWritten(
        ref=article.ref, number=article.latest, source_story=article.source_story
    )
    record(written, story=f"article:{article.ref}", at=at, actor=actor.id)


def refuse_unreadable(*, title: str, body: str) -> None:
    if not title.strip() or not body.strip():
        raise CannotWrite(_("An article needs a title and a body. Write both."))
    if len(title) > LONGEST_TITLE or len(body) > LONGEST_BODY:
        raise CannotWrite(
            _("The title or the body is too long. Split the article, or shorten it.")
        )
