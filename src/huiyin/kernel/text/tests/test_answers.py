"""How good an answer is: each score with the sentence that shows it."""

import csv
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from huiyin.kernel.text.answers import (
    WEIGHTS,
    Handed,
    Part,
    judge_answer,
    punctuality,
)
from huiyin.kernel.text.answers.measuring import measure_answers
from huiyin.kernel.text.answers.points import points_of
from huiyin.kernel.text.answers.readability import HardSentence, flesch

HERE = Path(__file__).parent
COMPLAINT = (
    "我家宽带断了三天了，一直没人来修，什么时候能修好？上个月还多收了我20元彩铃费，请退给我。"
)
GOOD = (
    "李女士您好，让您久等了，非常抱歉。您家断网是因为小区光缆被施工挖断。"
    "师傅今天下午三点已修好，宽带恢复了。多收的20元彩铃费已退回您的话费。"
    "如还有问题，请拨打10010。"
)
MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)


def judged(answer, complaint=COMPLAINT, **options):
    return judge_answer(complaint=complaint, answer=answer, **options)


def rows(name):
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def test_the_points_of_a_complaint_are_what_went_wrong_and_what_is_asked():
    assert [(point.kind, point.words) for point in points_of(COMPLAINT)] == [
        ("problem", "我家宽带断了三天了，一直没人来修"),
        ("ask", "什么时候能修好？"),
        ("problem", "上个月还多收了我20元彩铃费"),
        ("ask", "请退给我。"),
    ]


def test_a_letter_that_repeats_its_title_raises_its_points_once():
    found = points_of("路灯不亮怎么报修？\n请问路灯不亮怎么报修？")

    assert [point.words for point in found] == ["路灯不亮怎么报修？"]


def test_an_endless_letter_is_held_to_its_asks():
    told = "".join(f"第{word}件事也没办。" for word in "甲乙丙丁戊己庚辛壬")

    found = points_of(f"{told}什么时候退流量费？")

    assert len(found) == 8
    assert found[-1].words == "什么时候退流量费？"


def test_an_answer_to_every_point_leaves_none_out():
    judgement = judged(GOOD)

    assert judgement.unaddressed == ()
    assert judgement.points[2].sentence == "多收的20元彩铃费已退回您的话费。"
    assert judgement.scores == {
        "addressed": 1.0,
        "complete": 1.0,
        "understandable": 1.0,
        "courteous": 1.0,
        "on_time": None,
    }
    assert judgement.overall == 1.0


def test_what_is_left_out_is_named():
    judgement = judged("您好，光缆断了，今天下午三点修好，宽带已恢复。")

    assert [point.words for point in judgement.unaddressed] == [
        "上个月还多收了我20元彩铃费",
        "请退给我。",
    ]


def test_who_asks_when_is_not_answered_without_a_moment():
    complaint = "请问基站什么时候修复？"

    without = judged("您好，基站由工程师负责修复。", complaint).points[0].likeness
    with_moment = judged("您好，基站将于3月5日修复。", complaint).points[0].likeness

    assert without == 0.5
    assert with_moment == 1.0


def test_each_part_is_shown_by_its_sentence():
    judgement = judged(GOOD)

    assert judgement.parts == (
        Part(name="cause", sentence="您家断网是因为小区光缆被施工挖断。"),
        Part(name="action", sentence="师傅今天下午三点已修好，宽带恢复了。"),
        Part(name="time", sentence="师傅今天下午三点已修好，宽带恢复了。"),
        Part(name="contact", sentence="如还有问题，请拨打10010。"),
    )


def test_to_pass_a_matter_on_is_half_an_action_and_the_date_of_the_letter_is_no_time():
    judgement = judged("您好，您反映的问题已转交相关部门处理。\n2026年3月2日")

    assert judgement.missing == ("cause", "action", "time", "contact")
    assert judgement.handed_on == "您好，您反映的问题已转交相关部门处理。"
    assert judgement.scores["complete"] == 0.125


def test_blame_takes_most_of_the_courtesy():
    kind = judged("您好，抱歉，已为您修好。祝您生活愉快。")
    harsh = judged("您好，抱歉，这是您自己的问题。祝您生活愉快。")

    assert kind.scores["courteous"] == 1.0
    assert harsh.harsh == ("您好，抱歉，这是您自己的问题。",)
    assert harsh.scores["courteous"] == 0.4


def test_words_of_the_office_and_of_the_trade_are_named_with_plainer_ones():
    [hard] = judged("鉴于OLT拥塞，将予以扩容。").hard

    assert hard == HardSentence(
        sentence="鉴于OLT拥塞，将予以扩容。",
        reasons=(("office", "予以 → 给"), ("office", "鉴于 → 因为"), ("code", "OLT")),
    )


def test_a_sentence_is_long_from_its_61st_character_on():
    assert judged("断" * 60).hard == ()
    [hard] = judged("断" * 61).hard
    assert hard.reasons == (("long", "61"),)


def test_english_is_read_by_flesch():
    # Six words of one syllable in one sentence: 206.835 - 1.015 x 6 - 84.6 x 1.
    assert flesch(["The cat sat on the mat."]) == pytest.approx(116.145)
    plain = judged("We fixed the line at noon. You can call us on 150.", "No internet.")
    stiff = judged(
        "Pursuant to the aforementioned notification, remediation has been commenced.",
        "No internet.",
    )
    assert plain.scores["understandable"] == 1.0
    assert stiff.scores["understandable"] == 0.0


def test_traditional_characters_are_read_alike_and_shown_as_written():
    judgement = judged("您好，很抱歉。線路老化，昨天已更換網線。", "網路斷線了，請修好")

    assert judgement.parts[1].sentence == "線路老化，昨天已更換網線。"
    assert judgement.unaddressed == ()


@pytest.mark.parametrize(
    ("hours", "score"), [(24, 1.0), (48, 1.0), (72, 0.5), (96, 0.0), (200, 0.0)]
)
def test_punctuality_falls_to_nothing_at_twice_the_promise(hours, score):
    handed = Handed(
        asked_at=MONDAY,
        answered_at=MONDAY + timedelta(hours=hours),
        promised=timedelta(hours=48),
    )

    assert punctuality(handed) == score


def test_the_one_number_is_the_weighted_mean_of_what_is_known():
    late = Handed(
        asked_at=MONDAY,
        answered_at=MONDAY + timedelta(days=9),
        promised=timedelta(days=2),
    )

    assert sum(WEIGHTS.values()) == pytest.approx(1)
    assert judged(GOOD).overall == 1.0
    assert judged(GOOD, handed=late).overall == 0.9


@pytest.mark.parametrize("answer", ["", "…", "2026年3月2日"])
def test_an_answer_that_says_nothing_scores_nothing(answer):
    assert judged(answer).overall == 0.0


def test_it_agrees_with_people_as_often_as_docs_judgement_says():
    tuned = measure_answers(rows("tuned_answers.tsv"))
    later = measure_answers(rows("held_out_answers.tsv"))

    assert tuned["left out"].accuracy >= 0.9
    assert tuned["cause"].accuracy >= 0.87
    assert tuned["action"].accuracy >= 0.92
    assert later["left out"].accuracy >= 0.8
    assert later["left out"].accuracy > later["left out"].majority
