"""The steps of a case in the lake: in their order, in whose hands, how long after another."""

from datetime import timedelta

import pytest

from huiyin.cases.actions.open_cases import open_cases
from huiyin.cases.actions.resolve_case import resolve_case
from huiyin.cases.actions.take_case import hand_over_case, take_case
from huiyin.cases.rules.course import Told, course
from huiyin.cases.tests.builders import MONDAY_NINE, complaint, later, make_case
from huiyin.kernel.journal.seals import seal_waiting
from huiyin.kernel.lake.publish import publish_lake
from huiyin.kernel.lake.read import reading

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def lake_root(settings, tmp_path):
    settings.LAKE_ROOT = tmp_path / "lake"


def told(at=MONDAY_NINE):
    seal_waiting(at=at)
    done = publish_lake(at=at)
    with reading() as lake:
        return done, lake.run('SELECT * FROM "steps" ORDER BY ref, number')


def test_steps_stand_in_their_order_with_the_wait_before_each(operator):
    case = make_case(at=MONDAY_NINE)
    take_case(ref=case.ref, at=later(hours=15), actor=operator["agent"])

    _done, rows = told(later(days=1))

    assert [(row["number"], row["before"], row["step"]) for row in rows] == [
        (1, "", "received"),
        (2, "received", "dispatched"),
        (3, "dispatched", "taken"),
    ]
    # 09:00 to midnight: 15 hours, of which customer care is open until 22:00.
    assert (rows[2]["wait_s"], rows[2]["work_s"]) == (15 * 3600, 13 * 3600)
    assert rows[2]["person"] == operator["agent"].id
    assert [row["is_last"] for row in rows] == [False, False, True]


def test_the_first_step_knows_the_whole_path(operator):
    case = make_case(at=MONDAY_NINE)
    take_case(ref=case.ref, at=later(hours=1), actor=operator["agent"])
    resolve_case(
        ref=case.ref, answer="已退费。", cause="", at=later(hours=2), actor=operator["agent"]
    )

    _done, rows = told(later(days=1))

    steps = [row["step"] for row in rows]
    assert rows[0]["path"] == ">".join(steps)
    assert steps[:4] == ["received", "dispatched", "taken", "first_answer"]
    assert rows[0]["course_s"] == 7200
    assert {row["timeliness"] for row in rows} == {"on_time"}
    assert {row["path"] for row in rows[1:]} == {None}


def test_a_change_rewrites_the_whole_case_and_no_other_day(operator):
    case = make_case(at=MONDAY_NINE)
    make_case(at=later(days=1), contacts=(("phone", "13800002222"),))
    told(later(days=2))
    take_case(ref=case.ref, at=later(hours=1), actor=operator["agent"])

    done, rows = told(later(days=2))

    assert (done.parts["steps"], done.rows["steps"]) == (1, 3)
    assert len(rows) == 5


def test_what_ended_elsewhere_has_no_steps(operator):
    yesterday = MONDAY_NINE - timedelta(days=1)
    old = complaint(is_closed=True, answered_at=later(hours=-1), at=yesterday)
    open_cases(complaints=[old], at=MONDAY_NINE, actor_id="system")

    assert told()[1] == []


def test_a_handover_is_a_step_in_the_other_department(operator):
    case = make_case(at=MONDAY_NINE)
    take_case(ref=case.ref, at=later(hours=1), actor=operator["agent"])
    hand_over_case(
        ref=case.ref,
        department="network",
        why="核查账单",
        at=later(hours=2),
        actor=operator["agent"],
    )

    last = told(later(days=1))[1][-1]

    assert (last["step"], last["at_department"]) == ("handed_over", "network")
    assert last["before_department"] == "billing"


def event(name, **payload):
    return Told(f"cases.{name}", MONDAY_NINE, "user:7", payload)


def test_a_work_order_is_done_by_its_own_department_and_then_the_case_goes_on():
    steps = course(
        [
            event("case_dispatched", department="care"),
            event("work_order_issued", work_order_ref="W-1", department="network"),
            event("work_order_ended", work_order_ref="W-1", outcome="done"),
            event("case_noted", note_id=1),
            event("case_resolved", cycle=1),
        ]
    )

    assert [(one.step, one.department) for one in steps] == [
        ("dispatched", "care"),
        ("work_issued", "network"),
        ("work_ended", "network"),
        ("resolved", "care"),
    ]


def test_a_customer_who_acts_is_no_person_of_staff():
    [step] = course([Told("cases.case_rated", MONDAY_NINE, "customer:7", {"cycle": 1})])

    assert step.person == ""


def test_reopening_begins_the_next_cycle():
    steps = course([event("case_closed"), event("case_reopened", cycle=2), event("case_taken")])

    assert [one.cycle for one in steps] == [1, 2, 2]
