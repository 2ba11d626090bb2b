"""What stands out of a report: findings as values; pages word them."""

from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Any

from huiyin.insight.rules.intervals import change_of_count, differ
from huiyin.insight.rules.reports import Line, Report

# A day is a burst when it has three times the complaints of an ordinary one, and enough.
BURST_FACTOR = 3
BURST_LEAST = 10
LEAST_FOR_A_LINE = 20
# Shares told of where they changed, and whether higher is better.
TOLD_SHARES = {
    "satisfaction": True,
    "first_contact": True,
    "repeat": False,
    "bypass": False,
    "reopen": False,
    "chased": False,
    "call_back": True,
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: its kind, what it is about, and whether it is good, bad or neither."""

    kind: str
    values: dict[str, Any]
    meaning: str = "information"


def findings(report: Report) -> list[Finding]:
    """Return what stands out, the most important first."""
    if not report.now.complaints:
        return []
    found = [_volume(report), *_year(report), *_bursts(report), *_mover(report)]
    found += _promises(report)
    return [*found, *_waits(report), *_shares(report)]


def _volume(report: Report) -> Finding:
    change = report.change
    values = {"now": change.now, "before": change.before, "relative": change.relative}
    if change.relative is None:
        return Finding("first_period", values)
    if not change.is_sure:
        return Finding("steady", values)
    if change.now > change.before:
        return Finding("rose", values, "attention")
    return Finding("fell", values, "ok")


def burst_days(days: tuple[tuple[date, int], ...]) -> list[tuple[date, int, float]]:
    """Return the days far above an ordinary day of the period, with that ordinary number."""
    if not days:
        return []
    ordinary = float(median(count for _day, count in days))
    limit = max(BURST_LEAST, BURST_FACTOR * ordinary)
    found = [(day, count, ordinary) for day, count in days if count >= limit]
    return sorted(found, key=lambda one: -one[1])


def _bursts(report: Report) -> list[Finding]:
    found = burst_days(report.days)
    if not found:
        return []
    day, count, ordinary = found[0]
    values = {"day": day, "count": count, "ordinary": ordinary, "days": len(found)}
    return [Finding("burst", values, "overdue")]


def _mover(report: Report) -> list[Finding]:
    """The topic that changed most, where that is more than chance."""
    lines = [line for line in report.cuts.get("topic_group", ()) if _is_told(line)]
    if not lines:
        return []
    most = max(lines, key=lambda line: abs(line.now - line.before))
    values = {
        "topic": most.code,
        "now": most.now,
        "before": most.before,
        "relative": most.change.relative,
    }
    kind, meaning = (
        ("topic_rose", "attention") if most.now > most.before else ("topic_fell", "ok")
    )
    return [Finding(kind, values, meaning)]


def _is_told(line: Line) -> bool:
    return (
        bool(line.code)
        and line.change.is_sure
        and max(line.now, line.before) >= LEAST_FOR_A_LINE
        and line.before > 0
    )


def _promises(report: Report) -> list[Finding]:
    found = []
    for kind in ("first_response", "resolution"):
        kept = report.now.on_time.get(kind)
        if kept is None:
            continue
        before = report.before.on_time.get(kind)
        values = {
            "kind": kind,
            "share": kept,
            "before": before,
            "is_changed": differ(kept, before),
        }
        found.append(Finding("on_time", values, "ok" if kept.value >= 0.9 else "attention"))
    return found


def _waits(report: Report) -> list[Finding]:
    delay = report.now.reply_delay
    if not delay.count:
        return []
    return [Finding("reply_delay", {"waits": delay})]


def _shares(report: Report) -> list[Finding]:
    found = []
    for name, is_good_high in TOLD_SHARES.items():
        now, before = report.now.shares.get(name), report.before.shares.get(name)
        if now is None or not now.base:
            continue
        is_changed = differ(now, before)
        if name != "satisfaction" and not is_changed:
            continue
        is_better = before is not None and (now.value > before.value) == is_good_high
        meaning = "information" if not is_changed else "ok" if is_better else "attention"
        values = {"share": now, "before": before, "is_changed": is_changed, "name": name}
        kind = name if name in ("satisfaction", "repeat") else "share_changed"
        found.append(Finding(kind, values, meaning))
    return found


def _year(report: Report) -> list[Finding]:
    """Against the same month of last year, where that is more than chance."""
    now, year = report.now.complaints, report.year.complaints
    change = change_of_count(now, year)
    if change.relative is None or not change.is_sure:
        return []
    values = {"now": now, "year": year, "relative": change.relative}
    return [Finding("year", values, "attention" if now > year else "ok")]
