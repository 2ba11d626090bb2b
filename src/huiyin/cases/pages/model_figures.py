"""The charts and tables of model health."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from huiyin.cases.queries.wording import Names
from huiyin.cases.rules.learning import Decision, by_week, calibration, confusion

WEEKS = 12
PAIRS = 15


def weekly_chart(decisions: Sequence[Decision], *, at: datetime) -> dict[str, Any]:
    """Return how often the model was right, week by week, as `ui/chart.html` takes it."""
    weeks = by_week(decisions, until=localtime(at).date(), weeks=WEEKS)
    told = [(monday, tally) for monday, tally in weeks if tally.decided]
    title = ""
    if told:
        title = _("Right in %(percent)s %% of the decisions of the week of %(day)s") % {
            "percent": told[-1][1].percent,
            "day": f"{told[-1][0]:%m-%d}",
        }
    return {
        "title": title,
        "chart": {
            "kind": "line",
            "x": [f"{monday:%m-%d}" for monday, _tally in weeks],
            "series": [{"name": _("Right"), "values": [tally.percent for _, tally in weeks]}],
            "unit": "%",
        },
        "head": [_("Week from"), _("Decisions"), _("Right"), _("Right, %")],
        "rows": [
            [
                f"{monday:%Y-%m-%d}",
                tally.decided,
                tally.right,
                "–" if tally.percent is None else tally.percent,
            ]
            for monday, tally in weeks
        ],
    }


def confusion_rows(decisions: Sequence[Decision], known: Names) -> list[dict[str, Any]]:
    """Return which topic was taken for which, most often first, with the way to the cases."""
    rows = confusion(decisions)[:PAIRS]
    most = rows[0][2] if rows else 1
    return [
        {
            "judged": known.topic(judged),
            "decided": known.topic(decided),
            "times": times,
            "share": round(100 * times / most),
            "href": reverse("cases:model_pair")
            + "?"
            + urlencode({"judged": judged, "decided": decided}),
        }
        for judged, decided, times in rows
    ]


def calibration_chart(decisions: Sequence[Decision]) -> dict[str, Any]:
    """Return how sure the model was beside how often it was right."""
    found = calibration(decisions)
    return {
        "title": _("How sure it was, and how often it was right"),
        "chart": {
            "kind": "bar",
            "x": [f"{one.low}–{one.high} %" for one in found],
            "series": [
                {"name": _("Confidence"), "values": [one.said for one in found]},
                {"name": _("Right"), "values": [one.tally.percent for one in found]},
            ],
            "unit": "%",
        },
        "head": [_("Confidence"), _("Decisions"), _("Confidence, mean %"), _("Right, %")],
        "rows": [
            [f"{one.low}–{one.high} %", one.tally.decided, one.said, one.tally.percent]
            for one in found
        ],
    }


def topic_rows(topics: Sequence[Sequence[Any]], known: Names) -> list[dict[str, Any]]:
    """Return what each topic gains or loses by the candidate, the greatest change first."""
    rows = [
        {
            "name": known.topic(topic),
            "texts": texts,
            "before": f"{100 * before:.1f}",
            "after": f"{100 * after:.1f}",
            "change": points(before, after),
            "meaning": _meaning(after - before),
            "size": abs(after - before),
        }
        for topic, texts, before, after in topics
    ]
    return sorted(rows, key=lambda row: -row["size"])


def points(before: float, after: float) -> str:
    """Return a change of a share in points, with its sign; none has no sign."""
    change = round(100 * (after - before), 1)
    return f"{change:+.1f}" if change else "0.0"


def _meaning(change: float) -> str:
    if abs(change) < 0.0005:
        return ""
    return "ok" if change > 0 else "overdue"
