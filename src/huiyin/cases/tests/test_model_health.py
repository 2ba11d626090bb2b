"""Model health: what is shown, training beside the requests, accepting and going back."""

from datetime import timedelta

import pytest
from django.test import Client

from huiyin.cases.actions.classify_case import classify_case
from huiyin.cases.actions.train_model import CannotTrain, ask_for_training, train_waiting
from huiyin.cases.actions.use_model import CannotUseModel, accept_model, discard_model
from huiyin.cases.models import Case, Correction, TrainingRun
from huiyin.cases.tests.builders import later, make_case, somebody
from huiyin.cases.tests.test_pages import signed_in
from huiyin.kernel.clock import now
from huiyin.kernel.journal.models import Entry
from huiyin.kernel.refusal import NotAllowed
from huiyin.kernel.text.examples import Labelled
from huiyin.kernel.text.lineage import Base, keep_learnt, learn
from huiyin.kernel.text.store import current_version, keep, versions
from huiyin.kernel.text.training import train

pytestmark = pytest.mark.django_db

CHARGE, SLOW = "billing.unrecognised_charge", "mobile.slow_data"
KNOWN = [
    Labelled(text=words.format(n), topic=topic)
    for topic, words in ((CHARGE, "账单多扣了{}元"), (SLOW, "上网很慢，只有{}兆"))
    for n in range(6)
]


@pytest.fixture(autouse=True)
def in_english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def model(settings):
    """A small model of the operator's own, in use."""
    base = Base(origin="history.csv", examples=KNOWN)
    made = learn(base, [], at=later())
    return keep_learnt(made, base, root=settings.MODELS_ROOT, is_used=True)


@pytest.fixture
def manager(operator):
    return somebody("manager", "supervision", roles=["quality_manager"])


def decide(count, *, boss, topic=CHARGE, hours=1):
    """Open complaints that the model takes for something else, and decide them."""
    for n in range(count):
        body = f"网很慢，视频老是转圈圈{'啊' * (n % 7)}，第{n}次"
        contacts = (("phone", f"1390000{hours:02}{n:02}"),)
        case = make_case(topic="", body=body, at=later(hours=hours), contacts=contacts)
        classify_case(ref=case.ref, topic=topic, at=later(hours=hours), actor=boss)


@pytest.fixture
def candidate(model, operator, manager):
    """A candidate that waits for a decision."""
    decide(30, boss=operator["boss"])
    ask_for_training(at=later(hours=2), actor=manager)
    train_waiting(at=later(hours=3))
    return TrainingRun.objects.get()


def story():
    return list(
        Entry.objects.filter(story="topic-model").order_by("pk").values_list("name", flat=True)
    )


def test_a_candidate_is_measured_on_each_decision_and_not_put_to_use(
    candidate, model, settings
):
    assert (candidate.state, candidate.step, candidate.steps) == ("ready", 4, 4)
    assert (candidate.report["held_out"], candidate.report["folds"]) == (30, 3)
    assert candidate.report["before"]["accuracy"] == 0.0
    assert candidate.report["after"]["accuracy"] == 1.0
    assert current_version(settings.MODELS_ROOT) == model


def test_too_few_decisions_teach_nothing(model, operator, manager):
    decide(29, boss=operator["boss"])

    with pytest.raises(CannotTrain, match="There are 29 new decisions; 30 are needed"):
        ask_for_training(at=later(hours=2), actor=manager)

    assert not TrainingRun.objects.exists()


def test_decisions_that_the_model_knows_are_not_new(candidate, manager):
    accept_model(run_id=candidate.pk, at=later(hours=4), actor=manager)

    with pytest.raises(CannotTrain, match="There are 0 new decisions"):
        ask_for_training(at=later(hours=5), actor=manager)


def test_a_second_candidate_waits_for_the_first(candidate, manager):
    with pytest.raises(CannotTrain, match="waits for a decision"):
        ask_for_training(at=later(hours=5), actor=manager)

    assert TrainingRun.objects.count() == 1


def test_a_discarded_candidate_is_deleted_and_told(
    candidate, model, manager, settings, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        discard_model(run_id=candidate.pk, at=later(hours=4), actor=manager)

    assert versions(settings.MODELS_ROOT) == [model]
    assert story() == ["cases.training_asked", "cases.model_trained", "cases.model_discarded"]


def test_a_candidate_is_compared_anew_when_another_model_is_in_use(
    candidate, model, manager, settings
):
    other = keep(train(KNOWN), root=settings.MODELS_ROOT)

    with pytest.raises(CannotUseModel, match=f"compared with {model}"):
        accept_model(run_id=candidate.pk, at=later(hours=4), actor=manager)

    candidate.refresh_from_db()
    assert candidate.state == "ready"
    assert current_version(settings.MODELS_ROOT) == other


def test_training_that_was_stopped_leaves_no_model(model, operator, manager, settings):
    decide(30, boss=operator["boss"])
    ask_for_training(at=later(hours=2), actor=manager)
    discard_model(run_id=TrainingRun.objects.get().pk, at=later(hours=2), actor=manager)

    assert train_waiting(at=later(hours=3)) == 0
    assert versions(settings.MODELS_ROOT) == [model]


def test_a_model_whose_texts_are_not_known_is_not_taught_further(operator, manager, settings):
    keep(train(KNOWN, facts={"origin": "old.csv"}), root=settings.MODELS_ROOT)
    decide(30, boss=operator["boss"])
    ask_for_training(at=later(hours=2), actor=manager)

    train_waiting(at=later(hours=3))

    run = TrainingRun.objects.get()
    assert run.state == "failed"
    assert run.problem.startswith("The texts that the model in use was learnt from")
    assert story() == ["cases.training_asked", "cases.training_failed"]


def test_after_three_ends_of_the_worker_training_is_given_up(model, operator, manager):
    decide(30, boss=operator["boss"])
    ask_for_training(at=later(hours=2), actor=manager)
    TrainingRun.objects.update(state="training", attempts=3)

    train_waiting(at=later(hours=3))

    assert TrainingRun.objects.get().state == "failed"


def test_an_agent_may_not_teach_the_model(model, operator):
    decide(30, boss=operator["boss"])

    with pytest.raises(NotAllowed):
        ask_for_training(at=later(hours=2), actor=operator["agent"])

    assert not TrainingRun.objects.exists()
    assert signed_in("agent").get("/cases/model/").status_code == 403


def test_what_was_erased_is_not_learnt(candidate, model, operator, manager):
    erased = Correction.objects.order_by("pk").first()
    Correction.objects.filter(pk=erased.pk).update(words="", is_erased=True)
    discard_model(run_id=candidate.pk, at=later(hours=4), actor=manager)

    with pytest.raises(CannotTrain, match="There are 29 new decisions"):
        ask_for_training(at=later(hours=5), actor=manager)


def today():
    """Let the decisions be of today, so that they stand on the page."""
    Correction.objects.update(at=now() - timedelta(hours=1))
    Case.objects.update(opened_at=now() - timedelta(hours=2))


def test_the_page_compares_both_and_puts_the_candidate_to_use_and_back(
    candidate, model, settings
):
    today()
    client = signed_in("manager")

    page = client.get("/cases/model/")
    assert page.context["decided"] == 30
    assert page.context["figures"][0][1:4] == ("0.0 %", "100.0 %", "+100.0")
    assert "Put to use" in page.content.decode()

    accepted = client.post("/cases/model/do/accept/", {"run": candidate.pk})
    assert (accepted.status_code, current_version(settings.MODELS_ROOT)) == (
        302,
        candidate.version,
    )

    client.post("/cases/model/do/roll-back/")
    assert current_version(settings.MODELS_ROOT) == model
    told = client.get("/cases/model/").context["history"]
    assert told[0]["sentence"] == f"Model {model} was put to use (before: {candidate.version})."


def test_a_confusion_leads_to_its_cases(candidate):
    today()
    client = signed_in("manager")
    (row,) = client.get("/cases/model/").context["confusion"]

    found = client.get(row["href"]).context["found"]

    assert (row["judged"], row["decided"]) == (
        "Slow mobile data",
        "Charge not recognised",
    )
    assert len(found) == row["times"] == 30


def test_without_decisions_the_page_says_what_to_do(model, manager):
    page = signed_in("manager").get("/cases/model/").content.decode()

    assert "No decisions yet" in page
    assert "30 are lacking" in page


def test_a_refusal_is_said_on_the_page(model, manager):
    page = signed_in("manager").post("/cases/model/do/train/")

    assert page.status_code == 422
    assert "There are 0 new decisions" in page.content.decode()


def test_an_agent_agrees_with_a_topic_on_the_case(model, operator):
    case = make_case(topic="", body="账单多扣了3元")
    client = signed_in("biller")
    panel = client.get(f"/cases/{case.ref}/panels/understanding/")
    assert panel.context["may_agree"]

    client.post(f"/cases/{case.ref}/do/classify/", {"topic": CHARGE, "urgency": "normal"})

    kept = Correction.objects.get()
    assert (kept.judged, kept.decided, kept.was_waiting) == (CHARGE, CHARGE, False)
    assert Entry.objects.filter(name="cases.topic_agreed", story=case.ref).count() == 1
    assert not client.get(f"/cases/{case.ref}/panels/understanding/").context["may_agree"]


def test_nobody_sees_it_without_signing_in(db):
    assert Client().get("/cases/model/").status_code == 302
