"""Sentences name what events hold as codes."""

from huiyin.kernel.journal.story import sentence_for
from huiyin.kernel.journal.wording import naming_of, wordings, words_values


def test_a_context_is_asked_once_for_all_values_of_its_events():
    asked = []

    @words_values("sample")
    def names_of_sample(values):
        asked.append(values)
        return {"team": {"a": "Alpha"}}

    naming = naming_of(
        [
            ("sample.moved", {"team": "a", "person_id": 7}),
            ("sample.moved", {"team": "b", "reasons": ["x"]}),
            ("other.happened", {"team": "a"}),
        ]
    )
    del wordings["sample"]

    assert naming == {"sample": {"team": {"a": "Alpha"}}}
    assert asked == [{"team": {"a", "b"}, "person_id": {"7"}}]


def test_a_sentence_names_codes_and_numbers_and_keeps_what_nobody_names():
    naming = {"user_id": {"7": "周芳"}}

    sentence = sentence_for(
        "access.role_granted", {"user_id": 7, "role": "unheard_of"}, naming=naming
    )

    assert "周芳" in sentence
    assert "unheard_of" in sentence
