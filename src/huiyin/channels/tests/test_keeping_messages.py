import pytest

from huiyin.channels.models import Conversation, Message
from huiyin.channels.models.content import content_path
from huiyin.channels.public import (
    CannotKeep,
    NewAttachment,
    conversations_of,
    erase_messages,
    keep_message,
    keep_messages,
    messages_of,
)
from huiyin.channels.tests.making import MONDAY, make_message
from huiyin.kernel.journal.models import Entry

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20


def test_a_message_is_kept_once_however_often_it_comes():
    message = make_message(source="imap", external_id="<1@x>")

    first = keep_message(message=message)
    second = keep_message(message=message)

    assert (first.is_new, second.is_new) == (True, False)
    assert second.message_id == first.message_id
    assert Message.objects.count() == 1


def test_the_same_message_twice_in_one_batch_is_kept_once():
    message = make_message(source="file", external_id="7")

    kept = keep_messages(messages=[message, make_message(), message])

    assert [k.is_new for k in kept] == [True, True, False]
    assert kept[2].message_id == kept[0].message_id


def test_messages_of_one_customer_and_matter_share_a_conversation_over_channels():
    keep_messages(
        messages=[
            make_message(story="C-1", customer_id=5),
            make_message(story="C-1", customer_id=5, kind="phone"),
            make_message(story="C-2", customer_id=5),
        ]
    )
    keep_message(message=make_message(story="C-1", kind="email"))

    cards = conversations_of(stories=["C-1", "C-2", "C-3"])
    assert [(c.message_count, c.kinds) for c in cards["C-1"]] == [
        (3, ("email", "phone", "web"))
    ]
    assert len(cards["C-2"]) == 1
    assert cards["C-3"] == []


def test_what_came_in_is_told_and_what_went_out_is_not_called_received():
    keep_messages(
        messages=[make_message(story="C-1"), make_message(story="C-1", direction="out")],
        is_taken=True,
    )

    entry = Entry.objects.get()
    assert entry.name == "channels.message_received"
    assert entry.story == "C-1"
    assert entry.payload["is_taken"] is True
    assert "网速" not in str(entry.payload)


def test_an_unknown_channel_is_refused_and_nothing_is_kept():
    with pytest.raises(CannotKeep):
        keep_messages(messages=[make_message(), make_message(kind="pigeon")])

    assert not Message.objects.exists()
    assert not Conversation.objects.exists()


def test_an_unknown_conversation_is_refused():
    with pytest.raises(CannotKeep):
        keep_message(message=make_message(conversation_id=404))

    assert not Message.objects.exists()


def test_text_no_database_takes_is_kept_without_what_it_refuses():
    keep_message(message=make_message(story="C-1", body="a\x00b\ud800c 好"))

    assert messages_of(stories=["C-1"])["C-1"][0].body == "ab?c 好"


def test_attachments_are_typed_by_content_and_refused_when_programs():
    keep_message(
        message=make_message(
            story="C-1",
            attachments=[
                NewAttachment(name="../evil.pdf", content=PNG, claimed_type="text/html"),
                NewAttachment(name="x.png", content=b"MZ" + b"0" * 99),
            ],
        )
    )

    picture, program = messages_of(stories=["C-1"])["C-1"][0].attachments
    assert (picture.name, picture.media_type, picture.is_kept) == (
        "evil.pdf",
        "image/png",
        True,
    )
    assert (program.is_kept, program.refusal) == (False, "program")


def test_keeping_many_costs_a_constant_number_of_queries(django_assert_max_num_queries):
    messages = [
        make_message(story=f"C-{n}", customer_id=n, source="f", external_id=str(n))
        for n in range(300)
    ]

    with django_assert_max_num_queries(16):
        keep_messages(messages=messages)


def test_erased_words_are_gone_and_the_count_stays():
    keep_message(
        message=make_message(
            story="C-1",
            customer_id=5,
            subject="s",
            sender="ada@example.com",
            attachments=[NewAttachment(name="a.png", content=PNG)],
        )
    )
    digest = Message.objects.get().attachments.get().sha256

    count = erase_messages(customer_ids=[5], at=MONDAY)

    (card,) = messages_of(stories=["C-1"])["C-1"]
    assert count == 1
    assert (card.body, card.subject, card.sender, card.attachments) == ("", "", "", ())
    assert card.is_erased
    assert content_path(digest).exists()  # the transaction of this test is still open
