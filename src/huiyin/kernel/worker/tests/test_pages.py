"""An administrator sees what waits and what failed, and can try it again."""

import pytest
from django.urls import reverse

from huiyin.kernel.access.models import RoleGrant, User
from huiyin.kernel.journal.models import Delivery, Entry
from huiyin.kernel.journal.tests.sample import MONDAY, light
from huiyin.kernel.timers.models import Timer

pytestmark = pytest.mark.django_db


def sign_in(client, role):
    user = User.objects.create_user(role)
    RoleGrant.objects.create(user=user, role=role)
    client.force_login(user)
    client.cookies["django_language"] = "en"


@pytest.fixture
def parked():
    [entry_id] = light(1)
    Delivery.objects.all().delete()
    return Delivery.objects.create(
        entry_id=entry_id,
        reaction="tests.react",
        visible_at=MONDAY,
        parked_at=MONDAY,
        attempts=12,
        error="<b>poison</b>",
    )


def test_the_health_page_shows_what_is_parked(client, parked):
    sign_in(client, "administrator")

    page = client.get(reverse("worker:health")).content.decode()

    assert "No worker has ever run" in page
    assert reverse("worker:parked", args=["deliveries"]) in page


def test_the_reason_is_shown_and_harmless(client, parked):
    sign_in(client, "administrator")

    page = client.get(reverse("worker:parked", args=["deliveries"])).content.decode()

    assert "&lt;b&gt;poison&lt;/b&gt;" in page


def test_one_is_tried_again_and_the_journal_knows_who_wanted_it(client, parked):
    sign_in(client, "administrator")

    client.post(reverse("worker:retry", args=["deliveries"]), {"id": parked.pk})

    parked.refresh_from_db()
    assert (parked.parked_at, parked.attempts) == (None, 0)
    assert Entry.objects.filter(
        name="worker.parked_retried", actor__startswith="user:"
    ).exists()


def test_all_of_a_queue_are_tried_again(client):
    sign_in(client, "administrator")
    Timer.objects.bulk_create(
        Timer(kind="t", subject=s, due_at=MONDAY, visible_at=MONDAY, parked_at=MONDAY)
        for s in "abc"
    )

    client.post(reverse("worker:retry", args=["timers"]))

    assert not Timer.objects.exclude(parked_at=None).exists()


def test_a_strange_number_retries_nothing(client, parked):
    sign_in(client, "administrator")

    client.post(reverse("worker:retry", args=["deliveries"]), {"id": "x"})

    parked.refresh_from_db()
    assert parked.parked_at == MONDAY


@pytest.mark.parametrize("role", ["agent", "supervisor", "auditor", "integrator"])
def test_others_may_not_retry(client, parked, role):
    sign_in(client, role)

    answer = client.post(reverse("worker:retry", args=["deliveries"]), {"id": parked.pk})

    parked.refresh_from_db()
    assert answer.status_code == 403
    assert parked.parked_at == MONDAY


def test_an_auditor_reads_the_journal(client):
    sign_in(client, "auditor")
    light(60)

    page = client.get(reverse("worker:journal")).content.decode()
    story = client.get(reverse("worker:journal"), {"story": "lamp:1"}).content.decode()

    assert "Lamp 59 was lit." in page
    assert "Lamp 9 was lit." not in page
    assert story.index("Lamp 0 was lit.") < story.index("Lamp 59 was lit.")


def test_an_unknown_queue_is_refused(client):
    sign_in(client, "administrator")

    assert client.get(reverse("worker:parked", args=["nothing"])).status_code == 404
