"""Findings as sentences: each the title of what it is about."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from huiyin.insight.pages.definitions import SHARES
from huiyin.insight.pages.words import CLOCK_NAMES, Names, hours, interval, percent
from huiyin.insight.rules.findings import Finding

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A finding in words, what it rests on, and where its rows are."""

    text: str
    base: str
    meaning: str
    rows: Mapping[str, str]


def say(finding: Finding, *, names: Names) -> Sentence:
    """Word a finding in the reader's language."""
    text, base, rows = _WORDS[finding.kind](finding.values, names)
    return Sentence(text, base, finding.meaning, rows)


def day_name(day: date) -> str:
    """Say a day of the year."""
    return date_format(day, "MONTH_DAY_FORMAT")


Said = tuple[str, str, Mapping[str, str]]


def _compared(v: Values) -> str:
    return _("%(now)s complaints against %(before)s in the month before") % {
        "now": v["now"],
        "before": v["before"],
    }


def _first_period(v: Values, _names: Names) -> Said:
    text = ngettext(
        "%(now)s complaint was received; there is none of the month before to compare with.",
        "%(now)s complaints were received; there are none of the month before to compare with.",
        v["now"],
    )
    return text % {"now": v["now"]}, "", {}


def _rose(v: Values, _names: Names) -> Said:
    text = _("Complaints rose by %(percent)s against the month before.")
    return text % {"percent": percent(v["relative"], 0)}, _compared(v), {}


def _fell(v: Values, _names: Names) -> Said:
    text = _("Complaints fell by %(percent)s against the month before.")
    return text % {"percent": percent(-v["relative"], 0)}, _compared(v), {}


def _steady(v: Values, _names: Names) -> Said:
    text = ngettext(
        "%(now)s complaint was received; the difference to the month before may be chance.",
        "%(now)s complaints were received; the difference to the month before may be chance.",
        v["now"],
    )
    return text % {"now": v["now"]}, _compared(v), {}


def _burst(v: Values, _names: Names) -> Said:
    text = _("%(count)s complaints were received on %(day)s alone.")
    base = ngettext(
        "an ordinary day of the month has %(ordinary)s; %(days)s day stood out",
        "an ordinary day of the month has %(ordinary)s; %(days)s days stood out",
        v["days"],
    ) % {
        "ordinary": f"{v['ordinary']:g}",
        "days": v["days"],
    }
    said = text % {"count": v["count"], "day": day_name(v["day"])}
    return said, base, {"day": v["day"].isoformat()}


def _topic_rose(v: Values, names: Names) -> Said:
    text = _("Complaints about “%(topic)s” rose by %(percent)s.")
    topic = names.of("topic", v["topic"])
    said = text % {"topic": topic, "percent": percent(v["relative"], 0)}
    return said, _compared(v), {"topic": v["topic"]}


def _topic_fell(v: Values, names: Names) -> Said:
    text = _("Complaints about “%(topic)s” fell by %(percent)s.")
    topic = names.of("topic", v["topic"])
    said = text % {"topic": topic, "percent": percent(-v["relative"], 0)}
    return said, _compared(v), {"topic": v["topic"]}


def _on_time(v: Values, _names: Names) -> Said:
    name = CLOCK_NAMES.get(v["kind"], v["kind"])
    text = _("The promise “%(promise)s” was kept for %(percent)s.")
    rows = {"clock": v["kind"], "outcome": "breached"}
    return text % {"promise": name, "percent": percent(v["share"].value)}, _share_base(v), rows


def _share_base(v: Values) -> str:
    one = v["share"]
    said = _("%(part)s of %(base)s") % {"part": one.part, "base": one.base}
    parts = [said, interval(one)]
    if v["before"] is not None:
        before = _("month before %(percent)s") % {"percent": percent(v["before"].value)}
        sure = "" if v["is_changed"] else _("the difference lies within chance")
        parts += [before, sure]
    return "; ".join(part for part in parts if part)


def _reply_delay(v: Values, _names: Names) -> Said:
    waits = v["waits"]
    text = _("Half of the imported complaints were replied to within %(p50)s.")
    base = _("80 %% within %(p80)s, 95 %% within %(p95)s, of %(count)s with a known reply") % {
        "p80": hours(waits.p80),
        "p95": hours(waits.p95),
        "count": waits.count,
    }
    return text % {"p50": hours(waits.p50)}, base, {"flag": "replied"}


def _satisfaction(v: Values, _names: Names) -> Said:
    text = _("%(percent)s of the customers who rated were satisfied.")
    return text % {"percent": percent(v["share"].value)}, _share_base(v), {"flag": "rated"}


def _repeat(v: Values, _names: Names) -> Said:
    text = _("%(percent)s of the complaints were repeats of one within 30 days.")
    return text % {"percent": percent(v["share"].value)}, _share_base(v), {"flag": "repeat"}


def _share_changed(v: Values, _names: Names) -> Said:
    now, before = v["share"], v["before"]
    rose = _("%(figure)s rose from %(before)s to %(now)s.")
    fell = _("%(figure)s fell from %(before)s to %(now)s.")
    label, _meaning, flag = SHARES[v["name"]]
    values = {
        "figure": label,
        "before": percent(before.value),
        "now": percent(now.value),
    }
    text = rose if now.value > before.value else fell
    return text % values, _share_base(v), {"flag": flag}


def _year(v: Values, _names: Names) -> Said:
    more = _("Complaints are %(percent)s above the same month of last year.")
    less = _("Complaints are %(percent)s below the same month of last year.")
    base = _("%(now)s complaints against %(year)s a year before") % {
        "now": v["now"],
        "year": v["year"],
    }
    text = more if v["relative"] > 0 else less
    return text % {"percent": percent(abs(v["relative"]), 0)}, base, {}


_WORDS: Mapping[str, Callable[[Values, Names], Said]] = {
    "first_period": _first_period,
    "rose": _rose,
    "fell": _fell,
    "steady": _steady,
    "burst": _burst,
    "topic_rose": _topic_rose,
    "topic_fell": _topic_fell,
    "on_time": _on_time,
    "reply_delay": _reply_delay,
    "satisfaction": _satisfaction,
    "repeat": _repeat,
    "share_changed": _share_changed,
    "year": _year,
}
