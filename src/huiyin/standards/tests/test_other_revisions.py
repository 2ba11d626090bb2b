"""Revising calendars, topics, legal limits and service standards."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation

from huiyin.kernel.access.roles import SYSTEM_ACTOR
from huiyin.kernel.clock import HolidayYear, Hours, SpecialDay
from huiyin.kernel.journal.models import Entry
from huiyin.standards.actions.add_legal_limit import add_legal_limit
from huiyin.standards.actions.refresh_holidays import refresh_holidays
from huiyin.standards.actions.refuse_draft import CannotRevise
from huiyin.standards.actions.revise_calendar import revise_calendar
from huiyin.standards.actions.revise_standard import revise_standard
from huiyin.standards.actions.revise_topic import revise_cause, revise_topic
from huiyin.standards.models import (
    CalendarVersion,
    Limit,
    StandardVersion,
    Topic,
)
from huiyin.standards.public import (
    PromiseKey,
    legal_limits,
    promises_for,
    topic_names,
    topics,
    working_time,
)
from huiyin.standards.rules.calendars import CalendarDraft
from huiyin.standards.rules.drafts import LimitDraft, StandardDraft

HOUR = 3600
KEY = PromiseKey("billing.refund_pending", False, "normal", "33", "web")  # noqa: FBT003
WEEK = ((Hours(540, 1020),),) * 5 + ((), ())


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def entries(name):
    return list(
        Entry.objects.filter(name=f"standards.{name}").values_list("payload", flat=True)
    )


def test_a_calendar_changes_from_its_day_on(seeded_standards, monday_nine):
    revise_calendar(
        calendar="customer_care",
        names={"en": "Care"},
        draft=CalendarDraft(zone="Asia/Shanghai", weekly=WEEK),
        seen_number=1,
        applies_from=date(2026, 3, 9),
        at=monday_nine,
        actor=SYSTEM_ACTOR,
    )

    care = working_time(calendar="customer_care")
    assert care.working_between(monday_nine, monday_nine + timedelta(days=7)) == 97 * HOUR
    assert (
        care.working_between(monday_nine + timedelta(days=7), monday_nine + timedelta(days=14))
        == 40 * HOUR
    )
    assert entries("calendar_revised") == [
        {"calendar": "customer_care", "number": 2, "applies_from": "2026-03-09"}
    ]


def test_a_calendar_without_hours_is_refused(seeded_standards, monday_nine):
    with pytest.raises(CannotRevise, match="at least one open hour"):
        revise_calendar(
            calendar="customer_care",
            names={"en": "Care"},
            draft=CalendarDraft(zone="Asia/Shanghai", weekly=((),) * 7),
            seen_number=1,
            applies_from=date(2026, 3, 9),
            at=monday_nine,
            actor=SYSTEM_ACTOR,
        )

    assert CalendarVersion.objects.filter(calendar__code="customer_care").count() == 1


def announced_2027(*, country, subdivision, years):
    """2027 once the government has spoken."""
    return [
        HolidayYear(2026, (), (), is_announced=True),
        HolidayYear(
            2027, ((date(2027, 2, 8), "春节"),), (date(2027, 2, 20),), is_announced=True
        ),
    ]


def test_announced_holidays_are_taken_over_and_own_days_stay(seeded_standards, monday_nine):
    office = CalendarVersion.objects.get(calendar__code="cn_office")
    revise_calendar(
        calendar="cn_office",
        names={"en": "Office"},
        draft=CalendarDraft(
            zone=office.zone,
            weekly=WEEK,
            special_days=(SpecialDay(date(2027, 2, 20), (), "公司年会"),),
        ),
        seen_number=1,
        applies_from=date(2026, 3, 2),
        at=monday_nine,
        actor=SYSTEM_ACTOR,
    )

    missing = refresh_holidays(at=monday_nine, actor=SYSTEM_ACTOR, holidays=announced_2027)

    time = working_time(calendar="cn_office")
    assert missing == {"cn_office": [], "cn_workdays": []}
    assert not time.is_open(datetime(2027, 2, 8, 3, tzinfo=UTC))
    assert not time.is_open(datetime(2027, 2, 20, 3, tzinfo=UTC))
    assert working_time(calendar="cn_workdays").is_open(datetime(2027, 2, 20, 3, tzinfo=UTC))
    assert time.is_open(datetime(2026, 2, 14, 3, tzinfo=UTC))


def test_refreshing_twice_revises_once(seeded_standards, monday_nine):
    refresh_holidays(at=monday_nine, actor=SYSTEM_ACTOR, holidays=announced_2027)
    before = CalendarVersion.objects.count()

    refresh_holidays(at=monday_nine, actor=SYSTEM_ACTOR, holidays=announced_2027)

    assert CalendarVersion.objects.count() == before


def test_a_topic_is_added_renamed_and_put_out_of_use(seeded_standards, monday_nine):
    for name, is_active in (("Roaming bill", True), ("Bill of roaming", False)):
        revise_topic(
            code="billing.roaming_bill",
            names={"en": name},
            department="billing",
            is_active=is_active,
            at=monday_nine,
            actor=SYSTEM_ACTOR,
        )

    assert topic_names(language="zh-hans")["billing.roaming_bill"] == "Bill of roaming"
    assert "billing.roaming_bill" not in {card.code for card in topics(language="en")}


@pytest.mark.parametrize("code", ["Billing", "billing.a.b", "moon.rock", "a b", ""])
def test_a_code_that_fits_nowhere_is_refused(seeded_standards, monday_nine, code):
    with pytest.raises(CannotRevise):
        revise_topic(
            code=code,
            names={"en": "x"},
            department="care",
            is_active=True,
            at=monday_nine,
            actor=SYSTEM_ACTOR,
        )
    with pytest.raises(CannotRevise):
        revise_cause(
            code=code, names={"en": "x"}, is_active=True, at=monday_nine, actor=SYSTEM_ACTOR
        )

    assert Topic.objects.count() == 76


def a_limit(**changes):
    return LimitDraft(
        **{
            "names": {"en": "Answer"},
            "kind": "complaint_answer",
            "region": "33",
            "value": "10",
            "unit": "days",
            "tag": "V",
            "source": "浙江省条例",
            **changes,
        }
    )


def test_a_new_limit_ends_the_one_before_and_binds(seeded_standards, monday_nine):
    later = monday_nine + timedelta(days=30)
    add_legal_limit(draft=a_limit(), valid_from=monday_nine, at=monday_nine, actor=SYSTEM_ACTOR)
    add_legal_limit(
        draft=a_limit(value="7"), valid_from=later, at=monday_nine, actor=SYSTEM_ACTOR
    )

    def days(at):
        return [
            int(limit.value)
            for limit in legal_limits(region="3301", at=at)
            if limit.kind == "complaint_answer"
        ]

    assert days(monday_nine) == [10, 15]
    assert days(later) == [7, 15]
    promises = {one.kind: one for one in promises_for(keys=[KEY], at=later)[KEY]}
    assert promises["legal_answer"].target_s == 7 * 24 * HOUR


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"source": ""}, "without a source"),
        ({"value": "soon"}, "not a number"),
        ({"value": "NaN"}, "not a number"),
        ({"tag": "X"}, "not one of the list"),
        ({"region": ""}, "belongs to a place"),
        ({"calendar": "moon"}, "such calendar"),
    ],
)
def test_a_limit_that_makes_no_sense_is_refused(
    seeded_standards, monday_nine, change, sentence
):
    before = Limit.objects.count()

    with pytest.raises(CannotRevise, match=sentence):
        add_legal_limit(
            draft=a_limit(**change),
            valid_from=monday_nine,
            at=monday_nine,
            actor=SYSTEM_ACTOR,
        )

    assert Limit.objects.count() == before


def test_a_remembered_limit_binds_nobody(seeded_standards, monday_nine):
    add_legal_limit(
        draft=a_limit(tag="R", source=""),
        valid_from=monday_nine,
        at=monday_nine,
        actor=SYSTEM_ACTOR,
    )

    promises = {one.kind: one for one in promises_for(keys=[KEY], at=monday_nine)[KEY]}
    assert promises["legal_answer"].target_s == 15 * 24 * HOUR


def test_a_service_standard_has_versions(seeded_standards, monday_nine):
    draft = StandardDraft(
        names={"en": "Satisfied"},
        aspect="quality",
        comparison="at_least",
        value="90",
        unit="percent",
    )

    revise_standard(
        standard="satisfaction",
        draft=draft,
        seen_number=1,
        review_due_at=None,
        at=monday_nine,
        actor=SYSTEM_ACTOR,
    )

    versions = StandardVersion.objects.filter(standard__code="satisfaction")
    assert [(one.value, one.valid_to) for one in versions] == [
        ("85", monday_nine),
        ("90", None),
    ]
    assert entries("standard_revised") == [{"standard": "satisfaction", "number": 2}]
