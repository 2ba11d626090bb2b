"""The life of a case, act by act, through the doors that people use."""

from datetime import timedelta

import pytest

from huiyin.cases.actions.answer_case import NothingSaid, answer_case
from huiyin.cases.actions.classify_case import UnknownTopic, classify_case
from huiyin.cases.actions.close_case import withdraw_case
from huiyin.cases.actions.grant_concession import (
    CannotGrant,
    decide_concession,
    grant_concession,
)
from huiyin.cases.actions.issue_work_order import (
    accept_work_order,
    end_work_order,
    issue_work_order,
)
from huiyin.cases.actions.keep_case import WrongState
from huiyin.cases.actions.merge_cases import CannotMerge, merge_cases, undo_merge
from huiyin.cases.actions.pause_case import pause_case, resume_case
from huiyin.cases.actions.rate_case import Rating, rate_case
from huiyin.cases.actions.reopen_case import reopen_case
from huiyin.cases.actions.resolve_case import resolve_case
from huiyin.cases.actions.take_case import hand_over_case, take_case
from huiyin.cases.models import Case, Clock, Milestone, QueueEntry
from huiyin.cases.queries.explain import explain_clock
from huiyin.cases.tests.builders import later, make_case
from huiyin.kernel.refusal import NotAllowed
from huiyin.kernel.timers.schedule import fire_all

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(operator):
    return make_case()


def resolved(case, operator, at):
    resolve_case(
        ref=case.ref, answer="已核实并退费。", cause="", at=at, actor=operator["biller"]
    )
    case.refresh_from_db()


def test_taking_a_case_starts_work_on_it(case, operator):
    take_case(ref=case.ref, at=later(minutes=10), actor=operator["biller"])

    case.refresh_from_db()
    assert (case.state, case.department) == ("in_progress", "billing")


def test_the_first_answer_stops_the_first_response_clock_in_time(case, operator):
    answer_case(ref=case.ref, body="您好", at=later(minutes=59), actor=operator["biller"])

    clock = case.clocks.get(kind="first_response")
    assert (clock.state, clock.outcome, clock.consumed_s) == ("stopped", "met", 59 * 60)


def test_an_empty_answer_is_refused_and_nothing_changes(case, operator):
    with pytest.raises(NothingSaid):
        answer_case(ref=case.ref, body="  ", at=later(minutes=5), actor=operator["biller"])

    case.refresh_from_db()
    assert case.first_response_at is None
    assert case.clocks.get(kind="first_response").state == "running"


def test_waiting_for_the_customer_stops_our_promise_but_not_the_law(case, operator):
    pause_case(
        ref=case.ref,
        waits_for="customer",
        why="请提供账单截图",
        at=later(hours=2),
        actor=operator["biller"],
    )

    states = dict(case.clocks.values_list("kind", "state"))
    assert (states["resolution"], states["legal_answer"]) == ("paused", "running")


def test_resuming_moves_the_promise_by_the_wait(case, operator):
    before = case.clocks.get(kind="resolution").due_at
    pause_case(
        ref=case.ref,
        waits_for="customer",
        why="截图",
        at=later(hours=2),
        actor=operator["biller"],
    )

    resume_case(ref=case.ref, at=later(hours=7), actor=operator["biller"])

    assert case.clocks.get(kind="resolution").due_at == before + timedelta(hours=5)


def test_a_clock_explains_itself_and_agrees_with_its_ledger(case, operator):
    pause_case(
        ref=case.ref,
        waits_for="customer",
        why="截图",
        at=later(hours=2),
        actor=operator["biller"],
    )
    resume_case(ref=case.ref, at=later(hours=7), actor=operator["biller"])

    told = explain_clock(clock_id=case.clocks.get(kind="resolution").pk, at=later(hours=8))

    assert [(part.state, part.seconds) for part in told.stretches] == [
        ("running", 7200),
        ("paused", 18000),
        ("running", 3600),
    ]
    assert (told.used_s, told.differs) == (10800, "")


def test_a_case_is_not_resolved_while_a_work_order_is_open(case, operator):
    issue_work_order(
        ref=case.ref,
        department="network",
        task="查基站",
        at=later(hours=1),
        actor=operator["biller"],
    )

    with pytest.raises(WrongState, match="W-2603-"):
        resolved(case, operator, later(hours=2))

    case.refresh_from_db()
    assert case.resolved_at is None


def test_a_work_order_has_its_own_clock_that_ends_with_it(case, operator):
    ref = issue_work_order(
        ref=case.ref,
        department="billing",
        task="核对话单",
        at=later(hours=1),
        actor=operator["biller"],
    )
    accept_work_order(ref=ref, at=later(hours=2), actor=operator["biller"])

    end_work_order(
        ref=ref, outcome="done", result="多计一条", at=later(hours=3), actor=operator["biller"]
    )

    clock = Clock.objects.get(work_order__ref=ref)
    assert (clock.state, clock.consumed_s) == ("stopped", 7200)


def test_resolving_ends_the_promises_and_asks_the_customer(case, operator):
    resolved(case, operator, later(hours=3))

    outcomes = dict(case.clocks.values_list("kind", "outcome"))
    assert (case.state, outcomes["resolution"], outcomes["legal_answer"]) == (
        "resolved",
        "met",
        "met",
    )
    assert not QueueEntry.objects.filter(case=case).exists()
    assert case.call_backs.get().by_person is False


def test_a_good_rating_closes_the_case(case, operator):
    resolved(case, operator, later(hours=3))

    rate_case(
        ref=case.ref,
        customer_id=case.customer_id,
        rating=Rating(score=5, is_solved=True),
        at=later(hours=5),
    )

    case.refresh_from_db()
    assert (case.state, case.cycle, case.call_backs.get().score) == ("closed", 1, 5)


def test_a_bad_rating_goes_to_the_supervisor_in_a_new_cycle(case, operator):
    resolved(case, operator, later(hours=3))

    rate_case(
        ref=case.ref,
        customer_id=case.customer_id,
        rating=Rating(score=1, is_solved=False, words="没解决"),
        at=later(hours=5),
    )

    case.refresh_from_db()
    assert (case.state, case.cycle, case.department) == ("triaged", 2, "supervision")
    assert case.clocks.get(kind="resolution", cycle=1).outcome == "met"
    assert case.clocks.get(kind="resolution", cycle=2).state == "running"


def test_it_is_rated_once(case, operator):
    resolved(case, operator, later(hours=3))
    good = Rating(score=5, is_solved=True)
    rate_case(ref=case.ref, customer_id=case.customer_id, rating=good, at=later(hours=5))

    with pytest.raises(WrongState):
        rate_case(
            ref=case.ref,
            customer_id=case.customer_id,
            rating=Rating(score=1),
            at=later(hours=6),
        )

    assert case.call_backs.get().score == 5


def test_silence_for_three_days_closes_it_and_says_so(case, operator):
    resolved(case, operator, later(hours=3))

    fire_all(at=later(hours=3, days=3))

    case.refresh_from_db()
    assert (case.state, case.call_backs.get().outcome) == ("closed", "silent")


def test_reopening_counts_a_new_cycle_and_keeps_the_first(case, operator):
    resolved(case, operator, later(hours=3))
    fire_all(at=later(days=4))

    reopen_case(ref=case.ref, why="又出现了", at=later(days=5), actor=operator["biller"])

    assert sorted(case.clocks.filter(kind="resolution").values_list("cycle", "outcome")) == [
        (1, "met"),
        (2, ""),
    ]


def test_warnings_fire_once_each_and_escalation_rises_by_role(case, operator):
    fire_all(at=later(hours=49))

    clock = case.clocks.get(kind="resolution")
    percents = list(
        Milestone.objects.filter(clock=clock)
        .order_by("percent")
        .values_list("percent", flat=True)
    )
    case.refresh_from_db()
    assert percents == [50, 80, 100]
    assert case.escalation >= 1


def test_a_new_topic_puts_other_promises_and_is_kept_as_a_correction(case, operator):
    classify_case(
        ref=case.ref,
        topic="mobile.slow_data",
        urgency="urgent",
        at=later(minutes=30),
        actor=operator["biller"],
    )

    case.refresh_from_db()
    assert (case.topic, case.topic_by) == ("mobile.slow_data", "person")
    assert case.corrections.get().decided == "mobile.slow_data"
    assert "fault_repair" in set(case.clocks.values_list("kind", flat=True))


def test_an_unknown_topic_is_refused_and_nothing_changes(case, operator):
    with pytest.raises(UnknownTopic):
        classify_case(
            ref=case.ref, topic="nonsense", at=later(minutes=3), actor=operator["biller"]
        )

    case.refresh_from_db()
    assert (case.topic, case.corrections.count()) == ("billing.unrecognised_charge", 0)


def test_a_hand_over_is_counted_and_needs_a_reason(case, operator):
    hand_over_case(
        ref=case.ref,
        department="network",
        why="是网络问题",
        at=later(hours=1),
        actor=operator["biller"],
    )

    case.refresh_from_db()
    assert (case.department, case.holder_id, case.handovers) == ("network", None, 1)


def test_a_small_concession_is_granted_at_once_and_a_large_one_waits(case, operator):
    small = grant_concession(
        ref=case.ref,
        amount_micro=10_000_000,
        currency="CNY",
        reason="多扣",
        at=later(hours=1),
        actor=operator["biller"],
    )
    large = grant_concession(
        ref=case.ref,
        amount_micro=100_000_000_000,
        currency="CNY",
        reason="多扣",
        at=later(hours=1),
        actor=operator["biller"],
    )

    assert (small, large) == ("granted", "pending")


def test_nobody_approves_what_they_asked_for(case, operator):
    boss = operator["boss"]
    grant_concession(
        ref=case.ref,
        amount_micro=100_000_000_000,
        currency="CNY",
        reason="多扣",
        at=later(hours=1),
        actor=boss,
    )
    asked = case.concessions.get()

    with pytest.raises(CannotGrant):
        decide_concession(
            ref=case.ref,
            concession_id=asked.pk,
            is_approved=True,
            decision="",
            at=later(hours=2),
            actor=boss,
        )

    asked.refresh_from_db()
    assert asked.state == "pending"


def test_merged_cases_can_be_parted_again(case, operator):
    twin = make_case(at=later(minutes=5))

    merge_cases(ref=twin.ref, into=case.ref, at=later(hours=1), actor=operator["agent"])
    merged = Case.objects.get(pk=twin.pk)
    undo_merge(ref=twin.ref, at=later(hours=2), actor=operator["agent"])

    twin.refresh_from_db()
    assert (merged.state, merged.merged_into_id) == ("merged", case.pk)
    assert (twin.state, twin.merged_into_id) == ("triaged", None)
    assert twin.clocks.filter(kind="resolution").exclude(state="stopped").count() == 1


def test_cases_of_two_customers_are_not_merged(case, operator):
    other = make_case(contacts=(("phone", "13900002222"),), name="韩梅梅")

    with pytest.raises(CannotMerge):
        merge_cases(ref=other.ref, into=case.ref, at=later(hours=1), actor=operator["agent"])

    other.refresh_from_db()
    assert other.state == "triaged"


def test_the_customer_may_withdraw(case, operator):
    withdraw_case(ref=case.ref, customer_id=case.customer_id, at=later(hours=1))

    case.refresh_from_db()
    assert case.state == "withdrawn"
    assert set(case.clocks.values_list("outcome", flat=True)) == {"cancelled"}


def test_someone_without_a_role_changes_nothing(case, operator):
    from huiyin.kernel.access.roles import Actor  # noqa: PLC0415

    with pytest.raises(NotAllowed):
        take_case(ref=case.ref, at=later(hours=1), actor=Actor(id="user:999", name="x"))

    case.refresh_from_db()
    assert case.state == "triaged"
