"""What is told and drawn of the way of cases."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from huiyin.insight.rules.intervals import share
from huiyin.insight.rules.process.course import Course, Move, Path, StepSeen
from huiyin.insight.rules.process.differing import differences
from huiyin.insight.rules.process.findings import course_findings
from huiyin.insight.rules.process.layout import HIGH, WIDE, draw
from huiyin.insight.rules.reports import Waits

NAMES = "abcdefgh"
maps = st.fixed_dictionaries(
    {
        "places": st.lists(st.floats(1, 9), min_size=2, max_size=8),
        "moves": st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=24),
    }
)


def drawn_of(told):
    places = dict(zip(NAMES, told["places"], strict=False))
    known = [
        (NAMES[a], NAMES[b])
        for a, b in told["moves"]
        if NAMES[a] in places and NAMES[b] in places
    ]
    return places, known, draw(places, known)


@settings(deadline=None)
@given(maps)
def test_no_step_is_drawn_over_another(told):
    _places, _moves, drawn = drawn_of(told)

    for (x, y), (other_x, other_y) in combinations(drawn.steps.values(), 2):
        assert abs(x - other_x) >= WIDE or abs(y - other_y) >= HIGH


@settings(deadline=None)
@given(maps)
def test_everything_lies_within_the_drawing(told):
    _places, _moves, drawn = drawn_of(told)

    for x, y in drawn.steps.values():
        assert WIDE / 2 <= x <= drawn.width - WIDE / 2
        assert HIGH / 2 <= y <= drawn.height - HIGH / 2


@settings(deadline=None)
@given(maps)
def test_moves_lead_from_one_step_to_the_other(told):
    _places, moves, drawn = drawn_of(told)

    for before, step in moves:
        if before == step:
            continue
        points, (x, y) = drawn.moves[before, step], drawn.steps[before]
        assert abs(points[0][1] - y) == HIGH / 2
        assert abs(points[0][0] - x) < WIDE / 2
        assert abs(points[-1][1] - drawn.steps[step][1]) == HIGH / 2


@settings(deadline=None)
@given(maps)
def test_a_map_is_drawn_alike_each_time(told):
    assert drawn_of(told) == drawn_of(told)


def test_what_follows_stands_below():
    drawn = draw({"in": 1, "work": 2, "out": 3}, [("in", "work"), ("work", "out")])

    assert drawn.steps["in"][1] < drawn.steps["work"][1] < drawn.steps["out"][1]


def test_a_difference_that_chance_makes_is_not_told():
    found = differences(on_time={("", "paused"): (30, 100)}, overdue={("", "paused"): (4, 10)})

    assert [one.is_sure for one in found] == [False]


def test_a_difference_beyond_chance_is_told():
    found = differences(
        on_time={("", "paused"): (30, 1000), ("", "taken"): (1000, 1000)},
        overdue={("", "paused"): (60, 100), ("", "taken"): (100, 100)},
    )

    assert [(one.step, one.is_sure) for one in found] == [("paused", True), ("taken", False)]
    assert found[0].overdue == share(60, 100)


def test_many_comparisons_ask_for_more_certainty():
    one = {("", "paused"): (30, 100)}, {("", "paused"): (45, 100)}
    many = [
        side | {("", f"other {number}"): (10, 100) for number in range(200)} for side in one
    ]

    [alone] = differences(on_time=one[0], overdue=one[1])
    among = differences(on_time=many[0], overdue=many[1])

    assert alone.is_sure
    assert not any(difference.is_sure for difference in among)


def test_too_few_overdue_cases_are_compared_with_nothing():
    found = differences(on_time={("", "paused"): (0, 100)}, overdue={("", "paused"): (4, 4)})

    assert found == ()


def move(before, step, moves, p50, **more):
    waits = Waits(count=moves, p50=p50, p80=p50, p95=p50)
    hours = moves * p50
    return Move(before=before, step=step, moves=moves, cases=moves, hours=hours, waits=waits)


COURSE = Course(
    cases=100,
    on_time=90,
    overdue=10,
    steps=(
        StepSeen(step="received", times=100, cases=100),
        StepSeen(step="taken", times=110, cases=100, waiting=3, cases_again=8, again=10),
        StepSeen(step="closed", times=97, cases=97, waiting=97),
    ),
    moves=(
        move("received", "taken", 100, 2.0),
        move("taken", "paused", 20, 9.0),
        move("paused", "taken", 4, 90.0),
        move("resolved", "closed", 97, 70.0),
    ),
    paths=(Path(steps=("received", "taken", "closed"), cases=80, on_time=75, overdue=5),),
)


def told(kind):
    return next(one for one in course_findings(COURSE) if one.kind == kind)


def test_the_longest_wait_is_one_of_enough_cases_before_the_answer():
    assert told("longest_wait").values["move"].step == "paused"


def test_most_hours_may_be_many_short_waits():
    finding = told("most_hours")

    assert finding.values["move"].before == "received"
    # 200 of 200 + 180 + 360 hours before the answer.
    assert round(finding.values["part"], 3) == 0.27


def test_standing_leaves_out_what_is_over():
    assert told("standing").values["step"].waiting == 3


def test_no_cases_have_no_findings():
    assert course_findings(Course()) == []


def test_rare_moves_are_hidden_until_asked_for():
    assert [one.moves for one in COURSE.shown_moves(80)] == [100, 20, 4, 97]
    assert len(COURSE.shown_moves(40)) == 1
    assert COURSE.shown_moves(100) == COURSE.moves
