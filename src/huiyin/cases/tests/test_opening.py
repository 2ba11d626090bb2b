"""A complaint at the door becomes a case with a promise."""

from datetime import timedelta

import pytest

from huiyin.cases.actions.open_cases import open_cases
from huiyin.cases.models import Case, Clock, QueueEntry
from huiyin.cases.queries.story import story_of_case
from huiyin.cases.tests.builders import MONDAY_NINE, complaint, later, make_case
from huiyin.kernel.journal.models import Entry
from huiyin.kernel.timers.models import Timer
from huiyin.notifications.actions.send_notices import send_due
from huiyin.notifications.public import notices_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("operator")]


def test_a_complaint_becomes_a_case_with_clocks_a_holder_and_a_receipt():
    case = make_case()

    assert case.ref.startswith("C-2603-")
    assert (case.state, case.department) == ("triaged", "billing")
    assert case.holder_id is not None
    assert set(case.clocks.values_list("kind", flat=True)) == {
        "first_response",
        "resolution",
        "legal_answer",
        "work",
    }
    assert [notice.code for notice in notices_of(stories=[case.ref])[case.ref]] == [
        "cases.acknowledged"
    ]


def test_the_first_response_is_promised_within_an_hour():
    case = make_case()

    assert case.clocks.get(kind="first_response").due_at == MONDAY_NINE + timedelta(hours=1)


def test_the_queue_shows_it_by_its_earliest_promise():
    case = make_case()

    earliest = min(case.clocks.values_list("due_at", flat=True))
    assert QueueEntry.objects.get(case=case).due_at == earliest


def test_a_case_has_one_timer_for_the_first_milestone_of_its_clocks():
    case = make_case()

    [timer] = Timer.objects.filter(kind="cases.clocks")
    assert (timer.subject, timer.due_at) == (str(case.pk), later(minutes=30))


def test_its_story_begins_with_what_happened_in_order():
    case = make_case()

    names = Entry.objects.filter(story=case.ref).order_by("id").values_list("name", flat=True)
    assert list(names)[:3] == [
        "channels.message_received",
        "cases.case_opened",
        "cases.case_dispatched",
    ]


def test_the_same_complaint_from_the_same_source_changes_nothing():
    twin = complaint(source="hotline", external_id="77")
    first = open_cases(complaints=[twin], at=MONDAY_NINE, actor_id="system")[0]

    again = open_cases(complaints=[twin], at=later(hours=1), actor_id="system")[0]

    assert (again.outcome, again.ref) == ("duplicate", first.ref)
    assert (Case.objects.count(), Clock.objects.count()) == (1, 4)


def test_the_same_topic_within_thirty_days_is_a_repeat():
    first = make_case()

    second = make_case(at=later(days=29))

    assert second.repeat_of_id == first.pk


def test_the_same_topic_after_thirty_days_is_not():
    make_case()

    assert make_case(at=later(days=31)).repeat_of_id is None


def test_two_complaints_of_one_customer_in_one_batch_know_of_each_other():
    batch = [complaint(), complaint(at=later(minutes=5))]

    opened = open_cases(complaints=batch, at=later(hours=1), actor_id="system")

    assert [one.outcome for one in opened] == ["opened", "repeated"]


def test_chasing_joins_the_open_case_and_is_counted():
    case = make_case()

    words = complaint(body="怎么还没有处理？我再催一下，投诉好几天了没人管", at=later(hours=5))
    joined = open_cases(complaints=[words], at=later(hours=5), actor_id="system")[0]

    case.refresh_from_db()
    assert (joined.outcome, joined.ref, case.chased) == ("joined", case.ref, 1)


def test_unclear_words_wait_for_a_person_in_triage():
    case = make_case(topic="", body="嗯")

    assert case.state == "received"
    assert case.queue.needs_triage


def test_a_batch_costs_the_same_number_of_statements_whatever_its_size(
    django_assert_max_num_queries,
):
    batch = [
        complaint(contacts=(("phone", f"1390000{n:04d}"),), external_id=str(n), source="x")
        for n in range(200)
    ]
    open_cases(complaints=batch[:1], at=MONDAY_NINE, actor_id="system")

    with django_assert_max_num_queries(60):
        open_cases(complaints=batch[1:], at=MONDAY_NINE, actor_id="system")

    assert Case.objects.count() == 200


def test_what_was_closed_elsewhere_is_measured_and_never_queued():
    case = make_case(is_closed=True, answer="已退费。", answered_at=later(hours=50))

    resolution = case.clocks.get(kind="resolution")
    assert (case.state, resolution.outcome) == ("closed", "breached")
    assert not QueueEntry.objects.exists()
    assert not Timer.objects.filter(kind="cases.clocks").exists()


def test_a_notice_stands_in_the_story_once_with_how_far_it_came():
    case = make_case()

    send_due(at=later(minutes=1))

    assert Entry.objects.filter(story=case.ref, name="notifications.notice_sent").exists()
    lines = story_of_case(case=case, at=later(minutes=2))
    assert [line.kind for line in lines if "notice" in line.kind + line.name] == ["notice"]
