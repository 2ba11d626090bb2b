"""The measures of the process map on DuckDB against the same in plain Python, random logs."""

from collections import Counter, defaultdict
from datetime import datetime, timedelta
from itertools import pairwise

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huiyin.insight.queries.process_statements import READ, process_statements
from huiyin.insight.tests.reference import quantile

FIRST = datetime(2026, 3, 2)
LOG = pa.schema(
    [
        ("ref", pa.string()),
        ("step", pa.string()),
        ("at", pa.timestamp("us")),
        ("at_department", pa.string()),
        ("line", pa.int64()),
    ]
)
logs = st.lists(
    st.tuples(
        st.sampled_from(["a", "b", "c"]),
        st.sampled_from(["in", "work", "out"]),
        st.integers(0, 5),
        st.sampled_from(["", "care", "net"]),
    ),
    min_size=1,
    max_size=30,
)
patient = settings(deadline=None, max_examples=40)


def measured(name, events, judged=()):
    """Answer a measure of the map over a log; `judged` are the cases' fates."""
    with duckdb.connect(config={"threads": 1}) as engine:
        rows = [
            {
                "ref": ref,
                "step": step,
                "at": FIRST + timedelta(hours=hour),
                "at_department": who,
                "line": line,
            }
            for line, (ref, step, hour, who) in enumerate(events)
        ]
        engine.register("log_events", pa.Table.from_pylist(rows, LOG))
        shown = ", ".join(READ).replace(
            "timeliness", "coalesce(fate, timeliness) AS timeliness"
        )
        fates = pa.table({"of": list(dict(judged)), "fate": list(dict(judged).values())})
        fates = fates.cast(pa.schema([("of", pa.string()), ("fate", pa.string())]))
        engine.register("fates", fates)
        engine.execute(
            f"CREATE TABLE asked_steps AS SELECT {shown} FROM "  # noqa: S608
            f"({process_statements()['ordered']}) LEFT JOIN fates ON ref = of"
        )
        if name == "ordered":
            found = engine.execute("FROM asked_steps ORDER BY ref, number")
        else:
            found = engine.execute(process_statements()[name])
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def lives(events):
    """Return the events of each case in their order."""
    found = defaultdict(list)
    for ref, step, hour, who in sorted(events, key=lambda one: one[2]):
        found[ref].append((step, hour, who))
    return found


def moves(events):
    return [
        (ref, before, step)
        for ref, life in lives(events).items()
        for before, step in pairwise(life)
    ]


@patient
@given(logs)
def test_a_log_is_put_in_the_order_of_each_case(events):
    rows = measured("ordered", events)

    told = defaultdict(list)
    for row in rows:
        told[row["ref"]].append((row["before"], row["step"], row["wait_s"], row["is_last"]))
    for ref, life in lives(events).items():
        steps, hours = [one[0] for one in life], [one[1] for one in life]
        waits = [None, *((b - a) * 3600 for a, b in pairwise(hours))]
        last = [False] * (len(steps) - 1) + [True]
        assert told[ref] == list(zip(["", *steps[:-1]], steps, waits, last, strict=True))


@patient
@given(logs)
def test_moves_with_the_quantiles_of_their_waits(events):
    rows = measured("moves", events)

    expected = defaultdict(list)
    cases = defaultdict(set)
    for ref, before, step in moves(events):
        expected[before[0], step[0]].append(step[1] - before[1])
        cases[before[0], step[0]].add(ref)
    assert {(row["before"], row["step"]) for row in rows} == set(expected)
    for row in rows:
        hours = expected[row["before"], row["step"]]
        assert (row["moves"], row["hours"]) == (len(hours), sum(hours))
        assert row["cases"] == len(cases[row["before"], row["step"]])
        for name, q in (("p50", 0.5), ("p80", 0.8), ("p95", 0.95)):
            assert row[name] == pytest.approx(quantile(hours, q))


@patient
@given(logs)
def test_each_case_takes_one_path(events):
    rows = measured("paths", events)

    expected = Counter(">".join(one[0] for one in life) for life in lives(events).values())
    assert {row["path"]: row["cases"] for row in rows} == expected


@patient
@given(logs)
def test_steps_by_times_cases_and_last(events):
    rows = measured("steps", events)

    told = lives(events)
    assert {row["step"]: row["times"] for row in rows} == Counter(one[1] for one in events)
    assert {row["step"]: row["cases"] for row in rows} == Counter(
        step for life in told.values() for step in {one[0] for one in life}
    )
    assert Counter({row["step"]: row["waiting"] for row in rows}) == Counter(
        life[-1][0] for life in told.values()
    )


@patient
@given(logs)
def test_coming_back_is_counted_beyond_the_first_time(events):
    rows = measured("loops", events)

    expected = defaultdict(list)
    for life in lives(events).values():
        for step, times in Counter(one[0] for one in life).items():
            if times > 1:
                expected[step].append(times)
    assert {(r["step"], r["cases"], r["again"], r["most"]) for r in rows} == {
        (step, len(times), sum(times) - len(times), max(times))
        for step, times in expected.items()
    }


@patient
@given(logs)
def test_handovers_are_moves_to_another_department(events):
    rows = measured("handovers", events)

    expected = Counter(
        (before[2], step[2])
        for _ref, before, step in moves(events)
        if before[2] and before[2] != step[2]
    )
    found = {(r["before_department"], r["at_department"]): r["moves"] for r in rows}
    assert found == expected


@patient
@given(logs)
def test_long_waits_are_those_above_the_median_of_all(events):
    fates = {"a": "on_time", "b": "overdue"}

    rows = measured("by_wait", events, fates)

    told = [(fates[ref], *pair) for ref, *pair in moves(events) if ref in fates]
    waits = defaultdict(list)
    for _fate, before, step in told:
        waits[before[0], step[0]].append(step[1] - before[1])
    expected = Counter(
        (before[0], step[0], fate)
        for fate, before, step in told
        if step[1] - before[1] > quantile(waits[before[0], step[0]], 0.5)
    )
    found = {(r["before"], r["step"], r["timeliness"]): r["long"] for r in rows}
    assert Counter(found) == expected
