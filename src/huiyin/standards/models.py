from django.db import models
from django.db.models import F, Q


class TreeNode(models.Model):
    """A branch or leaf of a tree; the code says where: `billing.refund_pending`."""

    code = models.CharField(max_length=80, unique=True)
    names = models.JSONField()
    position = models.PositiveIntegerField(default=0)
    is_active = models.BooleanField(default=True)

    class Meta:
        abstract = True
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.code


class Topic(TreeNode):
    """What the customer sees."""

    department = models.CharField(max_length=30)

    class Meta(TreeNode.Meta):
        abstract = False


class Cause(TreeNode):
    """What was found."""

    class Meta(TreeNode.Meta):
        abstract = False


class Policy(models.Model):
    """A promise with a name; what it promises is said by its versions."""

    code = models.CharField(max_length=30, unique=True)
    names = models.JSONField()

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code


class Version(models.Model):
    """One of the successive states of a thing; valid during [valid_from, valid_to)."""

    number = models.PositiveIntegerField()
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField(null=True)
    review_due_at = models.DateTimeField(null=True)
    source = models.CharField(max_length=200, default="", blank=True)
    note = models.TextField(default="", blank=True)
    revised_at = models.DateTimeField()
    revised_by = models.CharField(max_length=60, default="", blank=True)

    class Meta:
        abstract = True


class PolicyVersion(Version):
    """Whom a policy is for and what it promises them."""

    policy = models.ForeignKey(Policy, models.PROTECT, related_name="versions")
    topic = models.CharField(max_length=80, default="", blank=True)
    is_vip = models.BooleanField(null=True)
    urgency = models.CharField(max_length=10, default="", blank=True)
    region = models.CharField(max_length=20, default="", blank=True)
    channel = models.CharField(max_length=20, default="", blank=True)
    targets = models.JSONField()
    applies_to = models.CharField(max_length=10, default="new")

    class Meta(Version.Meta):
        abstract = False
        ordering = ["policy", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["policy", "number"], name="standards_policy_number"
            ),
            models.UniqueConstraint(
                fields=["policy"],
                condition=Q(valid_to=None),
                name="standards_policy_one_latest",
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")),
                name="standards_policy_validity",
            ),
        ]

    def __str__(self) -> str:
        return f"policy {self.policy_id} version {self.number}"


class Standard(models.Model):
    """A service standard: of a service or process step, in time, quality or conduct."""

    code = models.CharField(max_length=30, unique=True)
    names = models.JSONField()
    aspect = models.CharField(max_length=10)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code


class StandardVersion(Version):
    """What a service standard demands: at least or at most so much."""

    standard = models.ForeignKey(Standard, models.PROTECT, related_name="versions")
    topic = models.CharField(max_length=80, default="", blank=True)
    step = models.CharField(max_length=30, default="", blank=True)
    comparison = models.CharField(max_length=8)
    value = models.CharField(max_length=30)
    unit = models.CharField(max_length=20)
    owner = models.CharField(max_length=30, default="", blank=True)

    class Meta(Version.Meta):
        abstract = False
        ordering = ["standard", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["standard", "number"], name="standards_standard_number"
            ),
            models.UniqueConstraint(
                fields=["standard"],
                condition=Q(valid_to=None),
                name="standards_standard_one_latest",
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")),
                name="standards_standard_validity",
            ),
        ]

    def __str__(self) -> str:
        return f"standard {self.standard_id} version {self.number}"


class Limit(models.Model):
    """A legal limit of a country or province, with its source and how surely it is known."""

    kind = models.CharField(max_length=40)
    names = models.JSONField()
    region = models.CharField(max_length=20)
    # Text, so that a decimal comes back as it was written on every database.
    value = models.CharField(max_length=30)
    unit = models.CharField(max_length=20)
    calendar = models.CharField(max_length=30, default="24x7")
    source = models.CharField(max_length=200)
    clause = models.CharField(max_length=100, default="", blank=True)
    tag = models.CharField(max_length=1)
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField(null=True)

    class Meta:
        ordering = ["region", "kind", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "kind", "valid_from"], name="standards_limit_once"
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")),
                name="standards_limit_validity",
            ),
            models.CheckConstraint(
                condition=Q(tag__in=["V", "S", "R"]), name="standards_limit_tag"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} in {self.region}"


class WorkCalendar(models.Model):
    """A working calendar; the last of its versions holds all that earlier ones still say."""

    code = models.CharField(max_length=30, unique=True)
    names = models.JSONField()
    holiday_country = models.CharField(max_length=2, default="", blank=True)
    holiday_subdivision = models.CharField(max_length=10, default="", blank=True)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code


class CalendarVersion(models.Model):
    """What a calendar says, past and future, as of one revision."""

    calendar = models.ForeignKey(WorkCalendar, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    zone = models.CharField(max_length=50)
    # Weekly hours, each with the day from which they apply: [{"from": …, "weekly": …}].
    weeks = models.JSONField()
    special_days = models.JSONField()
    unannounced_years = models.JSONField(default=list)
    applies_from = models.DateField()
    note = models.TextField(default="", blank=True)
    revised_at = models.DateTimeField()
    revised_by = models.CharField(max_length=60, default="", blank=True)

    class Meta:
        ordering = ["calendar", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["calendar", "number"], name="standards_calendar_number"
            ),
        ]

    def __str__(self) -> str:
        return f"calendar {self.calendar_id} version {self.number}"
