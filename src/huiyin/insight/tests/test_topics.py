"""What many customers speak of is found, named and ranked, whatever words they use."""

import json
from dataclasses import replace
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from huiyin.insight.rules.topics.finding import find_topics
from huiyin.insight.rules.topics.heat import HALF_LIFE, Usual, heat_of
from huiyin.insight.rules.topics.phrases import Message
from huiyin.insight.tests.written_matters import BEGIN, written


@pytest.fixture(scope="module")
def found():
    return find_topics([message for part in written().values() for message in part])


def numbers(name):
    return {message.number for message in written()[name]}


def test_what_is_said_of_one_matter_is_one_topic_however_it_is_worded(found):
    by_size = {frozenset(topic.numbers) for topic in found}

    assert numbers("garden") in by_size
    assert numbers("game") in by_size


def test_the_hottest_comes_first_with_its_name_its_days_and_its_people(found):
    hottest = found[0]

    assert set(hottest.numbers) == numbers("garden")
    assert "翠湖花园" in hottest.title
    assert "翠湖花园" in "".join(hottest.words)
    assert (hottest.heat.since, hottest.heat.until) == (date(2026, 5, 1), date(2026, 5, 7))
    assert hottest.customers == 7


def test_what_nobody_else_says_is_no_topic(found):
    in_topics = {number for topic in found for number in topic.numbers}

    assert not in_topics & numbers("others")


def test_nothing_is_found_in_nothing():
    assert find_topics([]) == []
    assert find_topics([Message(number=2, at=BEGIN, subject="断网")]) == []


def said(days, *, customers=None):
    return [
        Message(
            number=n,
            at=BEGIN + timedelta(days=day),
            subject="断网",
            customer=customers[n] if customers else f"c{n}",
        )
        for n, day in enumerate(days)
    ]


YEAR = Usual.of(said(range(365)))


@given(st.lists(st.floats(0, 300), min_size=1, max_size=20))
def test_time_alone_does_not_heat(days):
    messages = said(days)

    heat = heat_of(messages, YEAR)
    longer = heat_of(messages, replace(YEAR, last=YEAR.last + timedelta(days=30)))

    assert longer.now <= heat.now <= heat.peak
    assert heat.since <= heat.busiest <= heat.until


def test_heat_halves_with_each_half_life():
    usual = replace(YEAR, last=BEGIN + timedelta(days=10) + HALF_LIFE)

    heat = heat_of(said([10, 10, 10, 10]), usual)

    assert heat.peak == pytest.approx(4)
    assert heat.now == pytest.approx(2)


def test_many_people_are_hotter_than_one_who_writes_often():
    many = heat_of(said([10] * 5), YEAR)
    one = heat_of(said([10] * 5, customers=["c1"] * 5), YEAR)

    assert (many.peak, one.peak) == (5, 2)


def test_what_comes_every_week_is_no_news():
    weekly = said([7 * week for week in range(52)])
    burst = said([200] * 20)

    assert heat_of(weekly, YEAR).usual_per_week == 1
    assert heat_of(weekly, YEAR).peak < 1.1
    assert heat_of(burst, YEAR).peak == pytest.approx(20)


def test_a_theme_is_cooler_than_a_matter():
    messages = said([10] * 5)

    assert heat_of(messages, YEAR, coherence=0.05).peak == pytest.approx(5 / 4)


def file_of(tmp_path: Path) -> Path:
    path = tmp_path / "messages.csv"
    rows = [message for part in written().values() for message in part]
    lines = ["subject,said,when,who"]
    lines += [f"{m.subject},{m.body},{m.at:%Y-%m-%d %H:%M},{m.customer}" for m in rows]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def run(path, **options):
    out = StringIO()
    asked = {"text": "subject,said", "time": "when", "user": "who", **options}
    call_command("topics_find", str(path), json=True, stdout=out, **asked)
    return json.loads(out.getvalue().splitlines()[-1])


def test_a_file_says_what_is_hot_in_it(tmp_path):
    answer = run(file_of(tmp_path), top=1)

    [topic] = answer["topics"]
    assert (answer["messages"], answer["left_out"]) == (42, 0)
    assert (topic["rank"], topic["size"], topic["customers"]) == (1, 8, 7)
    assert topic["rows"] == sorted(numbers("garden"))
    assert topic["period"] == {"since": "2026-05-01", "until": "2026-05-07"}


def test_a_file_of_one_column_of_text_is_named_by_a_sentence(tmp_path):
    answer = run(file_of(tmp_path), text="said", user="")

    [hottest, *_] = answer["topics"]
    assert "翠湖花园" in hottest["title"]
    assert hottest["customers"] == hottest["size"] == 6


def test_a_column_that_is_not_there_is_named_with_those_that_are(tmp_path):
    with pytest.raises(CommandError, match=r"no column body\. Its columns are: subject, said"):
        run(file_of(tmp_path), text="body")
