"""What people decide about topics is kept: to measure the model by, and to teach it."""

import pytest

from huiyin.cases.actions.classify_case import classify_case
from huiyin.cases.models import Case, Correction
from huiyin.cases.tests.builders import later, make_case
from huiyin.kernel.protection.rights import erase_personal_data
from huiyin.kernel.text import Judgement, Suggestion, Understanding

pytestmark = pytest.mark.django_db

UNSURE = Understanding(
    language="zh-hans",
    judgement=Judgement(
        topic="mobile.slow_data",
        confidence=0.41,
        suggestions=(Suggestion("mobile.slow_data", 0.41), Suggestion("other.praise", 0.2)),
        words=(),
        version="v0007",
    ),
    urgency="normal",
    sentiment=0.0,
    signals=frozenset(),
    entities=(),
)
BODY = "我叫李雷，手机13800001111，上网慢。"


@pytest.fixture
def case(operator):
    return make_case(topic="", title="上网", body=BODY, read=UNSURE)


def decide(case, topic, *, hours, actor):
    classify_case(ref=case.ref, topic=topic, at=later(hours=hours), actor=actor)


def lesson(case, **wanted):
    return Correction.objects.get(case=case, **wanted)


def test_a_decision_at_triage_is_kept_with_what_the_model_said(case, operator):
    decide(case, "billing.unrecognised_charge", hours=1, actor=operator["boss"])

    kept = lesson(case)
    assert (kept.judged, kept.confidence, kept.version) == ("mobile.slow_data", 0.41, "v0007")
    assert (kept.decided, kept.was_waiting, kept.is_last) == (
        "billing.unrecognised_charge",
        True,
        True,
    )
    assert (kept.by, kept.at) == (operator["boss"].id, later(hours=1))


def test_the_words_are_kept_without_what_tells_who_it_is(case, operator):
    decide(case, "mobile.slow_data", hours=1, actor=operator["boss"])

    words = lesson(case).words
    assert "上网慢" in words
    assert words.startswith("上网\n")
    assert "李雷" not in words
    assert "13800001111" not in words


def test_agreeing_with_the_model_is_kept_too(case, operator):
    decide(case, "mobile.slow_data", hours=1, actor=operator["boss"])

    kept = lesson(case)
    assert kept.judged == kept.decided == "mobile.slow_data"


def test_a_later_change_counts_instead_and_still_names_the_word_of_the_model(case, operator):
    decide(case, "billing.unrecognised_charge", hours=1, actor=operator["boss"])

    decide(case, "mobile.no_signal_outdoors", hours=2, actor=operator["boss"])

    kept = lesson(case, is_last=True)
    assert (kept.judged, kept.confidence) == ("mobile.slow_data", 0.41)
    assert (kept.decided, kept.was_waiting) == ("mobile.no_signal_outdoors", False)
    assert lesson(case, is_last=False).decided == "billing.unrecognised_charge"


def test_erasing_takes_the_words_and_leaves_the_figures(case, operator):
    decide(case, "billing.unrecognised_charge", hours=1, actor=operator["boss"])

    erase_personal_data(customer_id=case.customer_id, at=later(hours=3))

    kept = lesson(case)
    assert (kept.words, kept.is_erased) == ("", True)
    assert (kept.judged, kept.decided) == ("mobile.slow_data", "billing.unrecognised_charge")


def test_a_case_says_which_model_judged_it(case):
    assert case.judged_by == "v0007"
    assert Case.objects.get().suggestions == [["mobile.slow_data", 0.41], ["other.praise", 0.2]]
