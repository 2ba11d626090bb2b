"""What is promised with the defaults, asked through the public door."""

from datetime import UTC, datetime, timedelta

import pytest

from huiyin.kernel.refusal import NotFound
from huiyin.standards.models import PolicyVersion
from huiyin.standards.public import (
    Conditions,
    Milestone,
    PolicyRule,
    PromiseKey,
    Target,
    drafted_promises,
    legal_limits,
    promises_for,
    topic_names,
    topics,
    working_time,
    working_times,
)

HOUR = 3600
pytestmark = pytest.mark.django_db


def key(topic="billing.refund_pending", *, is_vip=False, urgency="normal", region="33"):
    return PromiseKey(topic=topic, is_vip=is_vip, urgency=urgency, region=region, channel="web")


def promised(wanted, at):
    return {promise.kind: promise for promise in promises_for(keys=[wanted], at=at)[wanted]}


def targets(wanted, at):
    return {kind: promise.target_s for kind, promise in promised(wanted, at).items()}


def test_every_complaint_is_promised_the_defaults(seeded_standards, monday_nine):
    assert targets(key(), monday_nine) == {
        "first_response": HOUR,
        "accept": HOUR // 2,
        "dispatch": HOUR,
        "work": 36 * HOUR,
        "feedback": 4 * HOUR,
        "call_back": 14 * HOUR,
        "resolution": 48 * HOUR,
        "legal_answer": 15 * 24 * HOUR,
    }


@pytest.mark.parametrize("changed", [{"is_vip": True}, {"urgency": "urgent"}])
def test_vip_and_urgent_are_handled_in_a_day(seeded_standards, monday_nine, changed):
    found = targets(key(**changed), monday_nine)

    assert found["resolution"] == 24 * HOUR
    assert found["first_response"] == HOUR


def test_network_faults_have_clocks_of_their_own(seeded_standards, monday_nine):
    found = targets(key("mobile.slow_data"), monday_nine)

    assert found["fault_response"] == 2 * HOUR
    assert found["fault_repair"] == 24 * HOUR


def test_the_province_decides_how_long_the_law_allows(seeded_standards, monday_nine):
    henan = promised(key(region="410100"), monday_nine)["legal_answer"]

    assert henan.target_s == 5 * 24 * HOUR
    assert henan.calendar == "cn_workdays"
    assert henan.source == "《河南省电信条例》 第三十八条"


def test_where_no_law_is_known_none_is_claimed(seeded_standards, monday_nine):
    assert "legal_answer" not in promised(key(region="GB"), monday_nine)


def test_a_law_does_not_hold_before_it_was_made(seeded_standards):
    assert "legal_answer" not in promised(key(), datetime(2015, 6, 1, tzinfo=UTC))


def test_an_empty_region_is_the_operators_own(seeded_standards, monday_nine, settings):
    settings.HUIYIN_REGION = "US"

    assert promised(key(region=""), monday_nine)["legal_answer"].target_s == 30 * 24 * HOUR


def test_resolution_warns_twice_and_climbs_three_steps(seeded_standards, monday_nine):
    assert promised(key(), monday_nine)["resolution"].milestones == (
        Milestone(50, "assignee", "warn"),
        Milestone(80, "assignee", "warn"),
        Milestone(100, "team_lead", "escalate"),
        Milestone(125, "department_head", "escalate"),
        Milestone(150, "supervision", "escalate"),
    )


def test_any_number_of_keys_costs_one_query(
    seeded_standards, monday_nine, django_assert_num_queries
):
    keys = [key(topic) for topic in topic_names(language="en")]
    promises_for(keys=keys, at=monday_nine)

    with django_assert_num_queries(1):
        assert len(promises_for(keys=keys, at=monday_nine)) == len(keys)


def test_a_draft_shows_what_it_would_promise_and_changes_nothing(seeded_standards, monday_nine):
    draft = PolicyRule(
        version_id=0,
        code="everyone",
        conditions=Conditions(),
        targets=(Target(kind="resolution", target_s=HOUR),),
        source="draft",
        valid_from=monday_nine,
    )

    found = drafted_promises(draft=draft, keys=[key()], at=monday_nine)[key()]

    assert [(promise.kind, promise.target_s) for promise in found] == [
        ("resolution", HOUR),
        ("legal_answer", 15 * 24 * HOUR),
    ]
    assert targets(key(), monday_nine)["resolution"] == 48 * HOUR
    assert PolicyVersion.objects.filter(policy__code="everyone").count() == 1


def test_limits_come_with_the_smallest_region_first(seeded_standards, monday_nine):
    found = [
        (limit.region, limit.value, limit.is_verified)
        for limit in legal_limits(region="4101", at=monday_nine)
        if limit.kind == "complaint_answer"
    ]

    assert found == [("41", 5, True), ("CN", 15, True)]


def test_what_is_only_remembered_is_never_law(seeded_standards, monday_nine):
    (limit,) = [
        limit
        for limit in legal_limits(region="CN", at=monday_nine)
        if limit.kind == "appeal_operator_reply"
    ]

    assert not limit.is_law


def test_a_limit_ends_at_midnight_of_its_place_when_the_next_begins(seeded_standards):
    def weeks(at):
        return [limit.value for limit in legal_limits(region="GB", at=at)]

    turn = datetime(2026, 4, 7, 23, tzinfo=UTC)

    assert weeks(turn - timedelta(microseconds=1)) == [8]
    assert weeks(turn) == [6]


def test_topics_are_named_in_the_language_asked_for(seeded_standards):
    names = {
        language: topic_names(language=language)["billing.refund_pending"]
        for language in ("en-GB", "zh-CN", "zh-Hant-TW")
    }

    assert names == {"en-GB": "Refund pending", "zh-CN": "退费未到", "zh-Hant-TW": "退費未到"}


def test_topics_know_their_parent_and_department(seeded_standards):
    found = {card.code: card for card in topics(language="en")}

    assert found["billing.refund_pending"].parent == "billing"
    assert found["billing.refund_pending"].department == "billing"
    assert found["billing"].parent == ""


def test_adjusted_working_days_are_worked(seeded_standards):
    office = working_time(calendar="cn_office")

    assert office.is_open(datetime(2026, 1, 4, 2, tzinfo=UTC))
    assert not office.is_open(datetime(2026, 1, 2, 2, tzinfo=UTC))


def test_calendars_cost_one_query_once_they_are_compiled(
    seeded_standards, django_assert_num_queries
):
    wanted = ["24x7", "cn_office", "customer_care"]
    working_times(calendars=wanted)

    with django_assert_num_queries(1):
        assert set(working_times(calendars=wanted)) == set(wanted)


def test_a_calendar_that_does_not_exist_is_refused(seeded_standards):
    with pytest.raises(NotFound):
        working_time(calendar="moon")
