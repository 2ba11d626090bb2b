import pytest

from huiyin.kernel.text import (
    Entity,
    TopicModel,
    detect_language,
    redact,
    search_tokens,
    segment,
    similar_key,
    similarity,
    understand,
)
from huiyin.kernel.text.examples import Labelled
from huiyin.kernel.text.script import normalise
from huiyin.kernel.text.signals import signals_in
from huiyin.kernel.text.training import train

EXAMPLES = {
    "broadband.no_internet": ["宽带断网了上不了网", "家里网断了", "光猫红灯没网"],
    "billing.unrecognised_charge": ["莫名其妙扣了20块钱", "不明扣费", "乱扣我话费"],
    "service.attitude": ["客服态度差", "接线员骂人", "the agent was rude"],
}


@pytest.fixture(scope="module")
def model() -> TopicModel:
    return train(
        [
            Labelled(text=text, topic=topic)
            for topic, texts in EXAMPLES.items()
            for text in texts
        ]
    )


def test_a_complaint_is_understood_in_one_pass(model):
    text = "家里宽带昨天断网了，打了三次客服都没人管，13800138000，再不处理我就去工信部投诉"

    [understood] = understand([text], model=model)

    assert understood.language == "zh-hans"
    assert understood.judgement.topic == "broadband.no_internet"
    assert understood.urgency == "high"
    assert understood.sentiment < 0
    assert understood.signals == {"repeat_contact", "regulator_threat"}
    assert understood.entities == (
        Entity("date", "昨天", 4, 6),
        Entity("phone", "+8613800138000", 21, 32),
    )


def test_the_words_that_decided_are_words_of_the_text(model):
    [judgement] = model.judge(["家里的宽带又断网了"])

    assert {word.text for word in judgement.words} <= {"家里", "的", "宽带", "又", "断网", "了"}
    assert len(judgement.suggestions) == 3


def test_a_text_without_a_known_word_is_left_open(model):
    [judgement] = model.judge(["???"])

    assert judgement.topic == ""
    assert judgement.suggestions == ()


def test_a_saved_model_judges_as_before(model, tmp_path):
    texts = ["宽带断网", "扣费", "rude agent", ""]

    model.save(tmp_path / "m")

    assert [j.topic for j in TopicModel.load(tmp_path / "m").judge(texts)] == [
        j.topic for j in model.judge(texts)
    ]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("我的宽带断网了", "zh-hans"),
        ("我的寬頻斷線了", "zh-hant"),
        ("My broadband is down", "en"),
        ("WiFi 断了", "zh-hans"),
        ("12345 !!", ""),
        ("", ""),
    ],
)
def test_language_and_script_are_told_apart(text, language):
    assert detect_language(text) == language


def test_a_text_is_found_by_its_words_and_the_words_within_them():
    assert {"中国", "移动", "通信", "wifi", "13800138000", "8000"} <= set(
        search_tokens("中国移动通信 ＷｉＦｉ 13800138000")
    )


def test_traditional_and_simplified_are_cut_alike():
    assert segment("我的帳單錯了") == segment("我的账单错了")


def test_the_same_said_again_has_the_same_key():
    assert similar_key("您好，我的宽带断网了！") == similar_key("我的宽带断网了")
    assert similar_key("我的宽带断网了") != similar_key("我的账单错了")
    assert similarity("我的宽带断网了", "我的宽带断网了!!") == 1.0


def test_what_tells_who_somebody_is_can_be_taken_out():
    text = "我叫王小明，电话13800138000，邮箱a.b@example.com，住3号楼2单元501"

    assert redact(text) == "我叫[name]，电话[phone]，邮箱[email]，住[address]"


def test_a_reference_is_one_word():
    assert search_tokens("C-2603-00017") == ["c260300017"]
    assert search_tokens("单号 C-2603-00017。") == ["单", "号", "c260300017"]


def test_latin_words_among_chinese_are_cut_apart():
    assert search_tokens("邮箱 a_b@foo.com 3.5元") == [
        "邮箱",
        "a",
        "b",
        "foo",
        "com",
        "3",
        "5",
        "元",
    ]


@pytest.mark.parametrize(
    ("text", "signal", "is_said"),
    [
        ("给你们24小时答复", "deadline", True),
        ("明早开业前修不好没法交代", "deadline", True),
        ("I need it by tomorrow noon", "deadline", True),
        ("赶紧派人来看", "deadline", False),
        ("流量24小时内用完了", "deadline", False),
        ("By tomorrow the bill is due", "deadline", False),
        ("修好了没", "chasing", True),
        ("我一直在等你们回复", "chasing", True),
        ("好了没几天又坏了", "chasing", False),
        ("也不是催你们，就是想问问", "chasing", False),
        ("网又断了，麻烦看看，等你们回复，谢谢", "chasing", False),
    ],
)
def test_haste_is_no_deadline_and_a_polite_ending_no_chase(text, signal, is_said):
    assert (signal in signals_in(normalise(text))) is is_said
