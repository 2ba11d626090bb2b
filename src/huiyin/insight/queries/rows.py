"""The cases behind a figure: found in the lake, so that they agree with it to the last one."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from huiyin.insight.access import Reach
from huiyin.insight.queries.narrowing import Where, all_of, chosen, narrowed, opened_in
from huiyin.insight.rules.questions import Question
from huiyin.kernel.lake.read import reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """Which of the complaints of a question are meant."""

    day: date | None = None
    weekday: int = 0
    hour: int | None = None
    flag: str = ""
    clock: str = ""
    outcome: str = ""
    # Of the way of the case: a step, and the one before it; `standing` where it is the last;
    # a path by its mark; on_time or overdue.
    step: str = ""
    before: str = ""
    standing: bool = False
    again: bool = False
    path: str = ""
    timeliness: str = ""


def path_mark(path: str) -> str:
    """Return the short form in which addresses name a path."""
    return hashlib.md5(path.encode(), usedforsecurity=False).hexdigest()[:12]


_ENDED = "state IN ('resolved', 'called_back', 'closed')"
FLAGS: Mapping[str, str] = {
    "first_contact": f"is_first_contact AND {_ENDED} AND NOT is_history",
    "repeat": "is_repeat",
    "bypass": "is_bypass",
    "reopened": "cycle > 1",
    "chased": "chased > 0",
    "handed_over": "handovers > 0",
    "answered": "first_response_s IS NOT NULL",
    "replied": "first_response_s IS NOT NULL AND is_history",
    "resolved": "resolution_s IS NOT NULL",
}
RATED: Mapping[str, str] = {"asked": "cycle > 0", "rated": "outcome = 'rated'"}
# Second of opening and reference.
Place = tuple[str, str]


def refs_behind(
    question: Question, behind: Behind, *, reach: Reach, after: Place | None, size: int
) -> list[Place]:
    """Return references with their moments of opening, the latest first, after a place."""
    meant = [narrowed(question, reach), opened_in(question.period), Where("state <> 'merged'")]
    if after is not None:
        moment = int(after[0])
        later = "(second < ? OR (second = ? AND ref < ?))"
        meant.append(Where(later, (moment, moment, after[1])))
    columns = "DISTINCT CAST(floor(epoch(opened_at)) AS BIGINT) AS second, ref"
    statement, values = chosen("cases", all_of([*meant, *_conditions(behind)]), columns=columns)
    ordered = f"{statement} ORDER BY second DESC, ref DESC LIMIT {size:d}"
    with reading() as lake:
        return [(str(row["second"]), row["ref"]) for row in lake.run(ordered, values)]


def _conditions(behind: Behind) -> Iterator[Where]:
    if behind.day is not None:
        yield Where("opened_on = ?", (behind.day,))
    if behind.weekday:
        yield Where("opened_weekday = ?", (behind.weekday,))
    if behind.hour is not None:
        yield Where("opened_hour = ?", (behind.hour,))
    if behind.flag in FLAGS:
        yield Where(FLAGS[behind.flag])
    if behind.flag in RATED:
        yield _found_in("ratings", Where(RATED[behind.flag]))
    if behind.clock:
        wanted = Where("kind = ?", (behind.clock,))
        if behind.outcome:
            wanted &= Where("outcome = ?", (behind.outcome,))
        yield _found_in("clocks", wanted)
    yield from _on_the_way(behind)


def _on_the_way(behind: Behind) -> Iterator[Where]:
    if behind.timeliness:
        yield _found_in("steps", Where("timeliness = ?", (behind.timeliness,)))
    if behind.path:
        yield _found_in("steps", Where("left(md5(path), 12) = ?", (behind.path,)))
    wanted = Where()
    for name in ("step", "before"):
        if told := getattr(behind, name):
            wanted &= Where(f"{name} = ?", (told,))
    if behind.standing:
        wanted &= Where("is_last")
    if not wanted.values:
        return
    if behind.again:
        statement, values = chosen("steps", wanted, columns="ref")
        again = f"ref IN ({statement} GROUP BY ref HAVING count(*) > 1)"
        yield Where(again, tuple(values))
    else:
        yield _found_in("steps", wanted)


def _found_in(name: str, where: Where) -> Where:
    statement, values = chosen(name, where, columns="ref")
    return Where(f"ref IN ({statement})", tuple(values))
