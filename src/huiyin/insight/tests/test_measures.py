"""Each measure on DuckDB against the same in plain Python, on random rows."""

from datetime import timedelta
from functools import cache, partial

import duckdb
import ibis
import pyarrow as pa
import pytest
from hypothesis import given, settings

from huiyin.insight.measures.handling import handling
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
    complaints_per_10_000,
)
from huiyin.insight.tests import reference

TYPES = {
    **dict.fromkeys(("cycle", "chased", "handovers", "opened_hour", "opened_weekday"), "int64"),
    **dict.fromkeys(("first_response_s", "resolution_s", "score"), "int64"),
    **dict.fromkeys(("is_history", "is_first_contact", "is_repeat"), "boolean"),
    **dict.fromkeys(("is_bypass", "is_solved"), "boolean"),
    "opened_on": "date",
}
ARROW = {"int64": pa.int64(), "boolean": pa.bool_(), "date": pa.date32(), "string": pa.string()}
# Wording a statement takes long, and the machine may be busy.
patient = settings(deadline=None, max_examples=25)


@cache
def engine():
    return duckdb.connect(config={"threads": 1})


@cache
def worded(measure, **columns):
    """Return a measure of tables with these columns as a statement; once, it takes long."""
    bound = {
        name: ibis.table({one: TYPES.get(one, "string") for one in known}, name=name)
        for name, known in columns.items()
    }
    return ibis.to_sql(measure(**bound), dialect="duckdb")


def ask(measure, **tables):
    """Answer a measure of tables given as rows."""
    columns = {name: tuple(rows[0]) for name, rows in tables.items()}
    for name, rows in tables.items():
        schema = pa.schema([(c, ARROW[TYPES.get(c, "string")]) for c in columns[name]])
        engine().register(name, pa.Table.from_pylist(rows, schema))
    found = engine().execute(worded(measure, **columns))
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


BY_TOPIC = partial(complaints, by=("topic",))
PER_10_000 = partial(complaints_per_10_000, users=25_000)


@patient
@given(reference.cases)
def test_complaints_by_topic_leave_merged_ones_out(rows):
    found = ask(BY_TOPIC, cases=rows)

    expected = reference.groups(reference.told(rows), lambda row: row["topic"])
    assert {row["topic"]: row["complaints"] for row in found} == {
        topic: len(group) for topic, group in expected.items()
    }


@pytest.mark.parametrize(
    ("period", "first_day"),
    [
        ("day", lambda day: day),
        ("week", lambda day: day - timedelta(days=day.weekday())),
        ("month", lambda day: day.replace(day=1)),
    ],
)
def test_complaints_over_time_start_with_the_first_day(period, first_day):
    measure = partial(complaints_over_time, period=period)

    @patient
    @given(reference.cases)
    def check(rows):
        found = ask(measure, cases=rows)

        expected = reference.groups(reference.told(rows), lambda r: first_day(r["opened_on"]))
        assert {row["period"]: row["complaints"] for row in found} == {
            day: len(group) for day, group in expected.items()
        }

    check()


@patient
@given(reference.cases)
def test_complaints_by_hour_of_the_week(rows):
    found = ask(complaints_by_hour, cases=rows)

    expected = reference.groups(
        reference.told(rows), lambda row: (row["opened_weekday"], row["opened_hour"])
    )
    assert {(r["opened_weekday"], r["opened_hour"]): r["complaints"] for r in found} == {
        hour: len(group) for hour, group in expected.items()
    }


@patient
@given(reference.cases)
def test_complaints_per_10_000_users(rows):
    [found] = ask(PER_10_000, cases=rows)

    assert found["per_10_000"] == pytest.approx(len(reference.told(rows)) / 2.5)


@patient
@given(reference.clocks)
def test_promises_kept_of_those_judged(rows):
    found = ask(on_time, clocks=rows)

    judged = [row for row in rows if row["outcome"] in {"met", "breached"}]
    expected = reference.groups(judged, lambda row: row["kind"])
    assert {row["kind"]: row["on_time"] for row in found} == {
        kind: pytest.approx(sum(r["outcome"] == "met" for r in group) / len(group))
        for kind, group in expected.items()
    }


@pytest.mark.parametrize(
    ("measure", "column", "base"),
    [
        (first_response_hours, "first_response_s", "answered"),
        (resolution_hours, "resolution_s", "resolved"),
    ],
)
def test_waits_have_quantiles_in_hours(measure, column, base):
    @patient
    @given(reference.cases)
    def check(rows):
        [found] = ask(measure, cases=rows)

        expected = reference.waits(rows, column)
        assert found[base] == expected.pop("count")
        assert {name: found[name] for name in expected} == pytest.approx(expected)

    check()


@patient
@given(reference.cases)
def test_reply_delay_is_of_history_alone(rows):
    [found] = ask(reply_delay_hours, cases=rows)

    history = [row for row in rows if row["is_history"]]
    assert found["answered"] == reference.waits(history, "first_response_s")["count"]


@patient
@given(reference.cases)
def test_handling_in_shares(rows):
    [found] = ask(handling, cases=rows)

    expected = reference.handled(rows)
    assert {name: found[name] for name in expected} == pytest.approx(expected)


@patient
@given(reference.ratings)
def test_what_customers_said(rows):
    [found] = ask(call_backs, ratings=rows)

    expected = reference.rated(rows)
    assert {name: found[name] for name in expected} == pytest.approx(expected)


@patient
@given(reference.cases)
def test_call_back_rate_counts_each_ended_complaint_once(rows):
    asked = [{"ref": row["ref"]} for row in rows[::2] for _twice in range(2)]

    [found] = ask(call_back_rate, cases=rows, ratings=asked)

    ended = [r for r in rows if r["state"] in reference.ENDED and not r["is_history"]]
    hit = [row for row in rows[::2] if row in ended]
    assert (found["called_back"], found["ended"]) == (len(hit), len(ended))
