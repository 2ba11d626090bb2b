import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import httpx2
import pytest

from huiyin.kernel.access.roles import SYSTEM_ACTOR, Actor, Grant, Role
from huiyin.kernel.claims import claim_due
from huiyin.kernel.journal.deliver import deliver_all
from huiyin.kernel.journal.events import Event, event_types
from huiyin.kernel.journal.models import Delivery, Entry
from huiyin.kernel.journal.record import record
from huiyin.kernel.journal.registry import Heard
from huiyin.kernel.refusal import NotAllowed
from huiyin.kernel.webhooks import posting, sending
from huiyin.kernel.webhooks.addresses import AddressRefused, target_of
from huiyin.kernel.webhooks.listening import forget_listeners, someone_listens
from huiyin.kernel.webhooks.models import Subscription, WebhookDelivery
from huiyin.kernel.webhooks.reactions import queue_webhooks
from huiyin.kernel.webhooks.sending import GIVE_UP_AFTER, purge_delivered, send_due
from huiyin.kernel.webhooks.signing import signature
from huiyin.kernel.webhooks.subscriptions import CannotSubscribe, send_again, subscribe, switch
from huiyin.kernel.webhooks.tests.receiver import listening_receiver

AT = datetime(2026, 3, 2, 1, tzinfo=UTC)
# Deliveries are queued by the clock of the worker, so they are due by then.
LATER = datetime(2100, 1, 1, tzinfo=UTC)
LOCAL = "http://localhost:9/hooks"


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened(Event):
    name = "samples.happened"
    sentence = "It happened."

    sample_id: int


@pytest.fixture(autouse=True)
def samples(monkeypatch):
    monkeypatch.setitem(event_types, Happened.name, Happened)


@pytest.fixture
def receiver():
    with listening_receiver() as receiver:
        yield receiver


def make_subscription(url=LOCAL, patterns=("samples.*",), name="shop"):
    made = subscribe(name=name, url=url, patterns=patterns, at=AT, actor=SYSTEM_ACTOR)
    forget_listeners()
    return made


def happen(sample_id=1):
    record(Happened(sample_id=sample_id), story="S-1", subject="sample:1", at=AT)


def happen_and_queue(count=1):
    for n in range(count):
        happen(n)
    deliver_all(at=LATER)


@pytest.mark.django_db
def test_tells_a_subscriber_what_happened_under_a_signature(receiver):
    made = make_subscription(receiver.url)
    happen_and_queue()

    assert send_due(at=LATER) == 1

    (headers, body) = receiver.came[0]
    assert json.loads(body) == {
        "type": "samples.happened",
        "timestamp": "2026-03-02T01:00:00+00:00",
        "data": {"story": "S-1", "subject": "sample:1", "sample_id": 0},
    }
    assert headers["webhook-signature"] == signature(
        secret=made.secret,
        message_id=headers["webhook-id"],
        moment=str(int(LATER.timestamp())),
        body=body,
    )
    delivery = WebhookDelivery.objects.get()
    assert (delivery.answer_status, delivery.answer) == (200, "ok")
    assert send_due(at=LATER) == 0


@pytest.mark.django_db
def test_queues_nothing_where_nobody_listens():
    make_subscription()
    Subscription.objects.update(is_active=False)
    forget_listeners()
    Delivery.objects.all().delete()

    happen()

    assert not Delivery.objects.exists()


@pytest.mark.django_db
def test_never_tells_of_its_own_housekeeping():
    make_subscription(patterns=["*"])

    deliver_all(at=LATER)

    assert Entry.objects.filter(name="webhooks.subscribed").count() == 1
    assert not WebhookDelivery.objects.exists()


@pytest.mark.django_db
def test_asks_who_listens_once_for_many_events(django_assert_num_queries):
    forget_listeners()

    with django_assert_num_queries(1):
        answers = {someone_listens(Happened(sample_id=n)) for n in range(100)}

    assert answers == {False}


@pytest.mark.django_db
def test_hearing_an_event_twice_queues_it_once():
    make_subscription()
    happen_and_queue()
    entry = Entry.objects.get(name="samples.happened")
    heard = Heard(
        entry_id=entry.pk,
        event=Happened(sample_id=1),
        story="S-1",
        subject="",
        actor="",
        at=AT,
    )
    queue_webhooks([heard, heard])

    assert WebhookDelivery.objects.count() == 1


@pytest.mark.django_db
def test_tries_again_after_a_fault_with_the_same_message(receiver):
    receiver.answers = [500]
    make_subscription(receiver.url)
    happen_and_queue()

    send_due(at=LATER)
    early = send_due(at=LATER + timedelta(seconds=4))
    send_due(at=LATER + timedelta(seconds=5))

    assert early == 0
    first, second = (headers["webhook-id"] for headers, _body in receiver.came)
    assert first == second
    assert WebhookDelivery.objects.get().delivered_at == LATER + timedelta(seconds=5)
    assert Subscription.objects.get().failures == 0


@pytest.mark.django_db
def test_a_kill_between_sending_and_noting_repeats_the_same_message(receiver):
    make_subscription(receiver.url)
    happen_and_queue()
    killed = claim_due(WebhookDelivery, at=LATER, limit=1)
    subscriptions = Subscription.objects.in_bulk()
    sending._post_all(killed, subscriptions, at=LATER)

    send_due(at=LATER + timedelta(seconds=61))

    first, second = receiver.came
    assert first[0]["webhook-id"] == second[0]["webhook-id"]
    assert first[1] == second[1]
    assert WebhookDelivery.objects.exclude(delivered_at=None).count() == 1


@pytest.mark.django_db
def test_an_address_that_hangs_is_left_after_the_timeout(receiver, monkeypatch):
    monkeypatch.setattr(posting, "TIMEOUT", httpx2.Timeout(0.05))
    receiver.delay = 0.3
    make_subscription(receiver.url)
    happen_and_queue()

    send_due(at=LATER)

    assert "ReadTimeout" in WebhookDelivery.objects.get().error


@pytest.mark.django_db
def test_follows_no_redirect(receiver):
    receiver.answers = [302]
    make_subscription(receiver.url)
    happen_and_queue()

    send_due(at=LATER)

    assert WebhookDelivery.objects.get().error == "HTTP 302: redirects are not followed"
    assert len(receiver.came) == 1


@pytest.mark.django_db
def test_a_failing_address_does_not_hold_up_the_others(receiver):
    make_subscription(LOCAL, name="dead")
    happen_and_queue(count=3)
    make_subscription(receiver.url)
    happen_and_queue()

    sent = [send_due(at=LATER, limit=2) for _n in range(3)]

    assert sent == [2, 1, 0]
    assert len(receiver.came) == 1


@pytest.mark.django_db
def test_an_address_that_is_gone_is_switched_off(receiver):
    receiver.answers = [410]
    make_subscription(receiver.url)
    happen_and_queue()

    send_due(at=LATER)

    assert Subscription.objects.get().off_reason == "gone"
    assert Entry.objects.get(name="webhooks.switched").payload["reason"] == "gone"


@pytest.mark.django_db
def test_three_days_of_failure_switch_off_and_a_person_switches_on_again(receiver):
    receiver.answers = [500, 500]
    made = make_subscription(receiver.url)
    happen_and_queue()
    send_due(at=LATER)

    send_due(at=LATER + GIVE_UP_AFTER)
    off = Subscription.objects.get()
    switch(subscription_id=made.id, is_active=True, at=LATER, actor=SYSTEM_ACTOR)
    send_due(at=LATER + GIVE_UP_AFTER * 2)

    assert (off.is_active, off.off_reason) == (False, "failing")
    assert WebhookDelivery.objects.get().delivered_at == LATER + GIVE_UP_AFTER * 2


@pytest.mark.django_db
def test_a_delivery_can_be_sent_again(receiver):
    make_subscription(receiver.url)
    happen_and_queue()
    send_due(at=LATER)

    send_again(delivery_id=WebhookDelivery.objects.get().pk, at=LATER, actor=SYSTEM_ACTOR)
    send_due(at=LATER)

    assert receiver.came[0][0]["webhook-id"] == receiver.came[1][0]["webhook-id"]


@pytest.mark.django_db
def test_deliveries_are_forgotten_after_two_weeks(receiver):
    make_subscription(receiver.url)
    happen_and_queue()
    send_due(at=LATER)

    assert purge_delivered(at=LATER + timedelta(days=14)) == 0
    assert purge_delivered(at=LATER + timedelta(days=14, seconds=1)) == 1


@pytest.mark.parametrize(
    "url",
    [
        "https://10.0.0.1/",
        "https://169.254.169.254/latest/meta-data",
        "https://[::ffff:10.0.0.1]/",
        "https://[64:ff9b::a00:1]/",
        "https://[fe80::1]/",
        "https://0.0.0.0/",
        "https://167772161/",
        "https://224.0.0.1/",
        "http://1.1.1.1/",
        "ftp://1.1.1.1/",
        "https://user:secret@1.1.1.1/",
        "https://1.1.1.1/#part",
        "https://1.1.1.1:99999/",
        "https://[half",
        "https://no-such-host.invalid/",
        "not an address",
    ],
)
def test_calls_no_address_inside_and_nothing_odd(url):
    with pytest.raises(AddressRefused):
        target_of(url)


def test_calls_a_machine_of_ones_own_only_where_that_is_allowed(settings):
    settings.WEBHOOK_NETWORKS = []

    with pytest.raises(AddressRefused):
        target_of(LOCAL)


def test_connects_to_the_address_that_was_checked():
    target = target_of("https://1.1.1.1/hooks")

    assert (target.host, target.address) == ("1.1.1.1", "1.1.1.1")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("details", "refusal"),
    [
        ({"patterns": []}, CannotSubscribe),
        ({"patterns": ["nothing.happened"]}, CannotSubscribe),
        ({"patterns": ["webhooks.*"]}, CannotSubscribe),
        ({"patterns": ["; drop"]}, CannotSubscribe),
        ({"name": ""}, CannotSubscribe),
        ({"url": "https://10.0.0.1/"}, AddressRefused),
        ({"actor": Actor("user:1", "a", (Grant(Role.AGENT),))}, NotAllowed),
    ],
)
def test_refuses_a_subscription_that_makes_no_sense(details, refusal):
    wanted = {"name": "shop", "url": LOCAL, "patterns": ["samples.*"], "actor": SYSTEM_ACTOR}

    with pytest.raises(refusal):
        subscribe(**(wanted | details), at=AT)

    assert not Subscription.objects.exists()
    assert not Entry.objects.exists()
