from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.notifications.public import Words, declare_words
from huiyin.notifications.rules.quiet import quiet_until
from huiyin.notifications.rules.sms import sms_parts
from huiyin.notifications.rules.words import choose_words, fill

SHANGHAI = ZoneInfo("Asia/Shanghai")
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))


def test_words_that_use_what_they_do_not_declare_are_a_fault():
    with pytest.raises(ValueError, match="undeclared"):
        declare_words(
            code="testing.wrong", title="x", placeholders=[], texts={"en": Words("x", "{ref}")}
        )


@given(st.text(), st.dictionaries(st.sampled_from(["a", "b"]), st.text()))
def test_filling_never_fails(text, values):
    assert isinstance(fill(text, values), str)


@pytest.mark.parametrize(
    ("language", "found"),
    [
        ("zh-Hant", "zh-hant"),
        ("zh_TW", "zh-hant"),
        ("zh-cn", "zh-hans"),
        ("fr", "en"),
        ("", "zh-hans"),
    ],
)
def test_the_nearest_language_is_spoken(language, found):
    texts = {name: Words(name, name) for name in ("zh-hans", "zh-hant", "en")}

    assert choose_words(texts, language)[0] == found


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("€" * 81, 2),
        ("好" * 70, 1),
        ("好" * 71, 2),
        ("😀" * 36, 2),
        ("", 1),
    ],
)
def test_a_short_message_is_counted_as_the_network_counts(text, parts):
    assert sms_parts(text) == parts


@given(MOMENTS)
def test_quiet_hours_end_at_eight_and_never_last_longer_than_a_night(at):
    until = quiet_until(at, SHANGHAI)

    if until is None:
        assert 8 <= at.astimezone(SHANGHAI).hour < 21
    else:
        assert until.astimezone(SHANGHAI).hour == 8
        assert 0 < (until - at).total_seconds() <= 11 * 3600
