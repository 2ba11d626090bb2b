"""Terms of texts: what a batch on arrays finds is what one would read letter by letter."""

import re
from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from huiyin.kernel.text.counting import count_terms
from huiyin.kernel.text.examples import Counted, Labelled
from huiyin.kernel.text.features import runs, terms, word_keys
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
    assert found.words[found.borders[1] :] == ["宽带", "断网"]
    assert found.pairs.owners.tolist().count(1) == 1


def test_whose_page_it_is_does_not_count():
    found = terms(["@anna see https://a.example/x", "@li see https://b.example/y"])

    assert found.words == ["see", "see"]


@given(st.lists(st.text(min_size=1, max_size=300), max_size=6, unique=True))
def test_every_word_has_a_number_of_its_own_alone_and_among_others(words):
    together = word_keys(words).tolist()

    assert together == [int(word_keys([word])[0]) for word in words]
    assert len(set(together)) == len({word[:256] for word in words})
    assert all(key < 1 << 63 for key in together)


def test_a_pair_is_not_the_pair_turned_round_and_not_a_word():
    found = terms(["bill wrong bill"])

    first, second = found.pairs.keys.tolist()
    assert first != second
    assert min(first, second) >= 1 << 63 > found.word_keys.max()


@given(st.lists(WRITTEN, max_size=9), st.integers(1, 2))
def test_terms_are_counted_as_by_hand(texts, least):
    (words, run_keys, heads), ids, times, borders = count_terms(texts, least=least)

    lexicon = [*words.tolist(), *run_keys.tolist(), *heads.tolist()]
    by_hand = [counted_by_hand(text) for text in texts]
    spread = Counter(key for counts in by_hand for key in counts)
    assert len(lexicon) == sum(n >= least for n in spread.values())
    for text, start, end in zip(by_hand, borders[:-1], borders[1:], strict=True):
        found = zip(ids[start:end].tolist(), times[start:end].tolist(), strict=True)
        kept = {key: n for key, n in text.items() if spread[key] >= least}
        assert {lexicon[number]: n for number, n in found} == {
            k: n for (_, k), n in kept.items()
        }


def counted_by_hand(text: str) -> Counter[tuple[str, int]]:
    kinds = zip("wrh", terms([text]).kinds(), strict=True)
    return Counter((kind, key) for kind, found in kinds for key in found.keys.tolist())


@given(st.lists(WRITTEN, min_size=1, max_size=6))
def test_the_weights_of_a_text_have_the_length_one_or_there_are_none(texts):
    counted = Counted.of([*texts, "宽带 断网", "bill wrong"])

    rows = counted.weighed(counted.vocabulary())

    assert len(rows.starts) == len(texts) + 3
    for start, end in zip(rows.starts[:-1], rows.starts[1:], strict=True):
        length = float((rows.weights[start:end] ** 2).sum())
        assert start == end or abs(length - 1) < 1e-4


def test_a_text_is_judged_the_same_alone_and_among_others():
    texts = [f"宽带断网 {n} 天" for n in range(9)] + [f"扣费 {n} 元看不懂" for n in range(9)]
    model = train([Labelled(text=t, topic=t[:2]) for t in texts])

    together = model.scores_of(terms([normalise(text) for text in texts]))
    alone = [model.scores_of(terms([normalise(text)]))[0] for text in texts]

    assert np.allclose(together, alone, atol=1e-5)


def test_of_long_letters_only_what_tells_the_topics_apart_counts():
    chatter = [
        "领导您好",
        "我们小区的居民",
        "希望尽快处理",
        "谢谢",
        "住了十年",
        "多次反映",
        "没人管",
    ]

    def letter(matter: str, n: int) -> str:
        rest = [
            chatter[(n * 5 + k * k) % len(chatter)] + f"第{(n * k) % 89}次" for k in range(30)
        ]
        return "，".join([*rest[:15], matter, *rest[15:]])

    texts = [letter("宽带断网" if n % 2 else "话费多扣", n) for n in range(80)]
    labels = np.array([n % 2 for n in range(80)])
    counted = Counted.of(texts)

    every, telling = counted.vocabulary(), counted.vocabulary(labels, is_telling=True)

    known = set(telling.words.tolist())
    assert (
        {int(key) for key in word_keys(["宽带", "话费"])} <= known < set(every.words.tolist())
    )
    assert int(word_keys(["希望"])[0]) not in known
    assert counted.weighed(telling).starts[-1] <= 0.3 * counted.weighed(every).starts[-1]
