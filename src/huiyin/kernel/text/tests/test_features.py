"""Terms of texts: what a batch on arrays finds is what one would read letter by letter."""

import re
from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from huiyin.kernel.text.examples import Counted, Labelled
from huiyin.kernel.text.features import runs, terms
from huiyin.kernel.text.script import HAN, normalise
from huiyin.kernel.text.training import train

WRITTEN = st.text(alphabet="宽带断网 5Gab,é!\U0001f600", max_size=12).map(normalise)


def spelled(key: int) -> str:
    """Read a run back from its number; other scripts keep 12 bits of each letter."""
    bits = 12 if key >> 63 else 21
    key &= (1 << 63) - 1
    letters = ""
    while key:
        letters = chr(key & ((1 << bits) - 1)) + letters
        key >>= bits
    return letters


def read_slowly(text: str) -> Counter[str]:
    if HAN.search(text):
        return Counter(text[at : at + n] for n in (1, 2, 3) for at in range(len(text) - n + 1))
    words = [f" {word} " for word in re.findall(r"\w+|[^\w\s]", text)]
    folded = ["".join(chr(ord(letter) & 0xFFF) for letter in word) for word in words]
    # Two letters may be the border between words: its two spaces are one.
    return Counter(
        word[at : at + n]
        for word in folded
        for n in (2, 3, 4, 5)
        for at in range(len(word) - n + 1)
    )


@given(st.lists(WRITTEN, max_size=5))
def test_a_batch_has_the_runs_of_each_of_its_texts(texts):
    found = runs(texts)

    whose = [Counter[str]() for _ in texts]
    for owner, key in zip(found.owners.tolist(), found.keys.tolist(), strict=True):
        whose[owner][spelled(key)] += 1
    assert whose == [read_slowly(text) for text in texts]


def test_a_long_text_has_a_head_and_a_short_one_has_none():
    letter = "关于宽带断网的投诉" + "家里的网用不了" * 20

    found = terms([letter, "宽带断网"])

    assert set(found.heads.owners.tolist()) == {0}
    assert found.words[1] == ["宽带", "断网", "宽带 断网"]


def test_whose_page_it_is_does_not_count():
    [one, other] = terms(["@anna see https://a.example/x", "@li see https://b.example/y"]).words

    assert one == other == ["see"]


@given(st.lists(WRITTEN, min_size=1, max_size=6))
def test_the_weights_of_a_text_have_the_length_one_or_there_are_none(texts):
    counted = Counted.of([*texts, "宽带 断网", "bill wrong"])

    rows = counted.weighed(counted.vocabulary())

    for start, end in zip(rows.starts[:-1], rows.starts[1:], strict=True):
        length = float((rows.weights[start:end] ** 2).sum())
        assert start == end or abs(length - 1) < 1e-4


def test_a_text_is_judged_the_same_alone_and_among_others():
    texts = [f"宽带断网 {n} 天" for n in range(9)] + [f"扣费 {n} 元看不懂" for n in range(9)]
    model = train([Labelled(text=t, topic=t[:2]) for t in texts])

    together = model.scores_of(terms([normalise(text) for text in texts]))
    alone = [model.scores_of(terms([normalise(text)]))[0] for text in texts]

    assert np.allclose(together, alone, atol=1e-5)
