"""Cases, their clocks and their ratings as datasets for the lake.

One row a case, a stopped or running clock, a call-back. Each row carries what reports are cut
by (topic, channel, region, department, source), so that no measure has to join. No names, no
words, no contacts: the lake holds nothing personal.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from django.db.models import Max, Min, Q, QuerySet
from django.db.models.functions import TruncDate

from huiyin.cases.models import CallBack, Case, Clock
from huiyin.cases.rules.areas import area_of
from huiyin.kernel.journal.models import Entry
from huiyin.kernel.lake.datasets import Column, Kind, dataset

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
    Column("is_vulnerable", YES_NO, "customer in need of care"),
    Column("opened_at", MOMENT, "when the complaint was said"),
)
CASE_COLUMNS = (
    *CUTS,
    Column("state", TEXT, "state of its life; merged ones are told in their master"),
    Column("is_history", YES_NO, "ended elsewhere before it was told here: not our handling"),
    Column("cause", TEXT, "cause found, empty while unknown"),
    Column("cycle", WHOLE, "1, and one more for each reopening"),
    Column("is_first_contact", YES_NO, "solved and closed at the first contact"),
    Column("is_repeat", YES_NO, "same customer and topic within 30 days"),
    Column("is_bypass", YES_NO, "went, or said to go, past us to the regulator or the press"),
    Column("chased", WHOLE, "how often the customer asked again"),
    Column("handovers", WHOLE, "how often it changed hands"),
    Column("escalation", WHOLE, "highest level it was escalated to"),
    Column("first_response_at", MOMENT, "first answer"),
    Column("resolved_at", MOMENT, "last time it was resolved"),
    Column("closed_at", MOMENT, "last time it was closed"),
    Column("first_response_s", WHOLE, "seconds of the calendar from opening to first answer"),
    Column("resolution_s", WHOLE, "seconds of the calendar from opening to the resolution"),
)
CLOCK_COLUMNS = (
    *CUTS,
    Column("kind", TEXT, "which promise"),
    Column("cycle", WHOLE, "cycle of the case it belongs to"),
    Column("is_work_order", YES_NO, "a department's clock, not the customer's"),
    Column("target_s", WHOLE, "promised working seconds"),
    Column("consumed_s", WHOLE, "working seconds used up to its last stop or pause"),
    Column("clock_state", TEXT, "running, paused or stopped"),
    Column("outcome", TEXT, "met, breached or cancelled; empty while it runs"),
    Column("started_at", MOMENT, "when it began"),
    Column("due_at", MOMENT, "when the promise falls or fell due"),
    Column("stopped_at", MOMENT, "when it ended"),
)
RATING_COLUMNS = (
    *CUTS,
    Column("cycle", WHOLE, "cycle of the case it asks about"),
    Column("by_person", YES_NO, "asked by a person, not by an invitation"),
    Column("outcome", TEXT, "rated, unreachable or silent; empty while open"),
    Column("score", WHOLE, "1 to 5"),
    Column("is_solved", YES_NO, "the customer says it is solved"),
    Column("is_timely", YES_NO, "the customer says it was quick enough"),
    Column("is_satisfied", YES_NO, "the customer says to be satisfied"),
    Column("invited_at", MOMENT, "when asked"),
    Column("answered_at", MOMENT, "when answered"),
)
# Read as they stand in the database, for all three: column or help column, and its field.
_CUT_FIELDS = (
    *("ref", "topic", "channel", "region", "department", "source", "urgency"),
    *("is_vip", "is_vulnerable", "opened_at", "place"),
)
_CASE_FIELDS = {
    "is_repeat": "repeat_of_id",
    "recorded_at": "recorded_at",
} | {
    name: name
    for name in (
        *("state", "cause", "cycle", "is_first_contact", "is_bypass", "chased", "handovers"),
        *("escalation", "first_response_at", "resolved_at", "closed_at"),
    )
}
_CLOCK_FIELDS = {"is_work_order": "work_order_id", "clock_state": "state"} | {
    name: name
    for name in (
        *("kind", "cycle", "target_s", "consumed_s", "outcome"),
        *("started_at", "due_at", "stopped_at"),
    )
}
_RATING_FIELDS = {column.name: column.name for column in RATING_COLUMNS[len(CUTS) :]}
_HELPERS = {"place": TEXT, "recorded_at": MOMENT}


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


@dataset("cases", columns=CASE_COLUMNS, touched=touched)
def cases(first: date, last: date) -> Iterator[Any]:
    """Yield the cases opened on these days."""
    rows = _opened(Case.objects.all(), "", first, last, _CASE_FIELDS)
    yield from _batches(rows, CASE_COLUMNS, _CASE_FIELDS)


@dataset("clocks", columns=CLOCK_COLUMNS, touched=touched)
def clock_facts(first: date, last: date) -> Iterator[Any]:
    """Yield the clocks of the cases opened on these days."""
    rows = _opened(Clock.objects.all(), "case__", first, last, _CLOCK_FIELDS)
    yield from _batches(rows, CLOCK_COLUMNS, _CLOCK_FIELDS)


@dataset("ratings", columns=RATING_COLUMNS, touched=touched)
def ratings(first: date, last: date) -> Iterator[Any]:
    """Yield the call-backs of the cases opened on these days."""
    # Who was not asked is only there if they said something all the same.
    told = CallBack.objects.filter(Q(is_spared=False) | Q(outcome="rated"))
    rows = _opened(told, "case__", first, last, _RATING_FIELDS)
    yield from _batches(rows, RATING_COLUMNS, _RATING_FIELDS)


def _opened(
    rows: "QuerySet[Any, Any]", case: str, first: date, last: date, fields: Mapping[str, str]
) -> "QuerySet[Any, Any]":
    from huiyin.kernel.lake.columns import moments_of  # noqa: PLC0415

    begin, end = moments_of(first, last)
    span = {f"{case}opened_at__gte": begin, f"{case}opened_at__lt": end}
    read = [*(f"{case}{name}" for name in _CUT_FIELDS), *fields.values()]
    return rows.filter(**span).order_by(f"{case}opened_at", f"{case}id").values_list(*read)


def _batches(
    rows: "QuerySet[Any, Any]", columns: Sequence[Column], fields: Mapping[str, str]
) -> Iterator[Any]:
    import pyarrow as pa  # noqa: PLC0415 - only the publisher loads it

    from huiyin.kernel.lake.columns import arrow_schema, chunks  # noqa: PLC0415

    schema, names = arrow_schema(columns), (*_CUT_FIELDS, *fields)
    for chunk in chunks(rows):
        cells = dict(zip(names, zip(*chunk, strict=True), strict=True))
        arrays = _arrays(cells, columns)
        yield pa.record_batch([arrays[one.name] for one in columns], schema=schema)


def _arrays(cells: dict[str, Any], columns: Sequence[Column]) -> dict[str, Any]:
    from huiyin.kernel.lake.columns import column, local_parts  # noqa: PLC0415

    for name in ("is_repeat", "is_work_order"):
        # Whether there is another row is all that the lake has to know of it.
        if name in cells:
            cells[name] = [cell is not None for cell in cells[name]]
    kinds = {one.name: one.kind for one in columns} | _HELPERS
    found = {name: column(values, kinds[name]) for name, values in cells.items()}
    on, hour, weekday = local_parts(found["opened_at"])
    areas = [_area(*pair) for pair in zip(cells["region"], cells["place"], strict=True)]
    groups = [topic.partition(".")[0] for topic in cells["topic"]]
    found |= {"opened_on": on, "opened_hour": hour, "opened_weekday": weekday}
    found |= {"topic_group": column(groups, TEXT), "area": column(areas, TEXT)}
    return found | _course(found) if "resolved_at" in found else found


def _course(known: dict[str, Any]) -> dict[str, Any]:
    """Return what follows from the moments of a case."""
    import pyarrow.compute as pc  # noqa: PLC0415

    from huiyin.kernel.lake.columns import seconds_between  # noqa: PLC0415

    opened, resolved = known["opened_at"], known["resolved_at"]
    before = pc.coalesce(pc.less(resolved, known["recorded_at"]), True)
    return {
        "is_history": pc.and_(pc.equal(known["state"], "closed"), before),
        "first_response_s": seconds_between(opened, known["first_response_at"]),
        "resolution_s": seconds_between(opened, resolved),
    }


@lru_cache(maxsize=4096)
def _area(region: str, place: str) -> str:
    return area_of(region=region, place=place)
