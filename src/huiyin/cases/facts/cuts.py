"""What every row of the lake about a case carries, so that no measure has to join.

Topic, channel, region, department, tier, source. No names, no words, no contacts: the lake
holds nothing personal.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from django.db.models import Max, Min, QuerySet
from django.db.models.functions import TruncDate

from huiyin.cases.models import Case
from huiyin.cases.rules.areas import area_of
from huiyin.kernel.journal.models import Entry
from huiyin.kernel.lake.datasets import Column, Kind

TEXT, WHOLE, YES_NO, MOMENT, DAY = Kind.TEXT, Kind.WHOLE, Kind.YES_NO, Kind.MOMENT, Kind.DAY

CUTS = (
    Column("opened_on", DAY, "day the complaint was said, in the reporting zone"),
    Column("opened_hour", WHOLE, "hour of that day, 0 to 23"),
    Column("opened_weekday", WHOLE, "1 Monday to 7 Sunday"),
    Column("topic_group", TEXT, "first level of the topic; empty while unknown"),
    Column("area", TEXT, "first level of the region, else the province the source named"),
    Column("ref", TEXT, "reference of the case"),
    Column("topic", TEXT, "code of the topic"),
    Column("channel", TEXT, "how it was said"),
    Column("region", TEXT, "administrative code, as exact as known"),
    Column("department", TEXT, "department that holds or held it last"),
    Column("source", TEXT, "empty for our own channels, else the imported file or system"),
    Column("urgency", TEXT, "normal, high or urgent"),
    Column("is_vip", YES_NO, "tier of the customer"),
    Column("tier", TEXT, "care (in need of it), vip or ordinary"),
    Column("is_vulnerable", YES_NO, "customer in need of care"),
    Column("opened_at", MOMENT, "when the complaint was said"),
)

# Read as they stand in the database: column or help column, and its field.
CUT_FIELDS = (
    *("ref", "topic", "channel", "region", "department", "source", "urgency"),
    *("is_vip", "is_vulnerable", "opened_at", "place"),
)


def touched(after: int | None) -> list[date]:
    """Return the days of opening of the cases that the journal speaks of after a seal."""
    from huiyin.kernel.lake.columns import reporting_zone  # noqa: PLC0415

    zone = reporting_zone()
    if after is not None:
        told = Entry.objects.filter(seal_id__gt=after, name__startswith="cases.")
        changed = Case.objects.filter(ref__in=told.values("story"))
        days = changed.annotate(on=TruncDate("opened_at", tzinfo=zone)).values_list("on")
        return [day for (day,) in days.distinct().order_by("on")]
    span = Case.objects.aggregate(first=Min("opened_at"), last=Max("opened_at"))
    if span["first"] is None:
        return []
    first = span["first"].astimezone(zone).date()
    count = (span["last"].astimezone(zone).date() - first).days
    return [first + timedelta(days=number) for number in range(count + 1)]


def opened(
    rows: "QuerySet[Any, Any]", case: str, first: date, last: date, fields: Mapping[str, str]
) -> "QuerySet[Any, Any]":
    """Return rows of the cases opened on these days as values, `fields` after CUT_FIELDS."""
    from huiyin.kernel.lake.columns import moments_of  # noqa: PLC0415

    begin, end = moments_of(first, last)
    span = {f"{case}opened_at__gte": begin, f"{case}opened_at__lt": end}
    read = [*(f"{case}{name}" for name in CUT_FIELDS), *fields.values()]
    return rows.filter(**span).order_by(f"{case}opened_at", f"{case}id").values_list(*read)


def cut_arrays(cells: Mapping[str, Sequence[Any]]) -> dict[str, Any]:
    """Return the columns of CUTS from what CUT_FIELDS read."""
    from huiyin.kernel.lake.columns import column, local_parts  # noqa: PLC0415

    kinds = {one.name: one.kind for one in CUTS} | {"place": TEXT}
    found = {name: column(cells[name], kinds[name]) for name in CUT_FIELDS}
    on, hour, weekday = local_parts(found["opened_at"])
    areas = [_area(*pair) for pair in zip(cells["region"], cells["place"], strict=True)]
    groups = [topic.partition(".")[0] for topic in cells["topic"]]
    tiers = [
        "care" if needs_care else "vip" if is_vip else "ordinary"
        for needs_care, is_vip in zip(cells["is_vulnerable"], cells["is_vip"], strict=True)
    ]
    found |= {"opened_on": on, "opened_hour": hour, "opened_weekday": weekday}
    found |= {"topic_group": column(groups, TEXT), "area": column(areas, TEXT)}
    return found | {"tier": column(tiers, TEXT)}


@lru_cache(maxsize=4096)
def _area(region: str, place: str) -> str:
    return area_of(region=region, place=place)
