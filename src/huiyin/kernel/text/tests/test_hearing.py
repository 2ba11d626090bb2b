"""Signals are heard in words that no list foresaw, and seldom where nobody gave one."""

import csv
from pathlib import Path

import pytest

from huiyin.kernel.text import understand
from huiyin.kernel.text.hearing import ensure_hearing, hearing_in_use, learn_signals
from huiyin.kernel.text.signal_figures import Judged, signal_figures

HELD_OUT = Path(__file__).with_name("signals.held_out.tsv")


@pytest.fixture(scope="module")
def hearing():
    return learn_signals()


def test_more_is_heard_than_wordings_find_and_no_less_rightly(hearing):
    with HELD_OUT.open(encoding="utf-8") as file:
        rows = [Judged(**row) for row in csv.DictReader(file, delimiter="\t")]
    rows = [row for row in rows if row.signal in hearing.topics]

    by_wordings, by_both = signal_figures(rows), signal_figures(rows, hearing=hearing)

    def mean(figures, name):
        return sum(getattr(one, name) for one in figures) / len(figures)

    assert mean(by_wordings, "recall") < 0.5
    assert mean(by_both, "recall") > 0.75
    assert mean(by_both, "precision") > mean(by_wordings, "precision") - 0.02


def test_a_signal_counts_for_urgency_whoever_heard_it(hearing):
    text = "家里老人一个人住靠这部电话叫救护车"

    [alone] = understand([text], model=None)
    [heard] = understand([text], model=None, hearing=hearing)

    assert alone.signals <= heard.signals
    assert (heard.urgency == "normal") == (not heard.signals & {"safety", "vulnerable"})


def test_thanks_are_told_by_wordings_alone_since_they_leave_a_case_closed(hearing):
    assert set(hearing.topics) == {
        "regulator_threat",
        "media_threat",
        "safety",
        "repeat_contact",
        "vulnerable",
        "chasing",
    }


def test_an_ordinary_complaint_signals_nothing(hearing):
    texts = ["我家宽带今天上午断了", "这个月话费多扣了二十元", "my bill is higher than agreed"]

    assert [one.signals for one in understand(texts, model=None, hearing=hearing)] == [
        frozenset()
    ] * 3


def test_the_model_is_made_once_and_kept(tmp_path):
    assert hearing_in_use(tmp_path) is None

    ensure_hearing(tmp_path)
    first = hearing_in_use(tmp_path)
    ensure_hearing(tmp_path)

    assert hearing_in_use(tmp_path) is first
    assert "safety" in first.topics
