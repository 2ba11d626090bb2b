"""The measures of the process map in the words of the engine, as those of the report are.

`ordered` is over a log of events; all others over `asked_steps`, the steps asked about.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from huiyin.insight.measures.process import (
    courses,
    handovers,
    loops,
    ordered,
    paths,
    steps_by_timeliness,
    steps_seen,
    time_in_steps,
    transitions,
    waits_by_timeliness,
)
from huiyin.kernel.lake.datasets import Kind
from huiyin.kernel.lake.read import IBIS_TYPES, prepared, table

# What the measures read of each step, beside the columns that narrow.
READ = (
    *("ref", "number", "step", "at_department", "before", "before_department"),
    *("wait_s", "work_s", "is_last", "timeliness", "path", "course_s"),
)
WORDED = Path(__file__).with_name("process_statements.json")
EVENTS: Mapping[str, Kind] = {
    "ref": Kind.TEXT,
    "step": Kind.TEXT,
    "at": Kind.MOMENT,
    "at_department": Kind.TEXT,
    "line": Kind.WHOLE,
}


@cache
def process_statements() -> dict[str, str]:
    """Return each measure of the process map as a statement."""
    found: dict[str, str] = json.loads(WORDED.read_text())
    return found


def worded() -> dict[str, str]:
    """Word all measures of the process map anew."""
    steps = table("steps", called="asked_steps").select(*READ)
    measures = {
        "courses": courses(steps),
        "steps": steps_seen(steps),
        "stays": time_in_steps(steps),
        "moves": transitions(steps),
        "paths": paths(steps),
        "loops": loops(steps),
        "handovers": handovers(steps),
        "by_step": steps_by_timeliness(steps),
        "by_wait": waits_by_timeliness(steps),
        "ordered": ordered(_events()).select(*READ),
    }
    return {name: prepared(measure) for name, measure in measures.items()}


def _events() -> Any:
    import ibis  # noqa: PLC0415 - a second of loading, only for who words measures

    types = {name: IBIS_TYPES[kind] for name, kind in EVENTS.items()}
    return ibis.table(types, name="log_events")
