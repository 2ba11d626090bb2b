import pytest
from django.urls import reverse

from huiyin.channels.actions.send_outgoing import send_outgoing
from huiyin.channels.email.tests.making import make_mail
from huiyin.channels.email.tests.test_receiving_mail import receive
from huiyin.channels.models import Attachment, FetchedMail, Message
from huiyin.channels.public import NewAttachment, keep_message, send_reply
from huiyin.channels.tests.making import MONDAY, make_message
from huiyin.customers.public import Contact, NewCustomer, ensure_customers
from huiyin.kernel.access.models import User
from huiyin.kernel.access.roles import Role

pytestmark = pytest.mark.django_db


def sign_in(client, role, **scope):
    user = User.objects.create_user(username=f"u{User.objects.count()}")
    user.role_grants.create(role=role, **scope)
    client.force_login(user)
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def supervisor(client):
    return sign_in(client, Role.SUPERVISOR)


def attach(content, name="a.html", customer_id=None) -> int:
    file = NewAttachment(name=name, content=content, claimed_type="image/png")
    keep_message(message=make_message(attachments=[file], customer_id=customer_id))
    return Attachment.objects.get().pk


def test_a_file_is_handed_out_to_be_saved_and_never_run(supervisor):
    file_id = attach(b"<html><script>alert(1)</script>", name="账单\r\n.html")

    answer = supervisor.get(reverse("channels:attachment", args=[file_id]))

    assert b"".join(answer.streaming_content) == b"<html><script>alert(1)</script>"
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment; filename*=UTF-8''%E8%B4%A6")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_a_file_outside_the_scope_is_not_there(client):
    sign_in(client, Role.AGENT, regions=["33"])
    customer = NewCustomer(contacts=(Contact("phone", "13800138000"),), region="4401")
    customer_id = ensure_customers(wanted=[customer], at=MONDAY, actor_id="system")[0]

    answer = client.get(
        reverse("channels:attachment", args=[attach(b"x", customer_id=customer_id)])
    )

    assert answer.status_code == 404


@pytest.mark.parametrize("name", ["mailboxes", "unsent", "spool"])
def test_an_agent_does_not_deal_with_mail(client, name):
    sign_in(client, Role.AGENT)

    assert client.get(reverse(f"channels:{name}")).status_code == 403


def test_a_mail_in_quarantine_is_read_and_taken(supervisor):
    receive(make_mail(Precedence="bulk", body="<script>x</script>网速慢"))
    mail = FetchedMail.objects.get()

    shown = [
        supervisor.get(reverse("channels:mailboxes")),
        supervisor.get(reverse("channels:quarantined", args=[mail.pk])),
    ]
    taken = supervisor.post(reverse("channels:release", args=[mail.pk]))

    assert "zh***@example.com" in shown[0].content.decode()
    assert "<script>x" not in shown[1].content.decode()
    assert taken.status_code == 302
    assert Message.objects.count() == 1


def test_a_mail_is_discarded_once(supervisor):
    receive(b"x")
    address = reverse("channels:discard", args=[FetchedMail.objects.get().pk])

    assert [supervisor.post(address).status_code for _ in range(2)] == [302, 404]


def test_the_spool_shows_what_would_have_left_with_masked_addresses(supervisor):
    keep_message(message=make_message(story="C-1", kind="email", sender="ada@example.com"))
    send_reply(story="C-1", body="已处理", at=MONDAY, actor_id="user:1")
    waiting = supervisor.get(reverse("channels:unsent")).content.decode()
    send_outgoing(at=MONDAY)

    spool = supervisor.get(reverse("channels:spool")).content.decode()

    assert "C-1" in waiting
    assert "已处理" in spool
    assert "ada@example.com" not in spool
