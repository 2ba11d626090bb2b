"""Reading articles."""

from collections.abc import Sequence
from dataclasses import dataclass

import nh3
from django.db.models import QuerySet

from huiyin.kernel.search import best_first, put_right
from huiyin.kernel.ui.tables import keyset_page
from huiyin.knowledge.models import WORDS, Article, Audience, State
from huiyin.knowledge.rules.matching import Candidate, best_matches
from huiyin.knowledge.rules.writing import as_html, excerpt, plain

_CANDIDATES = 80
_TAGS = {"p", "br", "h3", "ul", "ol", "li", "strong", "a"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleCard:
    """An article as a suggestion; `sentence` is the one that answers best, `words` the whole
    without marks.
    """

    id: int
    ref: str
    title: str
    audience: str
    excerpt: str
    sentence: str
    words: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FullArticle:
    """An article as its readers see it; `html` may be shown as it is."""

    ref: str
    title: str
    language: str
    html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePage:
    """Some articles by title, and where the next ones begin (empty: there are no more)."""

    articles: tuple[ArticleCard, ...]
    next: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LearntArticle:
    """What was written down from a case; `state` is draft or published."""

    ref: str
    title: str
    state: str


def matching_articles(
    *, text: str, language: str, audience: str, limit: int
) -> list[ArticleCard]:
    """Return the published articles that answer `text` best. Two queries; more where
    no article has any of the words, and they may be mistyped.
    """
    hits = best_first(WORDS, text=text, limit=_CANDIDATES)
    if not hits and (meant := put_right(WORDS, text=text)):
        # A short question with a slip in it still finds its answer.
        text = " ".join(words[0] for words in meant)
        hits = best_first(WORDS, text=text, limit=_CANDIDATES)
    readable = readable_by(audience).filter(language__startswith=language[:2])
    articles = readable.in_bulk([hit.id for hit in hits])
    candidates = [
        Candidate(article.pk, article.title, article.body) for article in articles.values()
    ]
    return [
        _card(articles[match.id], sentence=match.sentence, score=match.score)
        for match in best_matches(text, candidates, limit=limit)
    ]


def published_articles(
    *, language: str, audience: str, after: str = "", limit: int = 50
) -> ArticlePage:
    """Return what is published for `audience` by title; Chinese of either script is one.

    `after` is the `next` of the page before.
    """
    readable = readable_by(audience).filter(language__startswith=language[:2])
    page = keyset_page(readable, order=["title", "id"], after=after, size=limit)
    cards = tuple(_card(article, sentence="", score=0.0) for article in page.rows)
    return ArticlePage(articles=cards, next=page.next)


def full_article(*, ref: str, audience: str) -> FullArticle | None:
    """Return a published article for `audience` to read; None where there is none."""
    article = readable_by(audience).filter(ref=ref).first()
    if article is None:
        return None
    return FullArticle(
        ref=article.ref,
        title=article.title,
        language=article.language,
        html=safe_html(article.body),
    )


def safe_html(body: str) -> str:
    """Return the body as HTML that may be shown: our own marks, then sanitised once more."""
    return nh3.clean(as_html(body), tags=_TAGS, url_schemes={"http", "https"})


def readable_by(audience: str) -> QuerySet[Article]:
    """Return the published articles of an audience; staff also read what customers read."""
    published = Article.objects.filter(state=State.PUBLISHED)
    if audience == Audience.STAFF:
        return published
    return published.filter(audience=Audience.CUSTOMER)


def translations_of(article: Article) -> Sequence[Article]:
    """Return the same article in the other languages."""
    others = Article.objects.filter(key=article.key).exclude(pk=article.pk)
    return list(others.order_by("language"))


def articles_learnt_from(*, story: str) -> list[LearntArticle]:
    """Return the articles written from a case that are not withdrawn, the newest first."""
    found = Article.objects.filter(source_story=story).exclude(state=State.WITHDRAWN)
    return [
        LearntArticle(ref=article.ref, title=article.title, state=article.state)
        for article in found.order_by("-id")
    ]


def _card(article: Article, *, sentence: str, score: float) -> ArticleCard:
    return ArticleCard(
        id=article.pk,
        ref=article.ref,
        title=article.title,
        audience=article.audience,
        excerpt=excerpt(article.body),
        sentence=plain(sentence),
        words=plain(article.body),
        score=score,
    )
