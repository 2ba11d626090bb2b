"""The way of cases through the house: steps, moves between them, paths, hands.

A step is a row with `ref`, `number`, `step`, `at`, `at_department`, what was before it
(`before`, `before_department`, `wait_s`, `work_s`), `is_last`, `timeliness`, and at number 1
the whole `path` and `course_s`. The lake keeps them so; `ordered` makes them of any log.
"""

from collections.abc import Sequence
from typing import Any

from huiyin.insight.measures.grouping import grouped
from huiyin.insight.measures.promises import HOUR, QUANTILES

THEN = ">"
_JUDGED = ("on_time", "overdue")


def ordered(events: Any) -> Any:
    """Put the events of a log in the order of each case, with what was before each.

    Events have `ref`, `step`, `at`, `at_department` (or who did it), and `line`, which decides
    between events of one moment. Working time and promises are not known of a log.

    >>> import ibis
    >>> log = {"ref": ["a", "a"], "step": ["in", "out"], "at": ["2026-03-02", "2026-03-03"]}
    >>> log |= {"at_department": [""] * 2, "line": [1, 2]}
    >>> events = ibis.memtable(log).mutate(at=lambda t: t["at"].cast("timestamp"))
    >>> ordered(events).execute()[["number", "before", "wait_s"]].values.tolist()[1]
    [2, 'in', 86400.0]
    """
    import ibis  # noqa: PLC0415 - a second of loading, only for who measures

    second = events["at"].epoch_seconds()
    events = events.mutate(second=second)
    window = ibis.window(group_by=events.ref, order_by=[events["at"], events.line])
    placed = events.mutate(
        number=ibis.row_number().over(window) + 1,
        before=events.step.lag().over(window).fill_null(""),
        before_department=events.at_department.lag().over(window).fill_null(""),
        wait_s=events.second - events.second.lag().over(window),
        work_s=ibis.null("int64"),
        is_last=events.step.lead().over(window).isnull(),
        timeliness=ibis.literal(""),
    )
    courses = events.group_by("ref").aggregate(
        path=events.step.group_concat(THEN, order_by=[events["at"], events.line]),
        course_s=events.second.max() - events.second.min(),
    )
    whole = placed.join(courses, "ref")
    is_first = whole.number == 1
    return whole.mutate(
        path=ibis.cases((is_first, whole.path)), course_s=ibis.cases((is_first, whole.course_s))
    )


def steps_seen(steps: Any, *, by: Sequence[str] = ()) -> Any:
    """Tell how often each step was taken, and by how many cases.

    Definitions: `times` = steps; `cases` = cases with the step at least once (a case comes back
    to it `times - cases` times more); `waiting` = cases of which it is the last step so far;
    `handovers` = steps at which another department has the case than at the step before;
    `place` = mean place in the course of a case.
    Unit: steps, cases. Base: all steps given.

    >>> import ibis
    >>> rows = {"ref": ["a", "a", "b"], "step": ["taken", "taken", "taken"]}
    >>> rows |= {"is_last": [False, True, True], "at_department": ["care", "net", "care"]}
    >>> rows |= {"before_department": ["", "care", ""], "number": [1, 2, 3]}
    >>> steps_seen(ibis.memtable(rows)).execute().values.tolist()
    [['taken', 3, 2, 2, 1, 2.0]]
    """
    return grouped(
        steps,
        [*by, "step"],
        times=steps.count(),
        cases=steps.ref.nunique(),
        waiting=_count(steps.is_last),
        handovers=_count(_changed_hands(steps)),
        place=steps.number.mean(),
    )


def transitions(steps: Any, *, by: Sequence[str] = ()) -> Any:
    """Tell how cases went from step to step, and how long that took.

    Definition: pairs of a step and the next of the same case. `cases` went so at least once;
    P50, P80 and P95 of hours of the calendar between the two (`work_` in hours in which
    customer care is open), linear between neighbours; `hours` = all of them together.
    Unit: moves, cases, hours. Base: `moves`.
    """
    moves = steps.filter(steps.before != "")
    return grouped(
        moves,
        [*by, "before", "step"],
        moves=moves.count(),
        cases=moves.ref.nunique(),
        hours=_hours(moves.wait_s).sum(),
        **_quantiles(moves),
    )


def time_in_steps(steps: Any, *, by: Sequence[str] = ()) -> Any:
    """Tell how long cases stood at each step before the next one came.

    Definition: P50, P80 and P95 of hours from a step (`before`) to whatever came next; cases
    still standing there are not counted; in working time as well where `work_s` is given.
    Unit: hours. Base: `moves`, steps that were left.
    """
    moves = steps.filter(steps.before != "")
    return grouped(moves, [*by, "before"], moves=moves.count(), **_quantiles(moves))


def paths(steps: Any, *, by: Sequence[str] = ()) -> Any:
    """Count the cases of each path, and how many of them kept the promised time.

    Definition: a path is all steps of a case in their order. `on_time` and `overdue` by the
    promised resolution, open ones neither; `p50` = median hours from first to last step.
    Unit: cases. Base: `cases`.

    >>> import ibis
    >>> rows = {"path": ["a>b", None, "a>b"], "timeliness": ["on_time", "", "overdue"]}
    >>> paths(ibis.memtable(rows | {"course_s": [3600, None, 7200]})).execute().values.tolist()
    [['a>b', 2, 1, 1, 1.5]]
    """
    courses = steps.filter(steps.path.notnull())
    return grouped(
        courses,
        [*by, "path"],
        cases=courses.count(),
        **_judged(courses),
        p50=_hours(courses.course_s).quantile(0.5),
    )


def courses(steps: Any, *, by: Sequence[str] = ()) -> Any:
    """Count the cases that steps were given of, on time, overdue and neither.

    Definition: as `paths`. Unit: cases. Base: `cases`.
    """
    told = steps.filter(steps.path.notnull())
    return grouped(told, by, cases=told.count(), **_judged(told))


def loops(steps: Any) -> Any:
    """Tell to which steps cases come back.

    Definition: `cases` took the step more than once, `again` = how often beyond the first time,
    `most` = the most often by one case. Unit: cases, times. Base: cases that came back.

    >>> import ibis
    >>> rows = {"ref": ["a", "a", "a", "b"], "step": ["paused"] * 4}
    >>> loops(ibis.memtable(rows)).execute().values.tolist()
    [['paused', 1, 2, 3]]
    """
    taken = grouped(steps, ["ref", "step"], times=steps.count())
    more = taken.filter(taken.times > 1)
    return grouped(
        more,
        ["step"],
        cases=more.count(),
        again=more.times.sum() - more.count(),
        most=more.times.max(),
    )


def handovers(steps: Any) -> Any:
    """Tell between which departments cases went, and how long the way there took.

    Definition: moves at whose end another department has the case than at their beginning;
    the first dispatch is none. Waits as in `transitions`. Unit: moves, cases, hours.
    Base: `moves`.
    """
    moves = steps.filter(_changed_hands(steps))
    return grouped(
        moves,
        ["before_department", "at_department"],
        moves=moves.count(),
        cases=moves.ref.nunique(),
        **_quantiles(moves),
    )


def steps_by_timeliness(steps: Any) -> Any:
    """Count the cases that took each step among those on time and those overdue.

    Definition: as `steps_seen`, of cases whose promised resolution was kept or broken.
    Unit: cases. Base: cases on time, cases overdue (see `courses`).
    """
    judged = steps.filter(steps.timeliness.isin(_JUDGED))
    return grouped(judged, ["step", "timeliness"], cases=judged.ref.nunique())


def waits_by_timeliness(steps: Any) -> Any:
    """Count the long waits of each move among cases on time and cases overdue.

    Definition: `long` = waits above the median of this move over all judged cases (the median
    test: where being overdue has nothing to do with a move, both have as many).
    Unit: moves. Base: `moves`.
    """
    judged = steps.filter(steps.timeliness.isin(_JUDGED) & (steps.before != ""))
    middles = grouped(judged, ["before", "step"], middle=judged.wait_s.quantile(0.5))
    beside = judged.join(middles, ["before", "step"])
    return grouped(
        beside,
        ["before", "step", "timeliness"],
        moves=beside.count(),
        long=_count(beside.wait_s > beside.middle),
    )


def _changed_hands(steps: Any) -> Any:
    return (steps.before_department != "") & (steps.at_department != steps.before_department)


def _judged(courses: Any) -> dict[str, Any]:
    return {name: _count(courses.timeliness == name) for name in _JUDGED}


def _hours(seconds: Any) -> Any:
    return seconds.cast("float64") / HOUR


def _quantiles(moves: Any) -> dict[str, Any]:
    calendar = {name: _hours(moves.wait_s).quantile(q) for name, q in QUANTILES.items()}
    if "work_s" not in moves.columns:
        return calendar
    work = {f"work_{name}": _hours(moves.work_s).quantile(q) for name, q in QUANTILES.items()}
    return calendar | work


def _count(condition: Any) -> Any:
    return condition.fill_null(False).cast("int64").sum().fill_null(0)  # noqa: FBT003 - of Ibis
