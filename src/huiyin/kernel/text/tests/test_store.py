import pytest

from huiyin.kernel.text.evaluation import evaluate_in_folds
from huiyin.kernel.text.examples import Labelled
from huiyin.kernel.text.store import current_model, current_version, keep, use, versions
from huiyin.kernel.text.training import train


def small_model(topic="billing.refund_pending"):
    return train(
        [
            Labelled(text="退款没到", topic=topic),
            Labelled(text="断网", topic="broadband.no_internet"),
        ]
    )


def test_the_newest_model_is_in_use_and_the_one_before_can_return(tmp_path):
    first = keep(small_model(), root=tmp_path)
    second = keep(small_model("other.topic"), root=tmp_path)

    use(first, root=tmp_path)

    assert versions(tmp_path) == [first, second]
    assert current_version(tmp_path) == first
    assert "billing.refund_pending" in current_model(tmp_path).topics


def test_there_is_no_model_before_the_first(tmp_path):
    assert current_model(tmp_path) is None


def test_a_model_of_an_older_kind_is_left_alone_and_not_used(tmp_path):
    version = keep(small_model(), root=tmp_path)
    about = tmp_path / "topics" / version / "model.json"
    about.write_text(about.read_text().replace('"format": 3', '"format": 1'))

    assert current_model(tmp_path) is None
    assert versions(tmp_path) == [version]


def test_an_unknown_version_is_refused(tmp_path):
    keep(small_model(), root=tmp_path)

    with pytest.raises(LookupError, match="no topic model v0009"):
        use("v0009", root=tmp_path)

    assert current_version(tmp_path) == "v0001"


def test_one_topic_alone_cannot_be_learnt():
    with pytest.raises(ValueError, match="at least two topics"):
        train([Labelled(text="断网", topic="a.b")])


def test_figures_are_those_of_unseen_texts():
    examples = [
        Labelled(text=f"{text} {number}", topic=topic)
        for topic, text in (("a.a", "宽带断网"), ("b.b", "退款没到"))
        for number in range(10)
    ]

    evaluation = evaluate_in_folds(examples, folds=5)

    assert evaluation.texts == 20
    assert evaluation.accuracy == 1.0
    assert evaluation.majority == 0.5
    assert evaluation.topics["a.a"].texts == 10
