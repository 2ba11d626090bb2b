"""Who was asked to rate one case is left in peace about the next, unless it went wrong."""

import pytest

from huiyin.cases.actions.rate_case import Rating, rate_case
from huiyin.cases.actions.reopen_case import reopen_case
from huiyin.cases.facts import ratings
from huiyin.cases.models import Case
from huiyin.cases.rules.rating import may_be_spared
from huiyin.cases.tests.builders import later, make_case
from huiyin.cases.tests.test_life import resolved
from huiyin.kernel.access.models import User
from huiyin.kernel.journal.models import Entry
from huiyin.kernel.timers.schedule import fire_all
from huiyin.notifications.models import Notice

pytestmark = pytest.mark.django_db
ANOTHER = {"topic": "network.no_signal", "body": "家里没有信号。"}


@pytest.fixture
def first(operator):
    """A case whose customer is asked about it on Monday at noon."""
    case = make_case()
    resolved(case, operator, later(hours=3))
    return case


def next_case(operator, *, days, **changes):
    case = make_case(at=later(days=days), **ANOTHER)
    Case.objects.filter(pk=case.pk).update(**changes)
    case.refresh_from_db()
    resolved(case, operator, later(days=days, hours=3))
    return case


def told(case, name):
    return list(
        Entry.objects.filter(story=case.ref, name=name).values_list("payload", flat=True)
    )


def words_sent(case):
    codes = Notice.objects.filter(story=case.ref, code__in=["cases.resolved", "cases.answered"])
    return list(codes.values_list("code", flat=True))


def test_who_was_asked_lately_is_told_of_the_answer_and_not_asked(first, operator):
    case = next_case(operator, days=29)

    asked = case.call_backs.get()
    assert words_sent(case) == ["cases.answered"]
    assert (asked.is_spared, asked.by_person) == (True, False)
    assert told(case, "cases.call_back_invited") == []
    assert told(case, "cases.call_back_spared") == [
        {"case_ref": case.ref, "cycle": 1, "asked_ref": first.ref, "days": 30}
    ]
    assert not case.clocks.filter(kind="call_back").exists()


def test_after_the_pause_they_are_asked_again(first, operator):
    case = next_case(operator, days=30)

    assert words_sent(case) == ["cases.resolved"]
    assert case.call_backs.get().is_spared is False
    assert case.clocks.filter(kind="call_back").exists()


def test_who_was_spared_was_not_asked_so_the_pause_is_not_longer(first, operator):
    next_case(operator, days=20)

    assert words_sent(next_case(operator, days=31)) == ["cases.resolved"]


def test_another_customer_is_asked(first, operator):
    other = make_case(contacts=(("phone", "13900002222"),))
    resolved(other, operator, later(days=1))

    assert words_sent(other) == ["cases.resolved"]


def test_nobody_in_particular_is_not_mistaken_for_one_person(operator):
    for number in range(2):
        case = make_case(contacts=(), body=f"匿名 {number}")
        resolved(case, operator, later(hours=3 + number))
        assert case.call_backs.get().is_spared is False


@pytest.mark.parametrize(
    "wrong",
    [
        {"escalation": 1},
        {"is_bypass": True},
        {"is_vip": True},
        {"is_vulnerable": True},
        {"urgency": "urgent"},
    ],
)
def test_where_something_went_wrong_or_a_call_is_owed_they_are_asked(first, operator, wrong):
    case = next_case(operator, days=2, **wrong)

    assert words_sent(case) == ["cases.resolved"]
    assert told(case, "cases.call_back_spared") == []


def test_a_case_taken_up_again_is_asked_about_again(first, operator):
    case = next_case(operator, days=2)
    reopen_case(ref=case.ref, why="没解决", at=later(days=3), actor=operator["biller"])

    resolved(case, operator, later(days=3, hours=2))

    assert words_sent(case) == ["cases.answered", "cases.resolved"]
    assert case.call_backs.get(cycle=2).is_spared is False


def test_the_operator_may_ask_each_time(first, operator, settings):
    settings.RATING_PAUSE_DAYS = 0

    assert words_sent(next_case(operator, days=1)) == ["cases.resolved"]


def test_who_was_spared_may_rate_all_the_same_and_then_counts(first, operator):
    case = next_case(operator, days=2)
    before = in_the_lake()

    rate_case(
        ref=case.ref,
        customer_id=case.customer_id,
        rating=Rating(score=1, is_solved=False),
        at=later(days=3),
    )

    case.refresh_from_db()
    assert (case.state, case.cycle, case.department) == ("triaged", 2, "supervision")
    assert (before, in_the_lake()) == ([first.ref], [first.ref, case.ref])


def test_who_was_spared_and_says_nothing_was_not_silent(first, operator):
    case = next_case(operator, days=2)

    fire_all(at=later(days=6))

    case.refresh_from_db()
    assert (case.state, case.call_backs.get().outcome) == ("closed", "spared")
    assert in_the_lake() == [first.ref]


def test_the_case_page_says_why_nobody_asked(first, operator, client):
    case = next_case(operator, days=2)
    client.force_login(user_of(operator["biller"]))
    client.cookies["django_language"] = "en"

    page = client.get(f"/cases/{case.ref}/").content.decode()

    assert f"they were asked about {first.ref} less than 30 days before." in page


@pytest.mark.parametrize(
    ("case", "spared"),
    [
        ({}, True),
        ({"by_person": True}, False),
        ({"cycle": 2}, False),
        ({"escalation": 1}, False),
        ({"is_bypass": True}, False),
    ],
)
def test_only_what_went_smoothly_may_be_spared(case, spared):
    usual = {"by_person": False, "cycle": 1, "escalation": 0, "is_bypass": False}

    assert may_be_spared(**usual | case) is spared


def in_the_lake():
    first, last = later().date(), later(days=40).date()
    return [ref for batch in ratings(first, last) for ref in batch.to_pydict()["ref"]]


def user_of(actor):
    return User.objects.get(pk=actor.user_id)
