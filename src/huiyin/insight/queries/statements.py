"""The measures of a report in the words of the engine, worded beforehand.

Wording takes Ibis, which costs a second to load and forty megabytes to keep. The measures of a
report are the same for every report, so they are kept worded in `statements.json` and whoever
shows a report loads only the engine. A test words them again and compares.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

from huiyin.insight.measures.handling import handling
from huiyin.insight.measures.process import time_in_steps
from huiyin.insight.measures.promises import (
    first_response_hours,
    on_time,
    reply_delay_hours,
    resolution_hours,
)
from huiyin.insight.measures.satisfaction import call_back_rate, call_backs
from huiyin.insight.measures.volume import (
    complaints,
    complaints_by_hour,
    complaints_over_time,
)
from huiyin.kernel.lake.datasets import Kind
from huiyin.kernel.lake.read import prepared, table

CUTS = ("topic_group", "topic", "channel", "area", "department", "tier", "source")
# What the measures read of each dataset: the fewer columns, the less memory a report takes.
READ = {
    "cases": (
        "ref",
        "opened_on",
        "opened_hour",
        "opened_weekday",
        "state",
        "is_history",
        "cycle",
        "is_first_contact",
        "is_repeat",
        "is_bypass",
        "chased",
        "handovers",
        "first_response_s",
        "resolution_s",
        *CUTS,
    ),
    "clocks": ("kind", "outcome"),
    # Promised resolutions and ratings of the period alone, by all that reports are cut by.
    "promises": ("outcome", *CUTS),
    "ratings": ("ref", "outcome", "score", "is_solved"),
    "said": ("outcome", "score", "is_solved", *CUTS),
    "steps": ("before", "wait_s"),
    "months": ("opened_on", "state"),
}
WORDED = Path(__file__).with_name("statements.json")


@cache
def statements() -> dict[str, str]:
    """Return each measure of a report over `asked_cases`, `asked_clocks`, `asked_ratings`."""
    found: dict[str, str] = json.loads(WORDED.read_text())
    return found


def worded() -> dict[str, str]:
    """Word all measures of a report anew."""
    cases, clocks, ratings = (_slice(name, name) for name in ("cases", "clocks", "ratings"))
    steps = _slice("steps", "steps")
    left = steps.filter(steps.before != "")
    measures = {
        "day": complaints(cases, by=["opened_on"]),
        "hour": complaints_by_hour(cases.filter(cases.span == "now")),
        "month": complaints_over_time(_slice("cases", "months"), period="month"),
        "complaints": complaints(cases, by=["span"]),
        "handling": handling(cases, by=["span"]),
        "ratings": call_backs(ratings, by=["span"]),
        "call_back": call_back_rate(cases, ratings, by=["span"]),
        "first_response": first_response_hours(cases, by=["span"]),
        "resolution": resolution_hours(cases, by=["span"]),
        "reply_delay": reply_delay_hours(cases, by=["span"]),
        "on_time": on_time(clocks, by=["span", "kind"]),
        "stays": time_in_steps(left, by=["span"]),
    }
    measures |= {name: complaints(cases, by=[name, "span"]) for name in CUTS}
    for name in CUTS:
        measures |= _by(name, cases.filter(cases.span == "now"))
    return {name: prepared(measure) for name, measure in measures.items()}


def _by(name: str, cases: Any) -> dict[str, Any]:
    """Return what else is told of each topic, channel, …, of the period itself."""
    said = table("ratings", called="asked_said").select(*READ["said"])
    promises = table("clocks", called="asked_promises").select(*READ["promises"])
    return {
        f"{name}:handling": handling(cases, by=[name]),
        f"{name}:on_time": on_time(promises, by=[name]),
        f"{name}:ratings": call_backs(said, by=[name]),
    }


def _slice(dataset: str, name: str) -> Any:
    whole = table(dataset, called=f"asked_{name}", more={"span": Kind.TEXT})
    return whole.select(*READ[name], *(["span"] if name != "months" else []))
