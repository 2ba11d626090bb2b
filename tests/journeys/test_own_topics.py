"""An operator's own topics, from a file of labelled history to a better model and back."""

import csv
import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from huiyin.cases.actions.classify_case import classify_case
from huiyin.cases.actions.train_model import ask_for_training, train_waiting
from huiyin.cases.actions.use_model import accept_model
from huiyin.cases.models import Case, TrainingRun
from huiyin.cases.tests.builders import MONDAY_NINE, later, make_case, somebody
from huiyin.kernel.access.roles import SYSTEM_ACTOR
from huiyin.kernel.journal.models import Entry
from huiyin.standards.public import topic_names, topics_by_label
from huiyin.workforce.actions.lay_out_defaults import lay_out_defaults

pytestmark = pytest.mark.django_db

PLACES = ("公园", "车站", "学校", "商场", "小区", "医院", "广场", "码头")
HISTORY = {
    "路灯照明": "{}门口的路灯坏了，晚上很黑",
    "树木绿化": "{}旁边的树枝太长，请来修剪",
    "Lost property": "I lost my bag at {}, please look for it",
}
# What the file knows nothing of: how people speak of street lamps lately.
LATELY = "{}那盏大灯罢工啦{}"


@pytest.fixture
def boss(seeded_standards):
    lay_out_defaults(at=MONDAY_NINE)
    return somebody("boss", "supervision", roles=["supervisor"])


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "history.csv"
    with path.open("w", encoding="utf-8", newline="") as written:
        writer = csv.writer(written)
        writer.writerow(["留言", "类别"])
        for label, words in HISTORY.items():
            writer.writerows([[words.format(place), label] for place in PLACES])
    return path


@pytest.fixture(autouse=True)
def own_models(settings, tmp_path):
    settings.MODELS_ROOT = tmp_path / "models"
    settings.LANGUAGE_CODE = "en"


def say(command, *arguments, **options):
    """Run a command and return the JSON object it ends with."""
    said = StringIO()
    call_command(command, *arguments, json=True, stdout=said, **options)
    return json.loads(said.getvalue().splitlines()[-1])


def train_from(file, **options):
    return say("text_train", str(file), text="留言", label="类别", **options)


def complain(words, *, hours=0, phone="13900000000"):
    return make_case(
        topic="", body=words, at=later(hours=hours), contacts=(("phone", phone),), title=""
    )


def correct_lately(topic, boss):
    """Let 32 complaints come that speak in new words; the boss says what they are about."""
    cases = [
        complain(LATELY.format(PLACES[i % 8], "呀" * (i // 8)), phone=f"139{i:08}")
        for i in range(32)
    ]
    for case in cases:
        classify_case(ref=case.ref, topic=topic, at=later(hours=1), actor=boss)
    return cases


def test_own_labels_become_topics_are_understood_corrected_taught_and_rolled_back(boss, file):
    first = train_from(file, add_topics=True)
    codes = topics_by_label(labels=HISTORY)

    assert (first["topics"], first["examples"], first["unknown_labels"]) == (3, 24, [])
    assert codes["Lost property"] == "own.lost_property"
    assert topic_names(language="zh-hans")[codes["路灯照明"]] == "路灯照明"

    case = complain("公园门口的路灯坏了，晚上很黑")

    assert (case.topic, case.judged_by) == (codes["路灯照明"], first["version"])

    lately = correct_lately(codes["路灯照明"], boss)
    ask_for_training(at=later(hours=2), actor=SYSTEM_ACTOR)
    trained = train_waiting(at=later(hours=3))

    run = TrainingRun.objects.get()
    assert (trained, run.state, run.before) == (1, "ready", first["version"])
    assert (run.examples, run.corrections, run.report["held_out"]) == (56, 32, 32)
    right_before = sum(case.topic == codes["路灯照明"] for case in lately) / 32
    assert run.report["before"]["accuracy"] == pytest.approx(right_before, abs=0.001)
    assert run.report["after"]["accuracy"] == 1.0

    accept_model(run_id=run.pk, at=later(hours=4), actor=SYSTEM_ACTOR)
    better = complain("体育馆那盏大灯罢工啦", hours=5, phone="13700000000")

    assert (better.topic, better.judged_by) == (codes["路灯照明"], run.version)

    again = say("text_rollback")

    assert again == {"in_use": first["version"]}
    assert [model["is_in_use"] for model in say("text_models")["models"]] == [True, False]
    told = Entry.objects.filter(story="topic-model").order_by("pk")
    assert list(told.values_list("name", flat=True)) == [
        "cases.model_put_to_use",
        "cases.training_asked",
        "cases.model_trained",
        "cases.model_put_to_use",
        "cases.model_put_to_use",
    ]


def test_labels_that_are_no_topics_are_named_and_nothing_is_added(boss, file):
    before = topic_names(language="en")

    report = train_from(file)

    assert report["unknown_labels"] == ["Lost property", "树木绿化", "路灯照明"]
    assert topic_names(language="en") == before


def test_a_file_of_complaints_with_own_labels_opens_cases_of_own_topics(boss, file, tmp_path):
    train_from(file, add_topics=True)
    complaints = tmp_path / "complaints.csv"
    complaints.write_text(
        "编号,时间,内容,分类\nA-1,2026-03-02 09:00,晚上很黑，看不清路,路灯照明\n",
        encoding="utf-8",
    )

    call_command("complaints_import", str(complaints), stdout=StringIO(), stderr=StringIO())

    case = Case.objects.get()
    assert (case.topic, case.topic_by) == (
        topics_by_label(labels=HISTORY)["路灯照明"],
        "source",
    )


def test_training_from_the_same_file_again_adds_no_second_topic(boss, file):
    train_from(file, add_topics=True)
    before = topic_names(language="en")

    train_from(file, add_topics=True)

    assert topic_names(language="en") == before


def test_corrections_are_learnt_on_top_of_the_model_in_use(boss, file):
    train_from(file, add_topics=True)
    case = complain(LATELY.format("车站", ""))
    topic = topics_by_label(labels=HISTORY)["路灯照明"]
    classify_case(ref=case.ref, topic=topic, at=later(hours=1), actor=boss)

    report = say("text_train", with_corrections=True)

    assert (report["origin"], report["examples"], report["corrections"]) == (
        "history.csv",
        25,
        1,
    )


def test_a_measured_model_keeps_its_figures(boss, file):
    train_from(file, add_topics=True, measure=True)

    figures = say("text_models")["models"][0]["figures"]

    assert (figures["held_out"], figures["accuracy"]) == (6, 1.0)


def test_a_model_that_is_not_kept_is_not_put_to_use(boss, file):
    train_from(file)

    with pytest.raises(CommandError, match="There is no model v0009"):
        call_command("text_use", "v0009")

    assert say("text_models")["in_use"] == "v0001"


def test_the_first_model_has_none_before_it(boss, file):
    train_from(file)

    with pytest.raises(CommandError, match="No other model was in use before this one"):
        call_command("text_rollback")

    assert say("text_models")["in_use"] == "v0001"
