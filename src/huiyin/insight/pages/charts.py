"""The charts of a report and the tables beside them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiyin.insight.pages.sentences import day_name
from huiyin.insight.pages.words import CUT_NAMES, WEEKDAYS, Names, interval, percent
from huiyin.insight.rules.intervals import Share
from huiyin.insight.rules.reports import Report

SHOWN = 15
# Beside the complaints of each topic, channel, area, department and tier.
CUT_SHARES: Mapping[str, str | Promise] = {
    "on_time": gettext_lazy("Resolved on time"),
    "first_contact": gettext_lazy("First contact"),
    "repeat": gettext_lazy("Repeats"),
    "bypass": gettext_lazy("Bypasses"),
    "reopen": gettext_lazy("Reopened"),
    "satisfaction": gettext_lazy("Satisfied"),
}


@dataclass(frozen=True, slots=True)
class Chart:
    """What `ui/chart.html` shows."""

    id: str
    title: str
    chart: dict[str, Any]
    head: list[str]
    foot: str
    rows: list[list[Any]] = field(default_factory=list)


def charts(report: Report) -> list[Chart]:
    """Return the charts of a report."""
    return [_daily(report), _monthly(report), _heat(report)]


def _daily(report: Report) -> Chart:
    now = [count for _day, count in report.days]
    before = [count for _day, count in report.days_before]
    before = (before + [0] * len(now))[: len(now)]
    day, count = max(report.days, key=lambda one: one[1])
    title = _("Complaints by day: most on %(day)s, %(count)s") % {
        "day": day_name(day),
        "count": count,
    }
    series = [
        {"name": report.question.period.code, "values": now},
        {"name": report.question.period.previous.code, "values": before},
    ]
    x = [f"{day.day}" for day, _count in report.days]
    rows = [
        [f"{day:%Y-%m-%d}", count, then]
        for (day, count), then in zip(report.days, before, strict=True)
    ]
    head = [_("Day"), _("Complaints"), _("Same day of the month before")]
    chart = {"kind": "line", "x": x, "series": series, "unit": _("complaints")}
    return Chart("chart-days", title, chart, head, _foot(), rows)


def _monthly(report: Report) -> Chart:
    counts = [count for _month, count in report.months]
    chart = {
        "kind": "bar",
        "x": [month for month, _count in report.months],
        "series": [{"name": _("Complaints"), "values": counts}],
        "unit": _("complaints"),
    }
    year = report.year.complaints
    title = _("Complaints by month: %(now)s, a year before %(year)s") % {
        "now": report.now.complaints,
        "year": year,
    }
    rows = [list(one) for one in report.months]
    return Chart("chart-months", title, chart, [_("Month"), _("Complaints")], _foot(), rows)


def _heat(report: Report) -> Chart:
    hours = [sum(day[hour] for day in report.heat) for hour in range(24)]
    busiest = max(range(24), key=lambda hour: hours[hour])
    title = _("Complaints by hour of the week: busiest from %(hour)s:00 to %(after)s:00") % {
        "hour": f"{busiest:02}",
        "after": f"{busiest + 1:02}",
    }
    # The first row of the table stands on top, the first of the chart at the bottom.
    days = list(zip(WEEKDAYS, report.heat, strict=True))
    series = [{"name": str(name), "values": list(counts)} for name, counts in days[::-1]]
    chart = {"kind": "heat", "x": [f"{hour:02}" for hour in range(24)], "series": series}
    head = [_("Weekday"), *(f"{hour:02}" for hour in range(24))]
    rows = [[str(name), *counts] for name, counts in days]
    return Chart("chart-hours", title, chart, head, _foot(), rows)


def _foot() -> str:
    return _("Complaints by the moment they were said; merged ones are counted once.")


@dataclass(frozen=True, slots=True)
class CutTable:
    """Complaints by topic, channel, area, …, with the rows behind each line."""

    cut: str
    name: str
    title: str
    lines: list[dict[str, Any]]
    more: int
    # What else is told of each line, by name.
    shares: list[str] = field(default_factory=list)


def cut_tables(report: Report, *, names: Names) -> list[CutTable]:
    """Return a table for each cut that tells more than one thing."""
    found = []
    for cut, lines in report.cuts.items():
        if len(lines) < 2 and cut not in ("topic_group",):
            continue
        shown = [_line(cut, line, report, names) for line in lines[:SHOWN]]
        title = _cut_title(cut, report, names)
        name = str(CUT_NAMES[cut])
        heads = [str(head) for head in CUT_SHARES.values()]
        found.append(CutTable(cut, name, title, shown, max(0, len(lines) - SHOWN), heads))
    return found


def _cut_title(cut: str, report: Report, names: Names) -> str:
    known = [line for line in report.cuts[cut] if line.code and line.now]
    if not known:
        return str(CUT_NAMES[cut])
    part = known[0].share_of(report.now.complaints)
    return _("%(cut)s: “%(name)s” leads with %(percent)s") % {
        "cut": CUT_NAMES[cut],
        "name": names.of(cut, known[0].code),
        "percent": percent(part.value if part else None),
    }


def _line(cut: str, line: Any, report: Report, names: Names) -> dict[str, Any]:
    change, part = line.change, line.share_of(report.now.complaints)
    field_name = "topic" if cut == "topic_group" else cut
    return {
        "code": line.code,
        "name": names.of(cut, line.code),
        "now": line.now,
        "before": line.before,
        "share": percent(part.value if part else None),
        "change": "" if change.relative is None else f"{100 * change.relative:+.0f} %",
        "is_sure": change.is_sure,
        "year": line.year,
        "shares": [_cell(line.shares.get(name)) for name in CUT_SHARES],
        "field": field_name if line.code else "",
    }


def _cell(one: Share | None) -> dict[str, str]:
    if one is None:
        return {"value": "–", "base": ""}
    base = _("%(part)s of %(base)s") % {"part": one.part, "base": one.base}
    return {"value": percent(one.value, 0), "base": f"{base}; {interval(one)}"}
