import pytest
from django.urls import reverse

from huiyin.kernel.access.models import User
from huiyin.kernel.access.roles import Role
from huiyin.notifications.actions.send_notices import send_due
from huiyin.notifications.models import Notice, WordsEdit
from huiyin.notifications.public import NewStaffNotice, notify_staff
from huiyin.notifications.tests.making import MONDAY
from huiyin.notifications.tests.test_sending_notices import make_customer, queue

pytestmark = pytest.mark.django_db
GOOD = {"subject": "Got {ref}", "body": "{operator} has {ref}, until {promised_at}."}


def sign_in(client, *roles, **scope):
    user = User.objects.create_user(username=f"u{User.objects.count()}")
    for role in roles:
        user.role_grants.create(role=role, **scope)
    client.force_login(user)
    client.cookies["django_language"] = "en"
    return user


def words_url(name="edit_words", language="en"):
    return reverse(f"notifications:{name}", args=["testing.opened", language])


def test_the_list_says_what_became_of_each(client):
    sign_in(client, Role.SUPERVISOR)
    queue(make_customer(), 1)
    queue(404, 2)
    send_due(at=MONDAY)

    page = client.get(reverse("notifications:list")).content.decode()
    held = client.get(reverse("notifications:list"), {"state": "held"}).content.decode()

    assert "The customer is not known any more." in page
    assert page.count("data-row") == 2
    assert held.count("data-row") == 0


def test_the_list_costs_the_same_for_many(client, django_assert_max_num_queries):
    sign_in(client, Role.SUPERVISOR)
    customer_id = make_customer()
    for number in range(30):
        queue(customer_id, number)

    with django_assert_max_num_queries(14):
        client.get(reverse("notifications:list"))


def test_a_notice_is_shown_before_and_after_it_was_said(client):
    sign_in(client, Role.AGENT)
    notice = queue(make_customer(language="en"))
    address = reverse("notifications:notice", args=[notice.pk])

    before = client.get(address).content.decode()
    send_due(at=MONDAY)
    after = client.get(address).content.decode()

    assert "As it would be said now" in before
    assert "As it was said" in after
    assert "We received C-1" in after


def test_a_notice_outside_the_scope_is_not_there(client):
    sign_in(client, Role.AGENT, regions=["33"])
    notice = queue(make_customer(region="4401"))

    assert client.get(reverse("notifications:notice", args=[notice.pk])).status_code == 404


def test_failed_ones_are_sent_again(client):
    sign_in(client, Role.SUPERVISOR)
    queue(make_customer())
    Notice.objects.update(state="failed", parked_at=MONDAY, attempts=9)

    client.post(reverse("notifications:retry_all"))

    notice = Notice.objects.get()
    assert (notice.state, notice.parked_at, notice.attempts) == ("queued", None, 0)


def test_words_are_previewed_then_put_in_force_then_restored(client):
    sign_in(client, Role.QUALITY_MANAGER)

    preview = client.post(words_url(), {**GOOD, "preview": "1"}).content.decode()
    kept = WordsEdit.objects.exists()
    client.post(words_url(), GOOD)
    edited = WordsEdit.objects.get().body
    client.post(words_url("restore_words"))

    assert "has C-2603-00017, until" in preview
    assert "As SMS: 1 message" in preview
    assert (kept, edited) == (False, GOOD["body"])
    assert not WordsEdit.objects.exists()


def test_words_nobody_can_fill_are_refused_in_place_and_stay_typed(client):
    sign_in(client, Role.QUALITY_MANAGER)

    answer = client.post(words_url(), {"subject": "x", "body": "{password}"})

    assert answer.status_code == 422
    assert "Nobody fills {password}." in answer.content.decode()
    assert ">\n{password}</textarea>" in answer.content.decode()


@pytest.mark.parametrize("name", ["list", "words"])
def test_an_agent_neither_words_nor_lists(client, name):
    sign_in(client, Role.AGENT)

    assert client.get(reverse(f"notifications:{name}")).status_code == 403


def test_the_bell_shows_what_is_new_until_it_is_read(client):
    user = sign_in(client, Role.AGENT)
    notice = NewStaffNotice(
        code="testing.survey",
        story="C-1",
        values={"ref": "C-1"},
        dedupe_key="x",
        user_ids=[user.pk],
    )
    notify_staff(notices=[notice], at=MONDAY)
    bell = reverse("notifications:bell")

    before = client.get(bell).content.decode()
    client.post(reverse("notifications:read"))
    after = client.get(bell).content.decode()

    assert "Rate C-1." in before
    assert ("new</span>" in before, "new</span>" in after) == (True, False)
