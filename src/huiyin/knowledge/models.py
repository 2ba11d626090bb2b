from django.db import models
from django.utils.translation import gettext_lazy as _

# The search table beside the articles: what is published, and nothing else.
WORDS = "knowledge_words"


class Audience(models.TextChoices):
    """Who an article is written for. Staff read both."""

    STAFF = "staff", _("Staff")
    CUSTOMER = "customer", _("Customers")


class State(models.TextChoices):
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Article(models.Model):
    """An article in one language; the same `key` in another language is its translation.

    Title and body are those of the published version, or of the first draft before.
    """

    ref = models.CharField(_("reference"), max_length=16, unique=True)
    key = models.CharField(_("key"), max_length=80)
    language = models.CharField(_("language"), max_length=8)
    audience = models.CharField(_("audience"), max_length=10, choices=Audience.choices)
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.DRAFT
    )
    title = models.CharField(_("title"), max_length=200)
    body = models.TextField(_("body"))
    topics = models.JSONField(_("topics"), default=list, blank=True)
    source_story = models.CharField(_("learnt from"), max_length=40, blank=True, default="")
    latest = models.PositiveIntegerField(_("latest version"), default=1)
    published = models.PositiveIntegerField(_("published version"), default=0)
    review_at = models.DateTimeField(_("review by"), null=True, blank=True)
    changed_at = models.DateTimeField(_("changed"))
    helped = models.PositiveIntegerField(_("helped"), default=0)
    not_helped = models.PositiveIntegerField(_("did not help"), default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["key", "language"], name="knowledge_one_per_language"
            )
        ]
        indexes = [models.Index(fields=["-changed_at", "-id"], name="knowledge_changed")]

    def __str__(self) -> str:
        return f"{self.ref} {self.title}"


class Version(models.Model):
    """What was written once. Never changed."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    title = models.CharField(_("title"), max_length=200)
    body = models.TextField(_("body"))
    written_at = models.DateTimeField(_("written"))
    written_by = models.CharField(_("written by"), max_length=40)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="knowledge_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.article_id} v{self.number}"


class Vote(models.Model):
    """Whether an article helped somebody; one word per reader, who may change it."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="votes")
    voter = models.CharField(_("reader"), max_length=80)
    has_helped = models.BooleanField(_("helped"))
    at = models.DateTimeField(_("when"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "voter"], name="knowledge_one_vote_each")
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {self.has_helped}"
