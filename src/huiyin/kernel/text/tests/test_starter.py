"""The examples that the starter model learns from, and those it is judged by."""

from collections import Counter

from huiyin.kernel.text.script import normalise
from huiyin.kernel.text.starter import starter_examples


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
