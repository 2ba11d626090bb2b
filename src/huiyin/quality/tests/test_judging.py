"""Judging sampled answers, undoing it, feedback and appeals."""

import pytest

from huiyin.cases.models import Case
from huiyin.kernel.access.actor import actor_of
from huiyin.kernel.access.models import RoleGrant, User
from huiyin.kernel.journal.models import Entry
from huiyin.kernel.protection.rights import erase_personal_data, export_personal_data
from huiyin.kernel.refusal import NotAllowed, NotFound
from huiyin.notifications.public import staff_notices
from huiyin.quality.actions.draw_sample import draw_weeks
from huiyin.quality.actions.give_feedback import (
    CannotGiveFeedback,
    answer_feedback,
    give_feedback,
    settle_appeal,
)
from huiyin.quality.actions.judge_answer import (
    CannotJudge,
    Said,
    judge_answer,
    undo_judgement,
)
from huiyin.quality.models import Feedback, Judgement, Sample, Verdict
from huiyin.quality.queries.figures import calibrations, figures
from huiyin.quality.rules.grades import Grade, grade_of
from huiyin.quality.tests.making import DRAWN_AT, GOOD, WEAK, drawn, followed, manager, sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def sample(operator):
    return drawn(operator["agent"])


def agreeing(sample, **changes):
    """Return what agrees with the machine, but for the changes."""
    said = {name: Said(grade=grade_of(score)) for name, score in sample.scores.items()}
    return said | changes


def judge(sample, actor, **changes):
    judge_answer(
        sample_id=sample.pk, said=agreeing(sample, **changes), at=DRAWN_AT, actor=actor
    )


def fresh(sample):
    return Sample.objects.get(pk=sample.pk)


def test_who_agrees_takes_the_grades_of_the_machine(sample):
    judge(sample, manager())

    verdicts = Verdict.objects.all()
    assert {one.criterion for one in verdicts} == set(sample.scores)
    assert all(one.grade == one.machine for one in verdicts)
    assert fresh(sample).judged == 1


def test_a_correction_keeps_its_reason_sealed_and_out_of_the_journal(sample):
    corrected = Said(grade=Grade.POOR, why="没有说明原因，客户李雷会再问")

    judge(sample, manager(), courteous=corrected)

    one = Verdict.objects.get(criterion="courteous")
    assert (one.grade, one.why) == ("poor", "没有说明原因，客户李雷会再问")
    entry = Entry.objects.get(name="quality.answer_judged")
    assert entry.payload == {
        "sample_id": sample.pk,
        "case_ref": sample.case_ref,
        "judgement_id": Judgement.objects.get().pk,
        "corrected": 1,
    }
    assert entry.story == f"sample:{sample.pk}"


@pytest.mark.parametrize("why", ["", "  "])
def test_a_correction_without_a_reason_is_refused(sample, why):
    actor = manager()

    with pytest.raises(CannotJudge):
        judge(sample, actor, courteous=Said(grade=Grade.POOR, why=why))

    assert (Judgement.objects.count(), fresh(sample).judged) == (0, 0)


def test_a_missing_grade_is_refused(sample):
    said = agreeing(sample)
    del said["complete"]

    with pytest.raises(CannotJudge):
        judge_answer(sample_id=sample.pk, said=said, at=DRAWN_AT, actor=manager())

    assert Judgement.objects.count() == 0


def test_nobody_judges_twice_or_their_own(sample, operator):
    actor = manager()
    judge(sample, actor)
    RoleGrant.objects.create(user_id=sample.user_id, role="quality_manager")
    author = actor_of(User.objects.get(pk=sample.user_id))

    for who in (actor, author):
        with pytest.raises(CannotJudge):
            judge(sample, who)

    assert Judgement.objects.count() == 1


def test_a_judgement_taken_back_counts_no_more_and_may_be_made_anew(sample):
    actor = manager()
    judge(sample, actor)

    undo_judgement(sample_id=sample.pk, at=DRAWN_AT, actor=actor)
    assert fresh(sample).judged == 0
    with pytest.raises(CannotJudge):
        undo_judgement(sample_id=sample.pk, at=DRAWN_AT, actor=actor)
    judge(sample, actor)

    assert fresh(sample).judged == 1
    assert Entry.objects.filter(name="quality.judgement_undone").count() == 1


def test_nobody_takes_back_what_another_judged(sample):
    judge(sample, manager())

    with pytest.raises(CannotJudge):
        undo_judgement(sample_id=sample.pk, at=DRAWN_AT, actor=manager("other"))

    assert fresh(sample).judged == 1


def test_only_quality_managers_of_the_place_judge(sample, operator):
    elsewhere = manager("elsewhere", departments=["billing"])

    with pytest.raises(NotAllowed):
        judge(sample, operator["boss"])
    with pytest.raises(NotFound):
        judge(sample, elsewhere)

    assert Judgement.objects.count() == 0


# Feedback.


def test_feedback_reaches_who_wrote_the_answer(sample):
    actor = manager()
    judge(sample, actor)

    give_feedback(sample_id=sample.pk, words="请先说明原因。", at=DRAWN_AT, actor=actor)

    [notice] = [
        one
        for one in staff_notices(user_id=sample.user_id, language="en")
        if one.story == f"own-answer:{sample.pk}"
    ]
    assert sample.case_ref in notice.subject
    assert Feedback.objects.get().words == "请先说明原因。"
    said = Entry.objects.get(name="quality.feedback_given").payload
    assert "words" not in said


def test_feedback_is_given_once_by_who_has_judged(sample):
    actor = manager()
    with pytest.raises(CannotGiveFeedback):
        give_feedback(sample_id=sample.pk, words="x", at=DRAWN_AT, actor=actor)
    judge(sample, actor)
    with pytest.raises(CannotGiveFeedback):
        give_feedback(sample_id=sample.pk, words=" ", at=DRAWN_AT, actor=actor)

    give_feedback(sample_id=sample.pk, words="x", at=DRAWN_AT, actor=actor)
    with pytest.raises(CannotGiveFeedback):
        give_feedback(sample_id=sample.pk, words="y", at=DRAWN_AT, actor=actor)

    assert Feedback.objects.get().words == "x"


def test_an_appeal_waits_until_it_is_settled(sample, operator):
    actor = manager()
    judge(sample, actor)
    number = give_feedback(sample_id=sample.pk, words="x", at=DRAWN_AT, actor=actor)

    answer_feedback(
        feedback_id=number,
        words="客户只问了金额。",
        is_appeal=True,
        at=DRAWN_AT,
        actor=operator["agent"],
    )
    assert fresh(sample).is_appealed is True
    with pytest.raises(CannotGiveFeedback):
        answer_feedback(
            feedback_id=number, words="y", is_appeal=True, at=DRAWN_AT, actor=operator["agent"]
        )
    settle_appeal(feedback_id=number, words="同意。", at=DRAWN_AT, actor=actor)

    one = Feedback.objects.get()
    assert (one.reply, one.outcome, fresh(sample).is_appealed) == (
        "客户只问了金额。",
        "同意。",
        False,
    )
    with pytest.raises(CannotGiveFeedback):
        settle_appeal(feedback_id=number, words="y", at=DRAWN_AT, actor=actor)


def test_nobody_answers_feedback_on_anothers_answer(sample, operator):
    actor = manager()
    judge(sample, actor)
    number = give_feedback(sample_id=sample.pk, words="x", at=DRAWN_AT, actor=actor)

    with pytest.raises(NotFound):
        answer_feedback(
            feedback_id=number,
            words="y",
            is_appeal=False,
            at=DRAWN_AT,
            actor=operator["biller"],
        )

    assert Feedback.objects.get().reply == ""


# Rights of the customer.


def test_what_was_typed_goes_when_the_customer_asks(sample, operator):
    actor = manager()
    judge(sample, actor, courteous=Said(grade=Grade.POOR, why="李雷"))
    give_feedback(sample_id=sample.pk, words="李雷", at=DRAWN_AT, actor=actor)
    customer = Case.objects.get(ref=sample.case_ref).customer_id

    exported = export_personal_data(customer_id=customer)["quality"]
    erase_personal_data(customer_id=customer, at=DRAWN_AT)

    assert exported[0].rows[0]["case_ref"] == sample.case_ref
    assert Verdict.objects.get(criterion="courteous").why == "—"
    assert Verdict.objects.get(criterion="courteous").grade == "poor"
    assert Feedback.objects.get().words == "—"


# Figures.


def test_figures_weigh_each_answer_by_what_it_stands_for(operator):
    for number in range(40):
        sent(operator["agent"], GOOD, number=number)
    for number in range(40, 42):
        sent(operator["biller"], WEAK, number=number)
    followed()
    draw_weeks(at=DRAWN_AT)

    found = figures(actor=manager())
    by_chance = Sample.objects.filter(reason="chance")
    good = by_chance.filter(user_id=operator["agent"].user_id).first().overall
    weak = by_chance.filter(user_id=operator["biller"].user_id).first().overall
    whole = found.cells[""]["2026-W10"].machine
    assert whole.base == 4
    assert whole.value == round(100 * (40 * good + 2 * weak) / 42, 1)
    assert whole.is_enough is False
    assert found.cells[""]["2026-W10"].people is None


def test_agreement_is_counted_between_managers_and_with_the_machine(sample):
    first, second = manager("first"), manager("second")
    judge(sample, first)
    judge(sample, second, courteous=Said(grade=Grade.POOR, why="生硬"))

    by_criterion = {one.criterion: one for one in calibrations(actor=first)}

    courteous, complete = by_criterion["courteous"], by_criterion["complete"]
    assert (courteous.machine.count, courteous.machine.alike) == (2, 0.5)
    assert (courteous.managers.count, courteous.managers.alike) == (1, 0.0)
    assert (complete.managers.count, complete.managers.alike) == (1, 1.0)


def test_what_was_taken_back_is_in_no_figure(sample):
    actor = manager()
    judge(sample, actor)
    undo_judgement(sample_id=sample.pk, at=DRAWN_AT, actor=actor)

    assert figures(actor=actor).cells[""]["2026-W10"].people is None
    assert {one.machine.count for one in calibrations(actor=actor)} == {0}
