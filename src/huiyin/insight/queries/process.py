"""The way of cases through the house, measured on the steps the lake knows."""

from collections import OrderedDict
from collections.abc import Iterable
from typing import Any

from huiyin.insight.access import Reach
from huiyin.insight.queries.narrowing import Where, chosen, narrowed, opened_in
from huiyin.insight.queries.process_statements import READ, process_statements
from huiyin.insight.rules.process.course import THEN, Course, Move, Path, StepSeen
from huiyin.insight.rules.process.differing import Counts, differences
from huiyin.insight.rules.questions import Question
from huiyin.insight.rules.reports import NO_WAITS, Waits
from huiyin.kernel.lake.read import Lake, Rows, lake_identity, reading

_CACHED = 16
_cache: OrderedDict[object, Course] = OrderedDict()


def process_map(question: Question, *, timeliness: str, reach: Reach) -> Course:
    """Return the course of the cases asked about; remembered for each state of the lake."""
    key = (lake_identity(), question, timeliness, reach)
    if key in _cache:
        return _cache[key]
    where = narrowed(question, reach) & opened_in(question.period)
    if timeliness:
        where &= Where("timeliness = ?", (timeliness,))
    with reading() as lake:
        course = measure_course(lake, chosen("steps", where, columns=", ".join(READ)))
    _cache[key] = course
    while len(_cache) > _CACHED:
        _cache.popitem(last=False)
    return course


def measure_course(lake: Lake, asked: tuple[str, Any]) -> Course:
    """Return the course told by the steps that a statement gives."""
    with lake.keeping({"asked_steps": asked}):
        answers = {
            name: lake.run(sql)
            for name, sql in process_statements().items()
            if name != "ordered"
        }
    [whole] = answers["courses"]
    on_time, overdue = whole["on_time"], whole["overdue"]
    return Course(
        cases=whole["cases"],
        on_time=on_time,
        overdue=overdue,
        steps=_steps(answers),
        moves=_moves(answers["moves"], "before", "step"),
        paths=_paths(answers["paths"]),
        handovers=_moves(answers["handovers"], "before_department", "at_department"),
        differences=differences(
            on_time=_counts(answers, "on_time", on_time),
            overdue=_counts(answers, "overdue", overdue),
        ),
        published_at=lake.published_at,
    )


def _steps(answers: dict[str, Rows]) -> tuple[StepSeen, ...]:
    stays = {row["before"]: row for row in answers["stays"]}
    again = {row["step"]: row for row in answers["loops"]}
    found = []
    for row in answers["steps"]:
        stay, back = stays.get(row["step"]), again.get(row["step"], {})
        seen = StepSeen(
            **row,
            stay=_waits(stay, "") if stay else NO_WAITS,
            stay_work=_waits(stay, "work_") if stay else NO_WAITS,
            cases_again=back.get("cases", 0),
            again=int(back.get("again", 0)),
        )
        found.append(seen)
    return tuple(sorted(found, key=lambda one: (one.place, one.step)))


def _moves(rows: Rows, before: str, step: str) -> tuple[Move, ...]:
    found = (
        Move(
            before=row[before],
            step=row[step],
            moves=row["moves"],
            cases=row["cases"],
            hours=row.get("hours") or 0.0,
            waits=_waits(row, ""),
            work=_waits(row, "work_"),
        )
        for row in rows
    )
    return tuple(sorted(found, key=lambda one: (-one.moves, one.before, one.step)))


def _waits(row: dict[str, Any], prefix: str) -> Waits:
    known = {name: row[f"{prefix}{name}"] for name in ("p50", "p80", "p95")}
    return Waits(count=row["moves"], **known)


def _paths(rows: Rows) -> tuple[Path, ...]:
    found = (
        Path(
            steps=tuple(row["path"].split(THEN)),
            cases=row["cases"],
            on_time=row["on_time"],
            overdue=row["overdue"],
            p50=row["p50"],
        )
        for row in rows
    )
    return tuple(sorted(found, key=lambda one: (-one.cases, one.steps)))


def _counts(answers: dict[str, Rows], timeliness: str, cases: int) -> Counts:
    """Return part and base: cases with each step of all, long waits of each move."""
    steps = {row["step"]: 0 for row in answers["by_step"]}
    steps |= {row["step"]: row["cases"] for row in _of(answers["by_step"], timeliness)}
    waits = {
        (row["before"], row["step"]): (int(row["long"]), row["moves"])
        for row in _of(answers["by_wait"], timeliness)
    }
    return {("", step): (count, cases) for step, count in steps.items()} | waits


def _of(rows: Rows, timeliness: str) -> Iterable[dict[str, Any]]:
    return (row for row in rows if row["timeliness"] == timeliness)
