"""The examples that the starter model learns from, and those it is judged by."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from huiyin.kernel.text.script import normalise
from huiyin.kernel.text.starter import starter_examples

HELD_OUT = {"zh": 3, "en": 1}


def held_out(language):
    """Return the texts that are never learnt from, with their topics."""
    path = Path(__file__).parent / f"held_out.{language}.tsv"
    with path.open(encoding="utf-8", newline="") as file:
        return [(row["topic"], row["text"]) for row in csv.DictReader(file, delimiter="\t")]


def test_every_topic_of_the_starter_has_examples_in_both_languages():
    examples = starter_examples()
    chinese = Counter(example.topic for example in examples if not example.text.isascii())
    english = Counter(example.topic for example in examples if example.text.isascii())

    assert len(chinese) == len(english) == 66
    assert min(chinese.values()) >= 30
    assert min(english.values()) >= 10


def test_no_example_of_the_starter_appears_twice():
    times = Counter(normalise(example.text) for example in starter_examples())

    assert [text for text, number in times.items() if number > 1] == []


def test_the_examples_are_as_short_and_as_long_as_people_write():
    lengths = Counter(
        (example.topic, "short" if len(example.text) <= 8 else "long")
        for example in starter_examples()
        if not example.text.isascii() and not 8 < len(example.text) < 60
    )

    assert {topic for topic, kind in lengths if kind == "short"} == {
        topic for topic, kind in lengths if kind == "long"
    }


@pytest.mark.parametrize(("language", "at_least"), HELD_OUT.items())
def test_every_topic_has_held_out_texts(language, at_least):
    texts = Counter(topic for topic, _ in held_out(language))

    assert set(texts) == {example.topic for example in starter_examples()}
    assert min(texts.values()) >= at_least


def test_no_held_out_text_is_learnt_from():
    learnt = {normalise(example.text) for example in starter_examples()}
    texts = [normalise(text) for language in HELD_OUT for _, text in held_out(language)]

    assert len(set(texts)) == len(texts)
    assert learnt.isdisjoint(texts)
