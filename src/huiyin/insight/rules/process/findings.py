"""What stands out of the way of cases: findings as values; pages word them."""

from collections.abc import Iterator

from huiyin.insight.rules.findings import Finding
from huiyin.insight.rules.intervals import share
from huiyin.insight.rules.process.course import Course, Move

# A move is told of when so many cases, and so great a part of all, went so.
LEAST_CASES = 10
LEAST_PART = 0.05
TOLD_DIFFERENCES = 2
# From here on the customer has an answer: what follows is asking whether it was good.
ANSWERED = frozenset({"resolved", "call_back", "call_back_missed", "rated", "closed"})
# Steps that stand still because nothing is to come.
ENDS = frozenset({"closed", "withdrawn", "rated", "call_back_missed"})


def course_findings(course: Course) -> list[Finding]:
    """Return what stands out, the most important first."""
    if not course.cases:
        return []
    told = (_longest, _most_hours, _differences, _main_path, _loops, _handovers, _standing)
    return [finding for tell in told for finding in tell(course)]


def _told(course: Course) -> list[Move]:
    least = max(LEAST_CASES, LEAST_PART * course.cases)
    return [one for one in _asked(course) if one.cases >= least and one.waits.p50]


def _asked(course: Course) -> list[Move]:
    """Return the moves until the customer has an answer; of a strange log, all."""
    return [one for one in course.moves if not (course.is_ours and one.before in ANSWERED)]


def _longest(course: Course) -> Iterator[Finding]:
    if moves := _told(course):
        yield Finding("longest_wait", {"move": max(moves, key=_half)}, "attention")


def _half(move: Move) -> float:
    return move.waits.p50 or 0.0


def _most_hours(course: Course) -> Iterator[Finding]:
    whole = sum(one.hours for one in _asked(course))
    moves = _told(course)
    if whole > 0 and moves:
        most = max(moves, key=lambda one: one.hours)
        yield Finding("most_hours", {"move": most, "part": most.hours / whole})


def _differences(course: Course) -> Iterator[Finding]:
    sure = [one for one in course.differences if one.is_sure]
    for one in sure[:TOLD_DIFFERENCES]:
        kind = "overdue_wait" if one.before else "overdue_step"
        yield Finding(kind, {"difference": one}, "attention")


def _main_path(course: Course) -> Iterator[Finding]:
    if course.paths:
        path = course.paths[0]
        values = {"path": path, "share": share(path.cases, course.cases)}
        yield Finding("main_path", values | {"paths": len(course.paths)})


def _loops(course: Course) -> Iterator[Finding]:
    again = [one for one in course.steps if one.cases_again]
    if again:
        most = max(again, key=lambda one: (one.cases_again, one.again))
        values = {"step": most, "share": share(most.cases_again, course.cases)}
        yield Finding("loop", values)


def _handovers(course: Course) -> Iterator[Finding]:
    if course.handovers:
        yield Finding("handover", {"move": max(course.handovers, key=lambda one: one.moves)})


def _standing(course: Course) -> Iterator[Finding]:
    open_ones = [one for one in course.steps if one.waiting and one.step not in ENDS]
    if open_ones and course.is_ours:
        yield Finding("standing", {"step": max(open_ones, key=lambda one: one.waiting)})
