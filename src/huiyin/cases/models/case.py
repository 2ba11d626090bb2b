from dataclasses import fields

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huiyin.cases.rules import clocks
from huiyin.cases.rules.life import State

STATE_NAMES = {
    State.RECEIVED: _("Received"),
    State.TRIAGED: _("Triaged"),
    State.IN_PROGRESS: _("In progress"),
    State.WAITING_CUSTOMER: _("Waiting for the customer"),
    State.WAITING_THIRD_PARTY: _("Waiting for a third party"),
    State.RESOLVED: _("Resolved"),
    State.CALLED_BACK: _("Called back"),
    State.CLOSED: _("Closed"),
    State.WITHDRAWN: _("Withdrawn"),
    State.MERGED: _("Merged"),
}


READING = tuple(field.name for field in fields(clocks.Clock))


class Case(models.Model):
    """One complaint and how it went. Clocks, queue and search live in rows of their own."""

    ref = models.CharField(max_length=24, unique=True)
    # Values from below, by identifier: who complains, who holds it.
    customer_id = models.BigIntegerField(null=True)
    holder_id = models.BigIntegerField(null=True)
    state = models.CharField(
        max_length=20, choices=[(state.value, name) for state, name in STATE_NAMES.items()]
    )
    cycle = models.PositiveSmallIntegerField(default=1)
    channel = models.CharField(max_length=12)
    source = models.CharField(max_length=40, default="", blank=True)
    title = models.CharField(max_length=200, default="", blank=True)
    topic = models.CharField(max_length=60, default="", blank=True)
    topic_confidence = models.FloatField(default=0)
    topic_by = models.CharField(max_length=12, default="model")
    # What the model said at the door, and which version of it; stays when people decide.
    suggestions = models.JSONField(default=list)
    judged_by = models.CharField(max_length=8, default="", blank=True)
    cause = models.CharField(max_length=60, default="", blank=True)
    urgency = models.CharField(max_length=8, default="normal")
    sentiment = models.FloatField(default=0)
    signals = models.JSONField(default=list)
    language = models.CharField(max_length=8, default="", blank=True)
    region = models.CharField(max_length=12, default="", blank=True)
    place = models.CharField(max_length=120, default="", blank=True)
    is_vip = models.BooleanField(default=False)
    is_vulnerable = models.BooleanField(default=False)
    is_bypass = models.BooleanField(default=False)
    is_first_contact = models.BooleanField(default=False)
    department = models.CharField(max_length=20, default="", blank=True)
    team = models.CharField(max_length=40, default="", blank=True)
    reasons = models.JSONField(default=list)
    handovers = models.PositiveSmallIntegerField(default=0)
    chased = models.PositiveSmallIntegerField(default=0)
    escalation = models.PositiveSmallIntegerField(default=0)
    repeat_of = models.ForeignKey(
        "self", models.SET_NULL, null=True, related_name="repeats", db_index=False
    )
    merged_into = models.ForeignKey(
        "self", models.SET_NULL, null=True, related_name="merged", db_index=False
    )
    opened_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    first_response_at = models.DateTimeField(null=True)
    resolved_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    updated_at = models.DateTimeField()
    source_topic = models.CharField(max_length=120, default="", blank=True)
    source_status = models.CharField(max_length=40, default="", blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["customer_id", "-opened_at"], name="cases_case_of_customer"),
            models.Index(fields=["opened_at", "id"], name="cases_case_by_opening"),
            models.Index(
                fields=["resolved_at"],
                condition=Q(resolved_at__isnull=False),
                name="cases_case_by_answer",
            ),
            models.Index(
                fields=["merged_into"],
                condition=Q(merged_into__isnull=False),
                name="cases_case_merged",
            ),
            models.Index(
                fields=["repeat_of"],
                condition=Q(repeat_of__isnull=False),
                name="cases_case_repeats",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="merged") | Q(merged_into__isnull=False),
                name="cases_case_merged_has_master",
            ),
        ]

    def __str__(self) -> str:
        return self.ref


class QueueEntry(models.Model):
    """An open case as it stands in the queues: one narrow row, gone when nothing is to do.

    Queues are read all day and sorted by what is due; keeping that here leaves the case row
    alone when clocks are recomputed, and keeps the indexes as small as what is open.
    """

    case = models.OneToOneField(Case, models.CASCADE, primary_key=True, related_name="queue")
    due_at = models.DateTimeField()
    state = models.CharField(max_length=20)
    department = models.CharField(max_length=20)
    team = models.CharField(max_length=40)
    holder_id = models.BigIntegerField(null=True)
    region = models.CharField(max_length=12)
    topic = models.CharField(max_length=60)
    escalation = models.PositiveSmallIntegerField(default=0)
    # Not confident enough about the topic: a person decides first.
    needs_triage = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["due_at", "case"], name="cases_queue_by_due"),
            models.Index(
                fields=["department", "due_at", "case"], name="cases_queue_department"
            ),
            models.Index(fields=["holder_id", "due_at", "case"], name="cases_queue_holder"),
            models.Index(
                fields=["department", "due_at", "case"],
                condition=Q(holder_id=None),
                name="cases_queue_unheld",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} due {self.due_at:%Y-%m-%d %H:%M}"


class Clock(models.Model):
    """A promise about time on a case or a work order; see rules/clocks.py."""

    # The indexes below serve both; each more is paid for with every complaint.
    case = models.ForeignKey(Case, models.CASCADE, related_name="clocks", db_index=False)
    work_order = models.ForeignKey(
        "cases.WorkOrder", models.CASCADE, null=True, related_name="clocks", db_index=False
    )
    kind = models.CharField(max_length=20)
    cycle = models.PositiveSmallIntegerField(default=1)
    policy_version_id = models.BigIntegerField(null=True)
    calendar = models.CharField(max_length=40)
    source = models.CharField(max_length=200, default="", blank=True)
    milestones = models.JSONField(default=list)
    fired_percent = models.PositiveSmallIntegerField(default=0)
    target_s = models.PositiveIntegerField()
    state = models.CharField(max_length=8)
    started_at = models.DateTimeField()
    since = models.DateTimeField(null=True)
    consumed_s = models.PositiveIntegerField(default=0)
    due_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, default="", blank=True)
    pause_reason = models.CharField(max_length=200, default="", blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["case", "kind"], name="cases_clock_of_case"),
            models.Index(
                fields=["work_order"],
                condition=Q(work_order__isnull=False),
                name="cases_clock_of_order",
            ),
            models.Index(
                fields=["policy_version_id"],
                condition=~Q(state="stopped"),
                name="cases_clock_live_by_policy",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "kind"],
                condition=Q(work_order=None) & ~Q(state="stopped"),
                name="cases_clock_one_live_per_case",
            ),
            models.UniqueConstraint(
                fields=["work_order", "kind"],
                condition=Q(work_order__isnull=False) & ~Q(state="stopped"),
                name="cases_clock_one_live_per_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.case_id}"

    @property
    def reading(self) -> clocks.Clock:
        """Return the clock as a value for the rules."""
        return clocks.Clock(**{name: getattr(self, name) for name in READING})


class Segment(models.Model):
    """A finished stretch of a clock: the ledger that `explain` prints and `repair` replays."""

    clock = models.ForeignKey(Clock, models.CASCADE, related_name="segments")
    state = models.CharField(max_length=8)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    seconds = models.PositiveIntegerField()
    reason = models.CharField(max_length=200, default="", blank=True)
    actor = models.CharField(max_length=60, default="", blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.state} {self.seconds} s"

    def as_value(self) -> clocks.Segment:
        names = (field.name for field in fields(clocks.Segment))
        return clocks.Segment(**{name: getattr(self, name) for name in names})


class Milestone(models.Model):
    """A warning or escalation that was reached: once per clock and percent."""

    clock = models.ForeignKey(Clock, models.CASCADE, related_name="reached")
    percent = models.PositiveSmallIntegerField()
    audience = models.CharField(max_length=20)
    action = models.CharField(max_length=20)
    due_at = models.DateTimeField()
    fired_at = models.DateTimeField()
    acknowledged_by = models.CharField(max_length=60, default="", blank=True)
    acknowledged_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clock", "percent"], name="cases_milestone_fires_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.percent} % of clock {self.clock_id}"


class WorkOrder(models.Model):
    """What one department does for a case, with its own clock (OLA)."""

    ref = models.CharField(max_length=24, unique=True)
    case = models.ForeignKey(Case, models.CASCADE, related_name="work_orders")
    department = models.CharField(max_length=20)
    team = models.CharField(max_length=40, default="", blank=True)
    holder_id = models.BigIntegerField(null=True)
    task = models.TextField()
    state = models.CharField(max_length=12, default="issued")
    result = models.TextField(default="", blank=True)
    cause = models.CharField(max_length=60, default="", blank=True)
    handovers = models.PositiveSmallIntegerField(default=0)
    issued_by = models.CharField(max_length=60)
    issued_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["department", "issued_at"],
                condition=Q(ended_at=None),
                name="cases_workorder_open",
            ),
        ]

    def __str__(self) -> str:
        return self.ref


class Note(models.Model):
    """Something staff say among themselves about a case; never shown to the customer."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="notes")
    author = models.CharField(max_length=60)
    author_name = models.CharField(max_length=80, default="", blank=True)
    body = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"note on {self.case_id}"


class CallBack(models.Model):
    """Asking the customer whether it is solved: one per cycle, by invitation or by a person."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="call_backs")
    cycle = models.PositiveSmallIntegerField()
    by_person = models.BooleanField(default=False)
    # Told of the answer, but not asked to rate it: they were asked about another case lately.
    is_spared = models.BooleanField(default=False)
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    # Calls that reached nobody.
    attempts = models.PositiveSmallIntegerField(default=0)
    # rated, unreachable, silent, spared (as not asked, so not silent); empty while open.
    outcome = models.CharField(max_length=12, default="", blank=True)
    score = models.PositiveSmallIntegerField(null=True)
    is_solved = models.BooleanField(null=True)
    is_timely = models.BooleanField(null=True)
    is_satisfied = models.BooleanField(null=True)
    words = models.TextField(default="", blank=True)
    recorded_by = models.CharField(max_length=60, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "cycle"], name="cases_callback_one_a_cycle"
            ),
        ]

    def __str__(self) -> str:
        return f"call-back on {self.case_id}, cycle {self.cycle}"


class Concession(models.Model):
    """Money given as amends (减免): granted within one's authority, above it approved."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="concessions")
    # Millionths of the unit: SQLite keeps decimals as binary floats.
    amount_micro = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    reason = models.CharField(max_length=400)
    # granted, pending, approved, rejected
    state = models.CharField(max_length=10)
    asked_by = models.CharField(max_length=60)
    asked_at = models.DateTimeField()
    decided_by = models.CharField(max_length=60, default="", blank=True)
    decided_at = models.DateTimeField(null=True)
    decision = models.CharField(max_length=400, default="", blank=True)

    def __str__(self) -> str:
        return f"{self.amount_micro / 1_000_000:.2f} {self.currency} on {self.case_id}"


class Appeal(models.Model):
    """The matter taken to the regulator or another body, after or past our answer."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="appeals")
    body = models.CharField(max_length=80)
    reference = models.CharField(max_length=80, default="", blank=True)
    filed_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decision = models.TextField(default="", blank=True)

    def __str__(self) -> str:
        return f"appeal on {self.case_id}"


class MergeCandidate(models.Model):
    """Two cases that may be the same matter, and what a person made of it."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="merge_candidates")
    other = models.ForeignKey(Case, models.CASCADE, related_name="+")
    score = models.FloatField()
    reasons = models.JSONField(default=list)
    found_at = models.DateTimeField()
    # open, merged, apart, undone
    state = models.CharField(max_length=8, default="open")
    state_before = models.CharField(max_length=20, default="", blank=True)
    decided_by = models.CharField(max_length=60, default="", blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "other"], name="cases_candidate_pair"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} = {self.other_id}? {self.score:.2f}"
