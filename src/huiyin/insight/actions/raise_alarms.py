"""Tell supervisors of matters that break out, each once."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Min
from django.db.models.functions import ExtractHour, ExtractIsoWeekDay

from huiyin.insight.events import TopicEmerged
from huiyin.insight.models import HotTopic, TopicCase, Watch
from huiyin.insight.queries.words_of_cases import customer_key, local, local_zone
from huiyin.insight.rules.topics.emerging import (
    AGAIN,
    MONTH,
    WINDOWS,
    Alarm,
    Spread,
    alarm_of,
    level_for,
)
from huiyin.kernel.access.models import RoleGrant
from huiyin.kernel.access.roles import Role
from huiyin.kernel.journal.record import record
from huiyin.notifications.public import NewStaffNotice, notify_staff

NOTICE = "insight.topic_emerging"
# Complaints older than this are history: they join no topic and are grouped into none.
WINDOW = timedelta(days=14)
LOOKED_BACK = timedelta(days=60)


def story_of(topic_id: int) -> str:
    """Return under which story the journal tells of a topic."""
    return f"topic:{topic_id}"


def usual_of(*, at: datetime) -> dict[str, Any]:
    """Return how complaints come: over the hours of a week, how many a month, since when. Three
    queries; what the watch keeps of it is renewed with each grouping."""
    seen = TopicCase.objects.filter(at__gte=at - LOOKED_BACK)
    zone = local_zone()
    hours = seen.annotate(
        day=ExtractIsoWeekDay("at", tzinfo=zone), hour=ExtractHour("at", tzinfo=zone)
    ).values_list("day", "hour")
    counts = [0] * 168
    for day, hour, count in hours.annotate(count=Count("pk")).order_by():
        counts[(day - 1) * 24 + hour] = count
    since = TopicCase.objects.aggregate(first=Min("at"))["first"]
    days = min(MONTH, at - since) / timedelta(days=1) if since else 1.0
    lately = seen.filter(at__gte=at - MONTH).count()
    return {"spread": counts, "a_month": 30 * lately / max(days, 1.0), "heard_since": since}


def raise_alarms(topics: Iterable[HotTopic], seen: Watch, *, at: datetime) -> int:
    """Tell of those topics (held by the caller) that break out just now; return how many.

    A topic is told once in a fortnight. One query for each topic that somebody joined.
    """
    if seen.heard_since is None:
        return 0
    spread, level = Spread(seen.spread), level_for(seen.a_month)
    told = 0
    for topic in topics:
        if topic.emerged_at is not None and at - topic.emerged_at < AGAIN:
            continue
        alarm = _alarm(topic, seen.heard_since, spread, level, at=at)
        if alarm is not None:
            topic.emerged_at = at
            topic.save(update_fields=["emerged_at"])
            _tell(topic, alarm, at=at)
            told += 1
    return told


def _alarm(
    topic: HotTopic, heard_since: datetime, spread: Spread, level: float, *, at: datetime
) -> Alarm | None:
    if at - topic.last_at > WINDOWS[0]:
        # It broke out before anybody listened, as with a file taken in late: no news.
        return None
    members = TopicCase.objects.filter(topic=topic, state="in", at__gte=at - 2 * LOOKED_BACK)
    rows = members.order_by("at", "pk").values_list("at", "customer_id", "case_ref")
    said = [(local(moment), customer_key(who, ref)) for moment, who, ref in rows]
    since = local(max(heard_since, topic.found_at - WINDOW))
    return alarm_of(said, heard_since=since, spread=spread, level=level) if said else None


def _tell(topic: HotTopic, alarm: Alarm, *, at: datetime) -> None:
    hours = int(alarm.window / timedelta(hours=1))
    event = TopicEmerged(
        topic_id=topic.pk,
        customers=alarm.customers,
        hours=hours,
        usual=round(alarm.expected, 1),
        chance=float(f"{alarm.chance:.2g}"),
    )
    record(event, story=story_of(topic.pk), at=at)
    notice = NewStaffNotice(
        code=NOTICE,
        user_ids=_supervisors(topic),
        story=story_of(topic.pk),
        # The words that several customers used; no sentence of one.
        values={
            "number": str(topic.pk),
            "words": ", ".join(topic.words[:3]) or "–",
            "customers": str(alarm.customers),
            "hours": str(hours),
        },
        dedupe_key=f"topic:{topic.pk}:{at:%Y-%m-%d}",
    )
    notify_staff(notices=[notice], at=at)


def _supervisors(topic: HotTopic) -> tuple[int, ...]:
    """Return the supervisors in whose scope a complaint of the topic lies."""
    members = TopicCase.objects.filter(topic=topic, state="in")
    places = set(members.values_list("department", "region"))
    grants = RoleGrant.objects.filter(role=Role.SUPERVISOR, user__is_active=True)
    return tuple(
        {
            grant.user_id: None
            for grant in grants.order_by("pk")
            if any(
                grant.as_value().covers(department=department, region=region)
                for department, region in places
            )
        }
    )
