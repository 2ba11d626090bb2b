"""What people say: of every topic, in many ways, the same for the same chance."""

from collections import Counter
from random import Random

import pytest

from huiyin.simulator.rules import matters, people, telling
from huiyin.simulator.rules.grammar import expand
from huiyin.simulator.rules.wear import worn
from huiyin.simulator.seeds.sayings import areas, districts, speech, topics
from huiyin.simulator.tests.conftest import CHINA, NOON
from huiyin.standards.public import topics as topic_cards


def many_matters(town, count, seed=3):
    random = Random(seed)
    for number in range(count):
        what = matters.trouble(town.areas, town.topics, random=random)
        who = random.choice(town.customers)
        yield town.matter(who, what, at=NOON, key=f"{seed}:{number}")


def test_choices_are_made_within_choices_and_slots_filled():
    said = expand("(a|(b|c) {x})(d|)", {"x": "1"}, random=Random(4))

    assert said.text in {"a", "ad", "b 1", "b 1d", "c 1", "c 1d"}


def test_a_mark_counts_only_where_its_words_were_chosen():
    said = {expand("(old@vulnerable@|young)", {}, random=Random(n)) for n in range(20)}

    assert {(one.text, one.signals) for one in said} == {
        ("old", frozenset({"vulnerable"})),
        ("young", frozenset()),
    }


def test_what_is_said_for_sure_is_not_said_perhaps():
    said = expand("a@safety@ b@?safety@", {}, random=Random(1))

    assert (said.text, said.signals, said.unsure) == ("a b", {"safety"}, frozenset())


@pytest.mark.django_db
@pytest.mark.usefixtures("seeded_standards")
def test_every_topic_is_told_of_in_both_languages():
    leaves = {card.code for card in topic_cards(language="en") if "." in card.code}

    told = {name: set(grammar.patterns) for name, grammar in speech().grammars.items()}

    assert told == {"zh": leaves, "en": leaves}


def test_there_are_several_hundred_patterns():
    counts = {
        name: sum(len(some) for some in grammar.patterns.values())
        for name, grammar in speech().grammars.items()
    }

    assert counts["zh"] >= 350
    assert counts["en"] >= 120


def test_nearly_no_message_is_said_twice(town):
    said = [telling.tell_first(one, speech()).text for one in many_matters(town, 1500)]

    assert len(set(said)) > 1350


def test_no_slot_and_no_sign_of_the_grammar_is_left(town):
    said = []
    for one in many_matters(town, 600):
        said += [
            telling.tell_first(one, speech()).text,
            telling.tell_again(one, speech(), symbol="back", key="k").text,
            telling.ask_again(one, speech(), ref="C-2603-000001", key="k").text,
            telling.say_thanks(one, speech()).text,
        ]

    assert not [text for text in said if set(text) & set("{}|()@") or not text]


def test_scenarios_have_words_in_both_languages():
    symbols = {name: set(grammar.symbols) for name, grammar in speech().grammars.items()}

    assert symbols["zh"] == symbols["en"]


def test_the_same_matter_is_told_in_the_same_words(town):
    once = [telling.tell_first(one, speech()) for one in many_matters(town, 50)]

    assert once == [telling.tell_first(one, speech()) for one in many_matters(town, 50)]


def test_some_are_short_and_some_go_on_and_on(town):
    lengths = [len(telling.tell_first(one, speech()).text) for one in many_matters(town, 800)]

    assert sum(length <= 15 for length in lengths) > 40
    assert sum(length > 100 for length in lengths) > 40


def test_the_angry_threaten_more_often_than_the_others(town):
    threatened, told = Counter(), Counter()
    for one in many_matters(town, 3000):
        is_angry = one.customer.manner == "angry"
        told[is_angry] += 1
        signals = telling.tell_first(one, speech()).signals
        threatened[is_angry] += bool(signals & {"regulator_threat", "media_threat"})

    assert threatened[True] / told[True] > 1.5 * threatened[False] / told[False]


def test_what_belongs_to_no_topic_is_said_in_ones_own_words(town):
    who = next(one for one in town.customers if one.manner == "formal" and one.language != "en")

    said = {worn("到底怎么弄", who, speech().wear, random=Random(n)) for n in range(60)}

    assert len(said) > 6


def test_traditional_characters_are_written_by_those_who_do():
    known = people.customers(600, districts=districts(), random=Random(2))
    theirs = next(one for one in known if one.language == "zh-hant" and not one.clumsiness)

    assert "寬頻" in worn("宽带断网了", theirs, speech().wear, random=Random(9))


@pytest.mark.parametrize(
    ("signals", "unsure", "is_vulnerable", "urgency"),
    [
        ({"safety", "vulnerable"}, set(), False, "urgent"),
        (set(), {"safety"}, True, ""),
        ({"deadline"}, set(), False, "high"),
        (set(), set(), True, "high"),
        (set(), {"vulnerable"}, False, ""),
        ({"chasing"}, set(), False, "normal"),
    ],
)
def test_danger_is_urgent_and_what_is_arguable_is_left_open(
    signals, unsure, is_vulnerable, urgency
):
    found = matters.urgency_of(
        signals=frozenset(signals), unsure=frozenset(unsure), is_vulnerable=is_vulnerable
    )

    assert found == urgency


def test_every_area_has_what_belongs_to_it():
    symbols = speech().grammars["zh"].symbols

    assert set(areas()) == set(topics())
    assert not [one for one in areas() if f"answer.{one}" not in symbols]
    asks = {ask for area in areas().values() for ask in area.asks}
    assert not [ask for ask in asks if f"ask.{ask}" not in symbols]


def test_values_of_a_matter_are_of_its_customer(town):
    one = next(many_matters(town, 1))

    assert one.values["phone"] == one.customer.phone
    assert NOON.astimezone(CHINA).day == 5
