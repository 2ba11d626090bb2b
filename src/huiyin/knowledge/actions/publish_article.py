"""Readers are to see it."""

from datetime import datetime, timedelta

from django.db import transaction

from huiyin.kernel.access.roles import Actor, require
from huiyin.kernel.journal.record import record
from huiyin.kernel.search import reindex_rows
from huiyin.kernel.timers.schedule import set_timer
from huiyin.knowledge.access import PUBLISH, article_to_change
from huiyin.knowledge.events import ArticlePublished
from huiyin.knowledge.models import WORDS, State

REVIEW = "knowledge.review"
REVIEW_AFTER = timedelta(days=180)


@transaction.atomic
def publish_article(
    *, ref: str, at: datetime, actor: Actor, review_after: timedelta = REVIEW_AFTER
) -> int:
    """Show the latest version to readers, and ask for a review in time; return its number."""
    require(actor, PUBLISH)
    article = article_to_change(ref=ref)
    version = article.versions.get(number=article.latest)
    article.title, article.body = version.title, version.body
    article.published, article.state = article.latest, State.PUBLISHED
    article.review_at, article.changed_at = at + review_after, at
    article.save()
    reindex_rows(WORDS, [(article.pk, f"{version.title}\n{version.body}")])
    set_timer(kind=REVIEW, subject=ref, due_at=article.review_at)
    published = ArticlePublished(ref=ref, number=article.published)
    record(published, story=f"article:{ref}", at=at, actor=actor.id)
    return article.published
