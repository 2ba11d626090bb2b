"""Pages of sampled answers: for managers, and for whoever wrote them."""

import pytest

from huiyin.cases.models import Case
from huiyin.cases.tests.test_articles_and_answers import signed_in
from huiyin.quality.actions.draw_sample import draw_weeks
from huiyin.quality.actions.give_feedback import give_feedback
from huiyin.quality.actions.judge_answer import Said, judge_answer
from huiyin.quality.models import Feedback, Judgement, Sample
from huiyin.quality.rules.grades import Grade, grade_of
from huiyin.quality.tests.making import DRAWN_AT, GOOD, WEAK, drawn, followed, manager, sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def sample(operator):
    manager()
    return drawn(operator["agent"])


def form(sample, **changes):
    said = {name: grade_of(score).value for name, score in sample.scores.items()}
    return {**said, **changes}


def judged(sample, name="other", **changes):
    actor = manager(name)
    said = {code: Said(grade=grade_of(score)) for code, score in sample.scores.items()}
    judge_answer(sample_id=sample.pk, said=said | changes, at=DRAWN_AT, actor=actor)
    return actor


def test_the_list_says_what_how_many_and_why_weakest_first(operator):
    manager()
    sent(operator["agent"], GOOD, number=1)
    sent(operator["agent"], WEAK, number=2)
    followed()
    draw_weeks(at=DRAWN_AT)

    page = signed_in("quality").get("/quality/samples/")

    said = page.content.decode()
    assert [line["overall"]["grade"] for line in page.context["lines"]] == ["poor", "good"]
    assert "weakest first" in said
    assert "by chance" in said
    assert "2 answers" in said


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ("state=open", 1),
        ("state=judged", 0),
        ("state=mine", 0),
        ("state=appealed", 0),
        ("week=2026-W10", 1),
        ("week=2026-W09", 0),
        ("team=care-desk", 1),
        ("team=x", 0),
        ("score=good", 1),
        ("score=poor", 0),
        ("person=999999999999999999999", 1),
        ("score=nonsense&state=nonsense", 1),
    ],
)
def test_the_list_is_narrowed(sample, asked, count):
    page = signed_in("quality").get(f"/quality/samples/?{asked}")

    assert len(page.context["lines"]) == count


def test_what_others_judged_and_i_did_not_is_found_for_calibration(sample):
    judged(sample)

    page = signed_in("quality").get("/quality/samples/?state=mine")

    assert [line["id"] for line in page.context["lines"]] == [sample.pk]


def test_the_list_costs_the_same_for_more_answers(operator, django_assert_max_num_queries):
    manager()
    drawn(operator["agent"], count=20)
    Sample.objects.update(judged=0)
    client = signed_in("quality")
    client.get("/quality/samples/")

    with django_assert_max_num_queries(16):
        client.get("/quality/samples/")


def test_the_table_has_all_rows_and_scores(sample):
    judged(sample)

    said = signed_in("quality").get("/quality/samples/export.csv").content.decode("utf-8-sig")

    head, row = said.splitlines()
    assert head.startswith("Case,Week,Written by,Team,Sent,How drawn,Of answers,Score")
    assert row.startswith(f"{sample.case_ref},2026-W10,agent,")


def test_one_answer_is_shown_with_what_each_sentence_shows_and_masked(sample):
    case = Case.objects.get(ref=sample.case_ref)
    assert case.customer_id

    page = signed_in("quality").get(f"/quality/samples/{sample.pk}/")

    said = page.content.decode()
    marked = [piece["text"] for piece in page.context["pieces"] if piece["marks"]]
    assert "多扣五十元是因为套餐升级时重复计费。" in marked
    assert "why it happened" in said
    assert "By chance: 1 of 1 answers of this person in the week." in said
    assert "139" not in said.replace("2026", "")


def test_a_manager_agrees_with_all_by_one_button(sample):
    page = signed_in("quality").post(
        f"/quality/samples/{sample.pk}/judge/", {"agree": "1"}, follow=True
    )

    assert Judgement.objects.count() == 1
    assert "Undo my judgement" in page.content.decode()


def test_after_judging_the_weakest_open_answer_is_next(operator):
    manager()
    drawn(operator["agent"], count=2)
    first, second = Sample.objects.order_by("pk")

    page = signed_in("quality").post(
        f"/quality/samples/{first.pk}/judge/", {"agree": "1", "next": "1"}
    )

    assert page["Location"] == f"/quality/samples/{second.pk}/"


def test_a_correction_without_a_reason_comes_back_with_what_was_chosen(sample):
    page = signed_in("quality").post(
        f"/quality/samples/{sample.pk}/judge/", form(sample, courteous="poor")
    )

    said = page.content.decode()
    assert page.status_code == 422
    assert "Say in a word why you correct the machine." in said
    [courteous] = [one for one in page.context["criteria"] if one["code"] == "courteous"]
    assert [code for code, _name, is_on in courteous["choices"] if is_on] == ["poor"]
    assert Judgement.objects.count() == 0


def test_who_has_not_judged_does_not_see_what_others_think(sample):
    judged(sample, courteous=Said(grade=Grade.POOR, why="太生硬"))
    quality = signed_in("quality")
    address = f"/quality/samples/{sample.pk}/"

    before = quality.get(address).content.decode()
    quality.post(f"{address}judge/", {"agree": "1"})
    after = quality.get(address).content.decode()

    assert ("太生硬" in before, "One colleague has judged it" in before) == (False, True)
    assert "太生硬" in after


def test_undone_it_can_be_judged_anew(sample):
    quality = signed_in("quality")
    quality.post(f"/quality/samples/{sample.pk}/judge/", {"agree": "1"})

    page = quality.post(f"/quality/samples/{sample.pk}/undo/", follow=True)

    assert "How good is it?" in page.content.decode()
    assert Judgement.objects.filter(undone_at=None).count() == 0


def test_whoever_wrote_it_sees_it_answers_once_and_appeals(sample, operator):
    actor = judged(sample, courteous=Said(grade=Grade.POOR, why="太生硬"))
    number = give_feedback(sample_id=sample.pk, words="先道歉。", at=DRAWN_AT, actor=actor)
    agent = signed_in("agent")

    listed = agent.get("/quality/mine/").content.decode()
    shown = agent.get(f"/quality/mine/{sample.pk}/").content.decode()
    agent.post(f"/quality/feedback/{number}/reply/", {"reply": "已道歉。", "appeal": "1"})
    again = agent.post(f"/quality/feedback/{number}/reply/", {"reply": "再说"})

    assert sample.case_ref in listed
    assert ("太生硬" in shown, "先道歉。" in shown) == (True, True)
    assert (Feedback.objects.get().reply, again.status_code) == ("已道歉。", 422)
    waiting = signed_in("quality").get("/quality/samples/?state=appealed")
    assert len(waiting.context["lines"]) == 1


def test_an_appeal_is_settled_on_the_page_of_the_answer(sample, operator):
    actor = judged(sample)
    number = give_feedback(sample_id=sample.pk, words="x", at=DRAWN_AT, actor=actor)
    signed_in("agent").post(
        f"/quality/feedback/{number}/reply/", {"reply": "不同意", "appeal": "1"}
    )

    page = signed_in("other").post(
        f"/quality/feedback/{number}/settle/", {"outcome": "维持"}, follow=True
    )

    assert "维持" in page.content.decode()
    assert Sample.objects.get(pk=sample.pk).is_appealed is False


def test_nobody_sees_what_was_said_of_others(sample, operator):
    judged(sample)

    for name in ("biller", "boss"):
        assert signed_in(name).get(f"/quality/mine/{sample.pk}/").status_code == 404
    assert signed_in("agent").get(f"/quality/samples/{sample.pk}/").status_code == 403
    assert signed_in("agent").get("/quality/samples/").status_code == 403
    assert signed_in("agent").get("/quality/figures/").status_code == 403


def test_what_only_the_machine_judged_is_not_shown_to_the_agent(sample):
    agent = signed_in("agent")

    assert agent.get(f"/quality/mine/{sample.pk}/").status_code == 404
    assert "None of your answers was judged yet" in agent.get("/quality/mine/").content.decode()


def test_supervisors_see_samples_but_do_not_judge_them(sample, operator):
    boss = signed_in("boss")

    page = boss.get(f"/quality/samples/{sample.pk}/")
    refused = boss.post(f"/quality/samples/{sample.pk}/judge/", {"agree": "1"})

    assert (page.status_code, page.context["may_judge"], refused.status_code) == (
        200,
        False,
        403,
    )
    assert Judgement.objects.count() == 0


def test_figures_show_their_base_and_that_few_are_few(sample):
    judged(sample)

    said = signed_in("quality").get("/quality/figures/").content.decode()

    assert "2026-W10" in said
    assert "n 1" in said
    assert "kappa" in said


def test_without_a_draw_the_pages_say_when_it_comes(operator):
    manager()
    quality = signed_in("quality")

    for address in ("/quality/samples/", "/quality/figures/"):
        assert "every Monday" in quality.get(address).content.decode()
