import pytest

from huiyin.notifications.models import Notice, StaffNotice
from huiyin.notifications.public import (
    NewStaffNotice,
    notices_of,
    notify,
    notify_staff,
    staff_notices,
    unread_count,
)
from huiyin.notifications.tests.making import MONDAY, make_notice

pytestmark = pytest.mark.django_db


def test_a_notice_is_queued_once_per_key():
    first = notify(notices=[make_notice(1), make_notice(1), make_notice(2)], at=MONDAY)
    second = notify(notices=[make_notice(2), make_notice(3)], at=MONDAY)

    assert (first, second) == (2, 1)
    assert [n.state for n in notices_of(stories=["C-1"])["C-1"]] == ["queued"] * 3


def test_notices_keep_the_order_in_which_they_were_asked_for():
    notify(notices=[make_notice(n) for n in (3, 1, 2)], at=MONDAY)

    keys = Notice.objects.order_by("id").values_list("dedupe_key", flat=True)
    assert list(keys) == ["opened:3", "opened:1", "opened:2"]


def test_words_nobody_declared_are_a_fault_of_the_caller():
    with pytest.raises(LookupError, match=r"testing\.unknown"):
        notify(notices=[make_notice(code="testing.unknown")], at=MONDAY)

    assert not Notice.objects.exists()


def test_a_placeholder_without_value_is_a_fault_of_the_caller():
    with pytest.raises(LookupError, match="promised_at"):
        notify(notices=[make_notice(values={"ref": "C-1"})], at=MONDAY)


def test_queuing_many_costs_a_constant_number_of_queries(django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        notify(notices=[make_notice(n) for n in range(500)], at=MONDAY)


def test_colleagues_are_told_once_each():
    notice = NewStaffNotice(
        code="testing.survey",
        story="C-1",
        values={"ref": "C-1"},
        dedupe_key="warn:1",
        person_ids=[3],
        user_ids=[7],
    )

    told = [notify_staff(notices=[notice], at=MONDAY) for _ in range(2)]

    assert told == [2, 0]
    assert StaffNotice.objects.count() == 2
    assert unread_count(user_id=7) == 1
    assert staff_notices(user_id=7)[0].body == "请为 C-1 评分。"
