"""What becomes of a notice after it was sent: it arrives, or comes back."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils.translation import override

from huiyin.channels.public import Receipt, note_receipts
from huiyin.kernel.journal.deliver import deliver_all
from huiyin.kernel.journal.models import Entry
from huiyin.kernel.journal.wording import naming_of
from huiyin.notifications.actions.send_notices import send_due
from huiyin.notifications.models import Notice
from huiyin.notifications.tests.making import MONDAY
from huiyin.notifications.tests.test_sending_notices import (
    carrier,
    make_customer,
    queue,
    spooled,
)

__all__ = ["carrier"]
pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(minutes=3)


def report(notice: Notice, *, is_delivered: bool = True, at=LATER) -> None:
    notice.refresh_from_db()
    receipt = Receipt(
        provider_key=notice.provider_key, is_delivered=is_delivered, status="5.1.1"
    )
    note_receipts(receipts=[receipt], at=at)
    deliver_all(at=at + timedelta(days=9999))
    notice.refresh_from_db()


def told(name: str) -> int:
    return Entry.objects.filter(name=f"notifications.{name}", story="C-1").count()


def test_a_notice_that_arrived_says_when():
    notice = queue(make_customer())
    send_due(at=MONDAY)

    report(notice)
    report(notice, at=LATER + timedelta(hours=1))

    assert (notice.state, notice.sent_at, notice.delivered_at) == ("delivered", MONDAY, LATER)
    assert (told("notice_sent"), told("notice_delivered")) == (1, 1)


def test_a_notice_that_failed_later_waits_for_a_person_and_says_so():
    notice = queue(make_customer())
    send_due(at=MONDAY)
    report(notice)
    notice.tried = "email"
    notice.save()

    report(notice, is_delivered=False)

    assert (notice.state, notice.reason, notice.error) == (
        "failed",
        "came_back",
        "came back: 5.1.1",
    )
    assert (notice.parked_at, notice.delivered_at) == (LATER, None)
    assert told("notice_failed") == 1


def test_a_receipt_before_the_batch_is_settled_is_not_lost(carrier, settings):
    notice = queue(make_customer())
    carrier.outcome = "sent"
    send_due(at=MONDAY)
    # As it was before the note: claimed, handed over, and the worker killed.
    Notice.objects.update(state="queued", sent_at=None, visible_at=MONDAY, handover="handed")

    report(notice)
    early = (notice.state, notice.delivered_at)
    send_due(at=LATER)

    notice.refresh_from_db()
    assert early == ("queued", LATER)
    assert (notice.state, notice.reason) == ("delivered", "")
    assert len(carrier.letters) == 1


def test_a_letter_in_doubt_is_sent_again_and_says_that_it_may_come_twice(carrier):
    notice = queue(make_customer())
    Notice.objects.update(handover="handed")
    carrier.outcome = "sent"

    send_due(at=MONDAY)

    notice.refresh_from_db()
    assert (notice.state, notice.reason, notice.handover) == ("sent", "perhaps_twice", "")
    assert len(carrier.letters) == 1


def test_the_spool_reports_by_command(settings):
    queue(make_customer(), 1)
    queue(make_customer(contacts=[("phone", "13800138001")]), 2)
    send_due(at=MONDAY)
    first = Notice.objects.order_by("pk").first()

    call_command("spool_report", "delivered", f"n{first.pk}s", "--json")
    deliver_all(at=MONDAY + timedelta(days=9999))

    assert list(Notice.objects.order_by("pk").values_list("state", flat=True)) == [
        "delivered",
        "sent",
    ]
    assert len(spooled(settings)) == 2


def test_the_journal_names_a_notice_by_its_title():
    told = ("notifications.notice_sent", {"code": "testing.opened", "kind": "sms"})

    with override("en"):
        named = naming_of([told])

    assert named == {"notifications": {"code": {"testing.opened": "Opened"}}}
