"""A supervisor presses the holder, with a reason."""

import pytest

from huiyin.cases.actions.resolve_case import resolve_case
from huiyin.cases.actions.take_case import take_case
from huiyin.cases.actions.urge_case import CannotUrge, urge_case
from huiyin.cases.models import Case
from huiyin.cases.queries.remarks import remarks_named
from huiyin.cases.tests.builders import later, make_case
from huiyin.kernel.journal.models import Entry
from huiyin.notifications.actions.read_staff_notices import read_staff_notices
from huiyin.notifications.public import staff_notices, unread_count

pytestmark = pytest.mark.django_db


def urges() -> list[str]:
    """Return the reasons of all urging that the journal tells of."""
    told = Entry.objects.filter(name="cases.case_urged").order_by("pk")
    words = remarks_named(entry.payload["why"] for entry in told)
    return [words[entry.payload["why"]] for entry in told]


def told(actor) -> int:
    user_id = int(actor.id.removeprefix("user:"))
    return len(staff_notices(user_id=user_id, language="en"))


@pytest.fixture
def held(operator):
    case = make_case()
    take_case(ref=case.ref, at=later(minutes=5), actor=operator["biller"])
    return case


def test_urging_tells_the_holder_why(held, operator):
    before = told(operator["biller"])

    urge_case(ref=held.ref, why="明天到期", at=later(hours=1), actor=operator["boss"])

    assert urges() == ["明天到期"]
    assert told(operator["biller"]) == before + 1


def test_nobody_is_urged_without_a_reason(held, operator):
    before = told(operator["biller"]), Case.objects.values().get(pk=held.pk)

    with pytest.raises(CannotUrge):
        urge_case(ref=held.ref, why="  ", at=later(hours=1), actor=operator["boss"])

    assert urges() == []
    assert (told(operator["biller"]), Case.objects.values().get(pk=held.pk)) == before


def test_what_pressed_is_no_news_once_the_case_is_resolved(held, operator):
    holder = operator["biller"]
    user_id = int(holder.id.removeprefix("user:"))
    read_staff_notices(user_id=user_id, at=later(minutes=50))
    urge_case(ref=held.ref, why="明天到期", at=later(hours=1), actor=operator["boss"])
    waiting = unread_count(user_id=user_id)

    resolve_case(ref=held.ref, answer="已退款", cause="", at=later(hours=2), actor=holder)

    assert (waiting, unread_count(user_id=user_id)) == (1, 0)
    assert told(holder) > 0
