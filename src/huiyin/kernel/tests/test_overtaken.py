"""Who is overtaken looks again, and pays for it only then."""

import pytest
from django.db import IntegrityError, transaction

from huiyin.kernel.journal.tests.sample import MONDAY
from huiyin.kernel.overtaken import Overtaken, part, whole
from huiyin.kernel.timers.models import Timer

pytestmark = pytest.mark.django_db


def ring(subject):
    Timer.objects.create(kind="tests", subject=subject, due_at=MONDAY, visible_at=MONDAY)


def subjects():
    return sorted(Timer.objects.values_list("subject", flat=True))


class Meeting:
    """Work of two parts; the second meets somebody else `times` times."""

    def __init__(self, times, fault=IntegrityError):
        self.times, self.fault, self.begun = times, fault, 0

    def __call__(self):
        self.begun += 1
        ring(f"begun {self.begun}")
        return part(self.write)

    def write(self, attempt):
        ring(f"written {attempt}")
        if self.times:
            self.times -= 1
            raise self.fault
        return attempt


@pytest.mark.parametrize("fault", [IntegrityError, Overtaken])
def test_an_overtaken_whole_is_done_once_more_from_the_beginning(fault):
    meeting = Meeting(1, fault)

    assert whole(meeting) == 0
    assert subjects() == ["begun 2", "written 0"]


def test_overtaken_again_only_the_part_is_repeated():
    meeting = Meeting(2)

    assert whole(meeting) == 1
    assert subjects() == ["begun 2", "written 1"]


def test_what_is_always_overtaken_fails_and_leaves_nothing():
    with pytest.raises(IntegrityError):
        whole(Meeting(99))

    assert subjects() == []


def test_another_fault_is_not_tried_again():
    meeting = Meeting(1, LookupError)

    with pytest.raises(LookupError):
        whole(meeting)

    assert (meeting.begun, subjects()) == (1, [])


def test_a_whole_inside_another_is_repeated_with_it():
    inner = Meeting(1)

    def outer():
        ring("outer")
        return whole(inner)

    assert whole(outer) == 0
    assert subjects() == ["begun 2", "outer", "written 0"]


def test_a_part_alone_is_repeated_in_the_callers_transaction():
    meeting = Meeting(1)

    with transaction.atomic():
        ring("before")
        assert meeting() == 1

    assert subjects() == ["before", "begun 1", "written 1"]


def test_when_nobody_interferes_a_whole_has_no_savepoint(django_assert_num_queries):
    # One for the transaction inside the test's own, one for each row.
    with django_assert_num_queries(4):
        whole(Meeting(0))
