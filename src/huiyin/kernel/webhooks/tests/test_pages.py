import pytest
from django.test import Client
from django.utils import translation

from huiyin.kernel.access.models import RoleGrant, User
from huiyin.kernel.apikeys.models import ApiKey
from huiyin.kernel.journal.story import story_of
from huiyin.kernel.webhooks.models import Subscription, WebhookDelivery
from huiyin.kernel.webhooks.tests.test_webhooks import (
    LATER,
    LOCAL,
    happen_and_queue,
    make_subscription,
    samples,
)

pytestmark = pytest.mark.django_db
__all__ = ["samples"]


def client_for(role):
    user = User.objects.create(username=role)
    RoleGrant.objects.create(user=user, role=role)
    client = Client(headers={"accept-language": "en"})
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_an_administrator_makes_a_key_sees_it_once_and_revokes_it():
    client = client_for("administrator")
    wanted = {"name": "shop", "scopes": ["apikeys.manage_keys"], "days": "30"}

    shown = client.post("/settings/keys/", wanted).content.decode()
    later = client.get("/settings/keys/").content.decode()
    key = ApiKey.objects.get()
    client.post(f"/settings/keys/{key.pk}/revoke/")

    assert shown.count(f"hy_{key.prefix}_") == 1
    assert f"hy_{key.prefix}_" not in later
    key.refresh_from_db()
    assert key.revoked_at is not None


@pytest.mark.parametrize("address", ["/settings/keys/", "/settings/webhooks/"])
def test_an_agent_sees_none_of_it(address):
    assert client_for("agent").get(address).status_code == 403


def test_a_refused_address_keeps_what_was_typed():
    response = client_for("administrator").post(
        "/settings/webhooks/",
        {"name": "shop", "url": "https://10.0.0.1/", "patterns": "samples.*"},
    )

    assert response.status_code == 422
    assert b"private network" in response.content
    assert b"https://10.0.0.1/" in response.content
    assert not Subscription.objects.exists()


def test_a_subscription_is_made_switched_and_its_deliveries_sent_again():
    client = client_for("administrator")
    made = make_subscription(LOCAL)
    happen_and_queue()
    WebhookDelivery.objects.update(parked_at=LATER, error="HTTP 500")
    delivery = WebhookDelivery.objects.get()

    page = client.get(f"/settings/webhooks/{made.id}/").content.decode()
    client.post(f"/settings/webhooks/deliveries/{delivery.pk}/again/")
    client.post(f"/settings/webhooks/{made.id}/switch/", {"is_active": "0"})

    assert "HTTP 500" in page
    assert WebhookDelivery.objects.get().parked_at is None
    assert Subscription.objects.get().off_reason == "by_hand"
    assert b"Switched off by a person." in client.get("/settings/webhooks/").content


def test_the_form_of_keys_offers_permissions_as_sentences_under_headings():
    page = client_for("administrator").get("/settings/keys/").content.decode()

    assert 'aria-label="API keys"' in page
    assert "Create and withdraw keys for machines</label>" in page


def test_a_key_is_listed_with_what_it_may_do_in_words():
    client = client_for("administrator")
    client.post(
        "/settings/keys/",
        {
            "name": "shop",
            "scopes": ["apikeys.manage_keys"],
            "days": "30",
            "regions": ["Hangzhou, Zhejiang (3301)"],
        },
    )

    page = client.get("/settings/keys/").content.decode()

    assert ApiKey.objects.get().regions == ["3301"]
    assert "<dd>Create and withdraw keys for machines</dd>" in page
    assert "apikeys.manage_keys, " not in page


def test_the_journal_names_keys_and_webhooks():
    client = client_for("administrator")
    client.post(
        "/settings/keys/", {"name": "shop", "scopes": ["apikeys.manage_keys"], "days": "30"}
    )
    made = make_subscription(LOCAL)
    client.post(f"/settings/webhooks/{made.id}/switch/", {"is_active": "0"})
    key, name = ApiKey.objects.get(), Subscription.objects.get().name

    with translation.override("en"):
        of_keys = [line.sentence for line in story_of(story="apikeys")]
        of_webhooks = [line.sentence for line in story_of(story="webhooks")]

    assert of_keys == [f"An API key was created: shop (hy_{key.prefix}…)."]
    assert of_webhooks == [
        f"The webhook {name} was added.",
        f"The webhook {name} was switched off: by a person.",
    ]
