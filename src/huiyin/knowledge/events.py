"""What happens to articles."""

from dataclasses import dataclass
from gettext import gettext as _

from huiyin.kernel.journal.events import Event, event


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleWritten(Event):
    """A version was written; `source_story` is the case it was learnt from, if any."""

    name = "knowledge.article_written"
    sentence = _("Version %(number)s of article %(ref)s was written.")

    ref: str
    number: int
    source_story: str = ""


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleLearnt(Event):
    """Told in the story an article was drafted from."""

    name = "knowledge.article_learnt"
    sentence = _("Article %(ref)s was drafted from it.")

    ref: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePublished(Event):
    name = "knowledge.article_published"
    sentence = _("Version %(number)s of article %(ref)s was published.")

    ref: str
    number: int


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleWithdrawn(Event):
    name = "knowledge.article_withdrawn"
    sentence = _("Article %(ref)s was withdrawn.")

    ref: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleReviewDue(Event):
    name = "knowledge.article_review_due"
    sentence = _("Article %(ref)s is due for review.")

    ref: str
