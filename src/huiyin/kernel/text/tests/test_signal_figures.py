"""Signals and urgency, measured on texts that people have judged."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from huiyin.kernel.text.script import normalise
from huiyin.kernel.text.signal_figures import Judged, signal_figures

SIGNALS = (
    "regulator_threat",
    "media_threat",
    "safety",
    "repeat_contact",
    "vulnerable",
    "chasing",
    "thanks",
)


def judged(part):
    here = Path(__file__).parent
    files = {
        "development": here.parent / "seeds" / "signals.examples.tsv",
        "held_out": here / "signals.held_out.tsv",
    }
    with files[part].open(encoding="utf-8", newline="") as file:
        return [Judged(**row) for row in csv.DictReader(file, delimiter="\t")]


def test_figures_count_what_was_missed_and_what_was_mistaken():
    [figures] = signal_figures(
        [
            Judged(signal="safety", truth="yes", text="光猫着火了"),
            Judged(signal="safety", truth="yes", text="出大事了"),
            Judged(signal="safety", truth="no", text="网速慢"),
            Judged(signal="safety", truth="no", text="邻居家着火了吗，没有网"),
        ]
    )

    assert (figures.precision, figures.recall) == (0.5, 0.5)
    assert figures.missed == ("出大事了",)
    assert figures.mistaken == ("邻居家着火了吗，没有网",)


def test_each_level_of_urgency_has_its_figures():
    figures = signal_figures(
        [
            Judged(signal="urgency", truth="urgent", text="光猫着火了"),
            Judged(signal="urgency", truth="high", text="我要去工信部投诉"),
            Judged(signal="urgency", truth="normal", text="网速慢"),
        ]
    )

    assert [(level.signal, level.recall) for level in figures] == [
        ("urgency: urgent", 1.0),
        ("urgency: high", 1.0),
    ]


@pytest.mark.parametrize("part", ["development", "held_out"])
def test_each_signal_is_judged_on_twenty_texts_of_either_kind(part):
    kinds = Counter((row.signal, row.truth) for row in judged(part))

    assert min(kinds[signal, truth] for signal in SIGNALS for truth in ("yes", "no")) >= 20
    assert min(kinds["urgency", level] for level in ("urgent", "high", "normal")) >= 20


def test_no_text_is_in_both_parts():
    development = {normalise(row.text) for row in judged("development")}

    assert development.isdisjoint(normalise(row.text) for row in judged("held_out"))


def test_rules_get_their_own_development_texts_right():
    for figures in signal_figures(judged("development")):
        assert min(figures.precision, figures.recall) >= 0.9, figures


def test_on_texts_never_tuned_on_every_signal_is_better_than_the_commoner_answer():
    for figures in signal_figures(judged("held_out")):
        assert figures.accuracy > figures.majority, figures
