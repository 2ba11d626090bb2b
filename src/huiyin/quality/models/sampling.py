from django.db import models


class Followed(models.Model):
    """How far the journal has been followed: one row. Of two who write, `step` lets one."""

    seal = models.BigIntegerField(default=0)
    step = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"followed up to seal {self.seal}"


class SentAnswer(models.Model):
    """That somebody answered a customer; the words stay where they are."""

    message_id = models.BigIntegerField(unique=True)
    case_ref = models.CharField(max_length=24)
    user_id = models.BigIntegerField()
    at = models.DateTimeField()
    is_first = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["at", "id"], name="quality_answer_by_moment")]

    def __str__(self) -> str:
        return f"message {self.message_id} on {self.case_ref}"


class Draw(models.Model):
    """A week's sample. With the seed and the answers of the week it can be drawn again."""

    week = models.CharField(max_length=8, unique=True)
    since = models.DateTimeField()
    until = models.DateTimeField()
    seed = models.CharField(max_length=32)
    percent = models.FloatField()
    per_person = models.PositiveSmallIntegerField()
    sent = models.PositiveIntegerField()
    people = models.PositiveIntegerField()
    drawn_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.week


class Sample(models.Model):
    """An answer that was drawn, with what the machine thinks of it. No words."""

    draw = models.ForeignKey(Draw, models.CASCADE, related_name="samples")
    message_id = models.BigIntegerField(unique=True)
    case_ref = models.CharField(max_length=24, db_index=True)
    user_id = models.BigIntegerField()
    person_id = models.BigIntegerField()
    department = models.CharField(max_length=20, default="", blank=True)
    team = models.CharField(max_length=40, default="", blank=True)
    region = models.CharField(max_length=12, default="", blank=True)
    topic = models.CharField(max_length=60, default="", blank=True)
    answered_at = models.DateTimeField()
    # chance, weak or unhappy; by chance: of how many of this person's answers how many.
    reason = models.CharField(max_length=8)
    of_sent = models.PositiveIntegerField(default=0)
    of_drawn = models.PositiveIntegerField(default=0)
    # By criterion, from 0 to 1; what is not known is not there.
    scores = models.JSONField(default=dict)
    overall = models.FloatField()
    # How many judgements stand, and whether an appeal waits.
    judged = models.PositiveSmallIntegerField(default=0)
    is_appealed = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["overall", "id"], name="quality_sample_weakest"),
            models.Index(fields=["judged", "overall", "id"], name="quality_sample_open"),
            models.Index(fields=["user_id", "-answered_at"], name="quality_sample_of_user"),
        ]

    def __str__(self) -> str:
        return f"sample {self.pk} of {self.case_ref}"
