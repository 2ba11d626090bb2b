from django.db import models
from django.db.models import Q

from huiyin.kernel.claims import Claimable


class PublishedReport(models.Model):
    """A report as the public sees it: figures only, frozen; a later edition stands above it."""

    period = models.CharField(max_length=7)
    edition = models.PositiveSmallIntegerField()
    content = models.JSONField()
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=60)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-period", "-edition"]
        constraints = [
            models.UniqueConstraint(
                fields=["period", "edition"], name="insight_report_one_edition"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period}, edition {self.edition}"


class ReportSchedule(models.Model):
    """A report that somebody has sent to colleagues regularly."""

    owner_id = models.BigIntegerField(db_index=True)
    rhythm = models.CharField(max_length=8)
    form = models.CharField(max_length=5)
    language = models.CharField(max_length=8)
    # Users by id, and what the report is narrowed to.
    readers = models.JSONField(default=list)
    asked = models.JSONField(default=dict)
    next_at = models.DateTimeField()
    is_paused = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.rhythm} report of user {self.owner_id}"


class ReportSending(Claimable):
    """One letter of a schedule to one reader: queued, sent, failed or dropped."""

    OPEN = Q(parked_at=None, state="queued")

    schedule = models.ForeignKey(ReportSchedule, models.CASCADE, related_name="sendings")
    user_id = models.BigIntegerField()
    due_at = models.DateTimeField()
    state = models.CharField(max_length=8, default="queued")
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["schedule", "due_at", "user_id"], name="insight_sending_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["visible_at", "id"],
                condition=Q(parked_at=None, state="queued"),
                name="insight_sending_due",
            ),
        ]

    def __str__(self) -> str:
        return f"report to user {self.user_id}, due {self.due_at:%Y-%m-%d}"


class Watch(models.Model):
    """How far the journal has been followed, and how rare phrases are: one row.

    `step` counts the changes; who writes says which one they saw, so that of two only one does.
    """

    seal = models.BigIntegerField(default=0)
    step = models.BigIntegerField(default=0)
    # How many have come that wait since the window was last grouped.
    fresh = models.PositiveIntegerField(default=0)
    grouped_at = models.DateTimeField(null=True)
    # Rarity by phrase, of phrases that several customers use: nothing personal among them.
    rarity = models.JSONField(default=dict)
    # How complaints lie over the hours of the week, how many come a month, since when.
    spread = models.JSONField(default=list)
    a_month = models.FloatField(default=0)
    heard_since = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"followed up to seal {self.seal}"


class HotTopic(models.Model):
    """A matter that several customers speak of: what it is called and known by, and its heat as
    a fading sum. No text is kept, only masked words and weights."""

    title = models.CharField(max_length=200)
    # Whose sentence the title is: it goes when their words are erased.
    title_ref = models.CharField(max_length=24, default="", blank=True)
    words = models.JSONField(default=list)
    own = models.JSONField(default=list)
    centre = models.JSONField(default=dict)
    typical = models.FloatField(default=0)
    oneness = models.FloatField(default=1)
    heat = models.FloatField(default=0)
    heat_at = models.DateTimeField()
    peak = models.FloatField(default=0)
    weekly = models.FloatField(default=0)
    areas = models.JSONField(default=list)
    region = models.CharField(max_length=12, default="", blank=True)
    topic = models.CharField(max_length=60, default="", blank=True)
    cases = models.PositiveIntegerField(default=0)
    customers = models.PositiveIntegerField(default=0)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    found_at = models.DateTimeField()
    emerged_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    merged_into = models.ForeignKey("self", models.SET_NULL, null=True, related_name="merged")
    # What is being done about it: watched, worked_on, explained; by whom, why, where to look.
    mark = models.CharField(max_length=12, default="", blank=True)
    mark_why = models.CharField(max_length=400, default="", blank=True)
    mark_link = models.CharField(max_length=300, default="", blank=True)
    owner = models.CharField(max_length=60, default="", blank=True)
    marked_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["last_at"],
                condition=models.Q(closed_at=None),
                name="insight_topic_open",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class TopicCase(models.Model):
    """A complaint as topics know it: in one, or waiting in the window for others like it."""

    case_ref = models.CharField(max_length=24, unique=True)
    topic = models.ForeignKey(HotTopic, models.CASCADE, null=True, related_name="members")
    # in; waiting, in none yet; out, taken out by a person; merged into another case.
    state = models.CharField(max_length=8)
    customer_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    weight = models.FloatField()
    nearness = models.FloatField(default=0)
    region = models.CharField(max_length=12, default="", blank=True)
    department = models.CharField(max_length=20, default="", blank=True)
    case_topic = models.CharField(max_length=60, default="", blank=True)
    # Where a person moved it from, so that it can go back.
    from_topic = models.BigIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["topic", "at"], name="insight_case_of_topic"),
            models.Index(fields=["customer_id"], name="insight_case_of_customer"),
            models.Index(fields=["at"], name="insight_case_by_time"),
        ]

    def __str__(self) -> str:
        return self.case_ref
