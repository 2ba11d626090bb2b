import json
from datetime import timedelta

import pytest

from huiyin.channels.actions.carry_letters import Carried, _carriers
from huiyin.channels.events import LetterBounced
from huiyin.customers.public import Contact, NewCustomer, ensure_customers
from huiyin.kernel.journal.deliver import deliver_all
from huiyin.kernel.journal.models import Entry
from huiyin.kernel.journal.record import record
from huiyin.notifications.actions.edit_words import CannotEditWords, edit_words
from huiyin.notifications.actions.erase_notices import erase_notices
from huiyin.notifications.actions.retry_notices import retry_notices
from huiyin.notifications.actions.send_notices import send_due
from huiyin.notifications.models import Notice, WordsEdit
from huiyin.notifications.public import Words, notices_to, notify
from huiyin.notifications.tests.making import MONDAY, make_notice

pytestmark = pytest.mark.django_db
NIGHT = MONDAY + timedelta(hours=13)  # 22:00 in Shanghai
MORNING = MONDAY + timedelta(hours=23)  # 08:00 the next day


def make_customer(*, at=MONDAY, contacts=(("phone", "13800138000"),), **changes) -> int:
    wanted = NewCustomer(contacts=tuple(Contact(*c) for c in contacts), **changes)
    return ensure_customers(wanted=[wanted], at=at, actor_id="system")[0]


def queue(customer_id, number=1, *, at=MONDAY, **changes) -> Notice:
    notify(notices=[make_notice(number, customer_id=customer_id, **changes)], at=at)
    return Notice.objects.get(dedupe_key=f"opened:{number}")


def spooled(settings, kind="sms") -> list[dict]:
    return [json.loads(p.read_text()) for p in sorted((settings.SPOOL_ROOT / kind).glob("*"))]


@pytest.fixture
def carrier(monkeypatch):
    """The outside world, answering as told."""

    class Outside:
        outcome = "failed"
        letters = []

        def __call__(self, letters):
            for letter in letters:
                self.letters.append(letter)
                yield Carried(key=letter.key, outcome=self.outcome, detail="no line")

    outside = Outside()
    outside.letters = []
    monkeypatch.setitem(_carriers, "sms", outside)
    return outside


def test_a_notice_reaches_the_customer_in_their_words(settings):
    notice = queue(make_customer(language="en"))

    done = send_due(at=MONDAY)

    notice.refresh_from_db()
    (letter,) = spooled(settings)
    assert done == 1
    assert (notice.state, notice.kind, notice.sent_at) == ("sent", "sms", MONDAY)
    assert letter["address"] == "+8613800138000"
    assert letter["body"].startswith("We received C-1 and answer by ")
    assert "10" in letter["body"]  # 02:00 UTC is 10 in Shanghai
    assert Entry.objects.filter(name="notifications.notice_sent", story="C-1").count() == 1


def test_nothing_is_sent_twice(settings):
    queue(make_customer())

    rounds = [send_due(at=MONDAY), send_due(at=MONDAY + timedelta(hours=2))]

    assert rounds == [1, 0]
    assert len(spooled(settings)) == 1


def test_a_worker_killed_after_sending_leaves_one_letter_in_the_spool(settings):
    notice = queue(make_customer())
    send_due(at=MONDAY)
    # As it was before the note: claimed, tried, and the lease run out.
    Notice.objects.update(state="queued", sent_at=None, visible_at=MONDAY)

    send_due(at=MONDAY)

    notice.refresh_from_db()
    assert notice.state == "sent"
    assert len(spooled(settings)) == 1


def test_at_night_a_notice_is_held_until_eight(settings):
    notice = queue(make_customer(), at=NIGHT)

    send_due(at=NIGHT)
    notice.refresh_from_db()
    held = (notice.state, notice.reason, notice.visible_at, spooled(settings))
    send_due(at=MORNING)

    notice.refresh_from_db()
    assert held == ("held", "quiet_hours", MORNING, [])
    assert notice.state == "sent"


def test_what_was_asked_for_is_sent_at_night(settings):
    queue(make_customer(), at=NIGHT, code="testing.code", values={"code": "123"})

    send_due(at=NIGHT)

    assert [x["body"] for x in spooled(settings)] == ["123"]


def test_without_an_address_it_is_shown_in_the_portal_and_says_so():
    customer_id = make_customer(contacts=[("external", "x-1")])
    queue(customer_id)

    send_due(at=MONDAY)

    (card,) = notices_to(customer_id=customer_id)
    assert (card.state, card.reason, card.kind) == ("suppressed", "no_address", "web")
    assert card.body.startswith("您的投诉 C-1 已受理")


def test_an_unknown_customer_gets_nothing():
    notice = queue(404)

    send_due(at=MONDAY)

    notice.refresh_from_db()
    assert (notice.state, notice.reason) == ("suppressed", "no_customer")


def test_a_failing_way_is_tried_again_later_and_parked_in_the_end(carrier):
    notice = queue(make_customer())

    send_due(at=MONDAY)
    notice.refresh_from_db()
    first = (notice.state, notice.attempts, notice.visible_at)
    Notice.objects.update(attempts=31)
    send_due(at=MONDAY + timedelta(seconds=6))

    notice.refresh_from_db()
    assert first == ("queued", 1, MONDAY + timedelta(seconds=5))
    assert (notice.state, notice.error) == ("failed", "no line")
    assert notice.parked_at is not None
    assert Entry.objects.filter(name="notifications.notice_failed").count() == 1


def test_a_parked_notice_is_sent_when_a_person_says_so(carrier):
    notice = queue(make_customer())
    Notice.objects.update(attempts=31)
    send_due(at=MONDAY)
    carrier.outcome = "sent"

    retried = retry_notices(ids=[notice.pk], at=MONDAY)
    send_due(at=MONDAY)

    notice.refresh_from_db()
    assert (retried, notice.state) == (1, "sent")


def test_a_refused_address_gives_way_to_the_next(carrier, settings):
    carrier.outcome = "refused"
    queue(make_customer(contacts=[("phone", "13800138000"), ("email", "ada@example.com")]))

    send_due(at=MONDAY)
    send_due(at=MONDAY)

    assert [x["address"] for x in spooled(settings, "email")] == ["ada@example.com"]
    assert Notice.objects.get().kind == "email"


def test_a_notice_that_came_back_takes_another_way(settings):
    customer_id = make_customer(
        contacts=[("email", "ada@example.com"), ("phone", "13800138000")]
    )
    notice = queue(customer_id, channel="email")
    send_due(at=MONDAY)
    notice.refresh_from_db()

    came_back = LetterBounced(provider_key=notice.provider_key, status="5.1.1")
    record(came_back, story="x", at=MONDAY)
    deliver_all(at=MONDAY + timedelta(days=9999))
    send_due(at=MONDAY + timedelta(days=9999))

    notice.refresh_from_db()
    assert (notice.tried, notice.kind, notice.state) == ("email", "sms", "sent")


def test_the_operators_words_are_used_and_kept_as_sent(settings):
    words = Words("收到 {ref}", "{operator}已收到 {ref}。")
    edit_words(
        code="testing.opened", language="zh-hans", words=words, at=MONDAY, actor_id="user:1"
    )
    queue(make_customer())

    send_due(at=MONDAY)
    WordsEdit.objects.all().delete()

    assert spooled(settings)[0]["body"].endswith("已收到 C-1。")
    assert Notice.objects.get().body.endswith("已收到 C-1。")


@pytest.mark.parametrize("body", ["{nobody}", "{ref.__class__}", "{}", " "])
def test_words_nobody_can_fill_are_refused(body):
    with pytest.raises(CannotEditWords):
        edit_words(
            code="testing.opened",
            language="en",
            words=Words("x", body),
            at=MONDAY,
            actor_id="user:1",
        )

    assert not WordsEdit.objects.exists()


def test_a_value_that_looks_like_a_placeholder_stays_as_it_is(settings):
    values = {"ref": "{promised_at}", "promised_at": "soon"}
    queue(make_customer(language="en"), values=values)

    send_due(at=MONDAY)

    assert spooled(settings)[0]["body"] == "We received {promised_at} and answer by soon."


def test_an_erased_customer_is_told_nothing_more(settings):
    customer_id = make_customer()
    queue(customer_id)

    erased = erase_notices(customer_id=customer_id)
    send_due(at=MONDAY)

    notice = Notice.objects.get()
    assert (erased, notice.values, notice.state) == (1, {}, "suppressed")
    assert spooled(settings) == []


def test_sending_a_batch_looks_everyone_up_together(django_assert_max_num_queries):
    customer_id = make_customer(contacts=[("external", "x-1")])
    for number in range(20):
        queue(customer_id, number)

    with django_assert_max_num_queries(20):
        send_due(at=MONDAY)
