"""What people decided about topics: to measure the model by, and to teach it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Count, F, FloatField, Q
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Cast
from django.utils.timezone import localtime

from huiyin.cases.access import visible_cases
from huiyin.cases.models import Case, Correction
from huiyin.cases.rules.learning import Decision, Lesson
from huiyin.cases.rules.opening import CONFIDENT
from huiyin.kernel.access.roles import Actor
from huiyin.standards.public import topic_names

# More would not fit beside the rest of a worker; the newest teach most.
MOST = 50_000
SHOWN = 100


def lessons() -> list[Lesson]:
    """Return the texts that people decided on, oldest first, each with its last decision.

    What was erased, and topics that are no longer known, teach nothing.
    """
    known = topic_names(language="en")
    found = Correction.objects.filter(is_last=True, is_erased=False).order_by("-at", "-pk")
    return [
        Lesson(text=one.words, topic=one.decided, at=one.at)
        for one in reversed(found.only("words", "decided", "at")[:MOST])
        if one.words and one.decided in known
    ]


def count_lessons(*, after: datetime | None) -> int:
    """Return about how many decisions there are to learn from since then."""
    found = Correction.objects.filter(is_last=True, is_erased=False)
    return (found.filter(at__gt=after) if after else found).count()


def decisions(*, since: datetime) -> list[Decision]:
    """Return what the model said and people decided since; not where no model had spoken."""
    found = Correction.objects.filter(is_last=True, at__gte=since).exclude(judged="")
    rows = found.order_by("at", "pk").values_list(
        "judged", "decided", "confidence", "at", "was_waiting"
    )
    return [
        Decision(
            judged=judged,
            decided=decided,
            confidence=confidence,
            day=localtime(at).date(),
            was_waiting=was_waiting,
        )
        for judged, decided, confidence, at, was_waiting in rows
    ]


def decided_cases(
    *, judged: str, decided: str, since: datetime, actor: Actor
) -> list[Mapping[str, Any]]:
    """Return the cases behind a pair of the confusion table that `actor` may see."""
    found = Correction.objects.filter(
        is_last=True,
        at__gte=since,
        judged=judged,
        decided=decided,
        case__in=visible_cases(actor),
    )
    rows = found.order_by("-at", "-pk").values(
        "at", "confidence", "version", ref=F("case__ref"), title=F("case__title")
    )
    return list(rows[:SHOWN])


def triage_share(*, since: datetime) -> tuple[int, int]:
    """Return how many cases a model read since, and for how many of them it was unsure."""
    said = Cast(KeyTextTransform("1", KeyTransform("0", "suggestions")), FloatField())
    read = Case.objects.filter(opened_at__gte=since).exclude(topic_by="source")
    found = read.annotate(said=said).aggregate(
        read=Count("pk"), sure=Count("pk", filter=Q(said__gte=CONFIDENT))
    )
    return found["read"], found["read"] - found["sure"]
