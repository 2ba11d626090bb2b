import pytest

from huiyin.channels.actions.carry_letters import Letter
from huiyin.channels.actions.send_outgoing import send_outgoing
from huiyin.channels.email.receive import Fetched, receive_mail
from huiyin.channels.email.release import CannotRelease, release_mail
from huiyin.channels.email.smtp import name_of, subject_of
from huiyin.channels.email.tests.making import MONDAY, make_mail
from huiyin.channels.models import FetchedMail, Mailbox, Message, Outgoing
from huiyin.channels.public import keep_message, messages_of, move_story, send_reply
from huiyin.channels.tests.making import make_message
from huiyin.kernel.journal.models import Entry

pytestmark = pytest.mark.django_db
OWN = frozenset({"care@operator.example"})


def receive(mail, *, uid=1, size=1000, is_cut=False, at=MONDAY):
    mailbox, _ = Mailbox.objects.get_or_create(name="care@host/INBOX")
    raw = mail if isinstance(mail, bytes) else mail.as_bytes()
    fetched = Fetched(uid_validity=7, uid=uid, raw=raw, size=size, is_cut=is_cut)
    return receive_mail(mailbox=mailbox, fetched=fetched, own_addresses=OWN, at=at)


def letter(**changes) -> Letter:
    usual = {
        "key": "n1",
        "kind": "email",
        "address": "zhang@example.com",
        "body": "x",
        "at": MONDAY,
        "subject": "宽带",
        "reference": "C-1",
    }
    return Letter(**usual | changes)


def test_a_mail_is_taken_once_by_number_and_by_message_id():
    outcomes = [
        receive(make_mail(), uid=1),
        receive(make_mail(), uid=1),
        receive(make_mail(), uid=2),
    ]

    assert outcomes == ["kept", "", "kept"]
    assert Message.objects.count() == 1
    assert Entry.objects.filter(name="channels.message_received").count() == 1


def test_different_mails_under_one_message_id_are_both_kept():
    receive(make_mail(), uid=1)
    receive(make_mail(body="账单也错了"), uid=2)

    assert Message.objects.count() == 2


def test_an_answer_with_our_reference_in_the_subject_joins_its_case():
    keep_message(message=make_message(story="C-1", customer_id=5))

    receive(make_mail(subject=f"Re: {subject_of(letter())}"))

    assert [m.kind for m in messages_of(stories=["C-1"])["C-1"]] == ["email", "web"]


def test_an_answer_to_a_notice_of_ours_joins_its_case():
    keep_message(message=make_message(story="C-1"))

    receive(make_mail(In_Reply_To=f"<{name_of(letter())}>"))

    assert len(messages_of(stories=["C-1"])["C-1"]) == 2


def test_an_answer_follows_a_merge():
    keep_message(message=make_message(story="C-1"))
    move_story(from_story="C-1", to_story="C-2", at=MONDAY)

    receive(make_mail(subject=subject_of(letter())))

    assert len(messages_of(stories=["C-2"])["C-2"]) == 2


def test_a_forged_reference_opens_nothing():
    keep_message(message=make_message(story="C-1"))

    receive(make_mail(subject="[#C-1.aaaaaaaaaa]"))

    assert len(messages_of(stories=["C-1"])["C-1"]) == 1


def test_a_stranger_who_knows_a_message_id_does_not_join_the_conversation():
    receive(make_mail(), uid=1)
    receive(
        make_mail(
            message_id="<2@evil>", From="eve@evil.example", In_Reply_To="<1@example.com>"
        ),
        uid=2,
    )
    receive(make_mail(message_id="<3@example.com>", References="<1@example.com>"), uid=3)

    first, second, third = Message.objects.order_by("id")
    assert first.conversation_id == third.conversation_id != second.conversation_id


def test_our_own_mail_is_not_a_complaint():
    assert receive(make_mail(From="care@operator.example")) == "own"
    assert not Message.objects.exists()


def test_an_absence_note_in_a_case_is_kept_and_starts_nothing():
    keep_message(message=make_message(story="C-1"))

    receive(make_mail(subject=subject_of(letter()), Auto_Submitted="auto-replied"))

    last = Entry.objects.filter(name="channels.message_received").latest("id")
    assert last.payload["is_taken"] is True


def test_a_machine_that_writes_about_nothing_is_set_aside():
    assert receive(make_mail(Auto_Submitted="auto-generated")) == "quarantined"
    assert FetchedMail.objects.get().reason == "automatic"


def test_a_flood_from_one_address_is_set_aside_not_lost():
    outcomes = [
        receive(make_mail(message_id=f"<{n}@x>", body=str(n)), uid=n) for n in range(1, 23)
    ]

    assert outcomes == ["kept"] * 20 + ["quarantined"] * 2


def test_a_malformed_mail_waits_for_a_person_with_its_reason():
    assert receive(b"Subject: ?\n\nhello") == "quarantined"

    row = FetchedMail.objects.get()
    assert (row.reason, len(row.sha256)) == ("no_sender", 64)
    with pytest.raises(CannotRelease):
        release_mail(mail_id=row.pk, at=MONDAY)
    row.refresh_from_db()
    assert row.outcome == "quarantined"


def test_a_released_mail_becomes_a_message():
    receive(make_mail(Precedence="bulk"))

    release_mail(mail_id=FetchedMail.objects.get().pk, at=MONDAY)

    assert Message.objects.get().body == "网速很慢，三天了。"


def test_too_much_is_refused_with_an_answer_and_the_words_are_kept():
    receive(make_mail(), size=60_000_000, is_cut=True)

    incoming, answer = Message.objects.order_by("id")
    assert incoming.body == "网速很慢，三天了。"
    assert (answer.direction, answer.state) == ("out", "queued")
    assert Outgoing.objects.get().is_automatic


def test_a_machine_is_not_answered_about_too_much():
    receive(make_mail(List_Id="<list.example.com>"), size=60_000_000, is_cut=True)

    assert not Outgoing.objects.exists()


def test_a_reply_goes_to_the_spool_once_and_shows_its_state(settings):
    receive(make_mail())
    conversation = Message.objects.get().conversation
    conversation.story = "C-1"
    conversation.save()

    send_reply(story="C-1", body="已处理", at=MONDAY, actor_id="user:1")
    before = messages_of(stories=["C-1"])["C-1"][-1].state
    sent = send_outgoing(at=MONDAY)

    after = messages_of(stories=["C-1"])["C-1"][-1]
    assert (before, sent, after.state) == ("queued", 1, "sent")
    assert send_outgoing(at=MONDAY) == 0
    assert len(list((settings.SPOOL_ROOT / "email").iterdir())) == 1
    assert Entry.objects.filter(name="channels.message_sent", story="C-1").count() == 1


def report_of(name: str, *, action: str = "failed", status: str = "5.1.1") -> bytes:
    return (
        "From: MAILER-DAEMON@x.cn\nContent-Type: multipart/report; boundary=b; "
        "report-type=delivery-status\n\n--b\nContent-Type: message/delivery-status\n\n"
        "Reporting-MTA: dns; x\n\nFinal-Recipient: rfc822; zhang@example.com\n"
        f"Action: {action}\nStatus: {status}\n\n--b\nContent-Type: text/rfc822-headers\n\n"
        f"Message-ID: <{name}>\n\n--b--\n"
    ).encode()


@pytest.mark.parametrize(
    ("action", "status", "told"),
    [
        ("delivered", "2.0.0", ["channels.letter_delivered"]),
        ("failed", "5.1.1", ["channels.letter_bounced"]),
        ("delayed", "4.4.1", []),
        ("relayed", "2.0.0", []),
    ],
)
def test_a_report_tells_whether_a_letter_of_ours_arrived(action, status, told):
    name = name_of(letter())

    outcome = receive(report_of(name, action=action, status=status))

    heard = Entry.objects.filter(name__startswith="channels.letter_")
    assert outcome == "bounce"
    assert list(heard.values_list("name", flat=True)) == told


def test_a_report_about_a_letter_that_is_not_ours_says_nothing():
    assert receive(report_of("n1e.C-1.aaaaaaaaaa@localhost")) == "bounce"
    assert not Entry.objects.filter(name__startswith="channels.letter_").exists()


def test_a_bounced_reply_is_shown_as_failed():
    receive(make_mail())
    conversation = Message.objects.get().conversation
    conversation.story = "C-1"
    conversation.save()
    send_reply(story="C-1", body="已处理", at=MONDAY, actor_id="user:1")
    send_outgoing(at=MONDAY)
    ours = Message.objects.get(direction="out").external_id
    assert receive(report_of(ours), uid=9) == "bounce"
    assert messages_of(stories=["C-1"])["C-1"][-1].state == "failed"
