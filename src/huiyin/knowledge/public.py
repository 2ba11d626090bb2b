"""What other contexts may ask of knowledge."""

from collections.abc import Sequence
from datetime import datetime

from huiyin.kernel.access.roles import Actor
from huiyin.knowledge.actions.discard_draft import CannotDiscard, discard_draft
from huiyin.knowledge.actions.vote_on_article import vote_on_article
from huiyin.knowledge.actions.write_article import write_article
from huiyin.knowledge.models import Audience
from huiyin.knowledge.queries import (
    ArticleCard,
    ArticlePage,
    FullArticle,
    LearntArticle,
    articles_learnt_from,
    full_article,
    matching_articles,
    published_articles,
)

__all__ = [
    "ArticleCard",
    "ArticlePage",
    "CannotDiscard",
    "FullArticle",
    "LearntArticle",
    "articles_learnt_from",
    "discard_draft",
    "draft_article",
    "full_article",
    "published_articles",
    "suggest_articles",
    "vote_on_article",
]


def suggest_articles(
    *, text: str, language: str, audience: str, limit: int = 3
) -> list[ArticleCard]:
    """Return published articles that answer `text`, best first, each with its best sentence.

    `audience` is `staff` or `customer`; Chinese of either script finds Chinese.
    """
    return matching_articles(text=text, language=language, audience=audience, limit=limit)


def draft_article(
    *,
    title: str,
    body: str,
    language: str,
    source_story: str,
    at: datetime,
    actor: Actor,
    topics: Sequence[str] = (),
) -> str:
    """Write a draft for staff from what a case taught, and return its reference.

    Raises CannotWrite, or NotAllowed.
    """
    return write_article(
        title=title,
        body=body,
        language=language,
        audience=Audience.STAFF,
        topics=topics,
        source_story=source_story,
        at=at,
        actor=actor,
    )
