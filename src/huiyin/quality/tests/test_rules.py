"""What is drawn, in which weeks, and how far judges agree."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.kernel.text.answers import judge_answer
from huiyin.quality.rules.agreement import agreement_among, agreement_of
from huiyin.quality.rules.grades import CRITERIA, Grade, grade_of, points_of
from huiyin.quality.rules.marking import pieces_of
from huiyin.quality.rules.sampling import CHANCE, UNHAPPY, WEAK, Candidate, Plan, draw
from huiyin.quality.rules.weeks import week_around, weeks_over

PLAN = Plan(percent=5, per_person=2)
SHANGHAI = ZoneInfo("Asia/Shanghai")
candidates = st.lists(
    st.builds(
        Candidate,
        message_id=st.integers(1, 10_000),
        person_id=st.integers(1, 8),
        score=st.one_of(st.none(), st.floats(0, 1)),
        is_unhappy=st.booleans(),
    ),
    unique_by=lambda one: one.message_id,
    max_size=120,
)


def of(person, count, *, first=1, **changes):
    return [Candidate(message_id=first + n, person_id=person, **changes) for n in range(count)]


def drawn_by(reason, picks):
    return [pick.message_id for pick in picks if pick.reason == reason]


@given(candidates, st.text(min_size=1, max_size=8), st.randoms())
def test_a_draw_can_be_drawn_again_whatever_the_order(answers, seed, shuffler):
    again = list(answers)
    shuffler.shuffle(again)

    assert draw(answers, plan=PLAN, seed=seed) == draw(again, plan=PLAN, seed=seed)


@given(candidates)
def test_everybody_is_seen_and_nobody_twice(answers):
    picks = draw(answers, plan=PLAN, seed="s")

    ids = [pick.message_id for pick in picks]
    assert len(ids) == len(set(ids))
    by_chance = set(drawn_by(CHANCE, picks))
    for person in {one.person_id for one in answers}:
        own = [one.message_id for one in answers if one.person_id == person]
        assert len(by_chance.intersection(own)) == PLAN.of(len(own))


@given(candidates)
def test_what_is_drawn_by_chance_stands_for_all_that_was_sent(answers):
    picks = draw(answers, plan=PLAN, seed="s")

    assert sum(pick.weight for pick in picks) == pytest.approx(len(answers))


@pytest.mark.parametrize(
    ("sent", "size"), [(1, 1), (2, 2), (40, 2), (41, 3), (100, 5), (1000, 50)]
)
def test_of_each_person_a_share_is_drawn_and_at_least_two(sent, size):
    assert len(drawn_by(CHANCE, draw(of(1, sent), plan=PLAN, seed="s"))) == size


def test_another_seed_draws_others():
    first, second = (draw(of(1, 1000), plan=PLAN, seed=seed) for seed in "ab")

    assert first != second


def test_some_more_are_drawn_of_the_unhappy_and_the_weakest():
    answers = [
        *of(1, 200, score=0.9),
        *of(1, 3, first=500, score=0.9, is_unhappy=True),
        *of(1, 3, first=600, score=0.1),
    ]

    picks = draw(answers, plan=PLAN, seed="s")

    by_chance = set(drawn_by(CHANCE, picks))
    assert len(by_chance) == 11
    assert set(drawn_by(UNHAPPY, picks)) == {500, 501, 502} - by_chance
    assert set(drawn_by(WEAK, picks)) >= {600, 601, 602} - by_chance
    assert len(drawn_by(WEAK, picks)) == 3


def test_who_was_drawn_is_not_told_by_the_score():
    low, high = ([*of(1, 40, score=score)] for score in (0.1, 0.9))

    assert drawn_by(CHANCE, draw(low, plan=PLAN, seed="s")) == drawn_by(
        CHANCE, draw(high, plan=PLAN, seed="s")
    )


# Weeks.


def test_a_week_runs_from_monday_to_sunday_in_the_operators_zone():
    week = week_around(date(2026, 3, 8), zone=SHANGHAI)

    assert (week.code, week.since, week.until) == (
        "2026-W10",
        datetime(2026, 3, 1, 16, tzinfo=UTC),
        datetime(2026, 3, 8, 16, tzinfo=UTC),
    )


def test_a_week_belongs_to_the_year_of_its_thursday():
    assert week_around(date(2027, 1, 1), zone=SHANGHAI).code == "2026-W53"


@pytest.mark.parametrize(
    ("at", "latest"),
    [
        (datetime(2026, 3, 8, 17, 59, tzinfo=UTC), "2026-W09"),
        (datetime(2026, 3, 8, 18, tzinfo=UTC), "2026-W10"),
        (datetime(2026, 3, 15, 12, tzinfo=UTC), "2026-W10"),
    ],
)
def test_a_week_is_over_two_hours_into_the_next(at, latest):
    assert weeks_over(at=at, zone=SHANGHAI, count=2)[0].code == latest


# Agreement.


def test_kappa_is_that_of_the_textbook():
    # Cohen's measure on the usual table: 20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no.
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15

    found = agreement_of(pairs)

    assert (found.count, found.alike, found.kappa) == (50, 0.7, pytest.approx(0.4))


def test_where_all_give_one_grade_kappa_is_not_defined():
    assert agreement_of([("y", "y")] * 20).kappa is None
    assert agreement_of([]).kappa is None


@given(st.lists(st.tuples(st.sampled_from("gfp"), st.sampled_from("gfp")), max_size=40))
def test_among_equals_it_does_not_matter_who_comes_first(pairs):
    found = agreement_among(pairs)
    turned = agreement_among([(other, one) for one, other in pairs])

    assert found.count == len(pairs)
    assert found.alike == turned.alike
    assert found.kappa == (None if turned.kappa is None else pytest.approx(turned.kappa))


# Grades and marks.


@pytest.mark.parametrize(
    ("score", "grade"),
    [(1, "good"), (0.8, "good"), (0.79, "fair"), (0.5, "fair"), (0.49, "poor")],
)
def test_scores_stand_for_grades(score, grade):
    assert grade_of(score) == grade


def test_grades_come_to_points_by_their_weights():
    assert points_of(dict.fromkeys(CRITERIA, Grade.GOOD)) == pytest.approx(1)
    assert points_of({"addressed": "good", "complete": "poor"}) == pytest.approx(0.35 / 0.6)
    assert points_of({}) == 0


@given(st.text(alphabet="您好，抱歉。已转部门！\n退款 10010abc.", max_size=120))
def test_the_pieces_are_the_whole_answer(answer):
    judged = judge_answer(complaint="话费多扣了，请退款。", answer=answer)

    assert "".join(piece.text for piece in pieces_of(answer, judged)) == answer
