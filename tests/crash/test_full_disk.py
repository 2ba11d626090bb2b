"""A disk with no room left: a sentence for the sender, and nothing half-written."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction

from huiyin.channels.actions.store_content import CannotStore
from huiyin.channels.models import Attachment, Conversation, Message
from huiyin.channels.public import NewAttachment, NewMessage, keep_message

pytestmark = pytest.mark.service


@pytest.fixture
def small_disk(settings, tmp_path) -> Iterator[Path]:
    """A disk of one megabyte for attachments."""
    if os.geteuid() != 0:
        pytest.skip("needs root, to mount a small disk")
    disk = tmp_path / "small"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:  # noqa: S603
        pytest.skip("nothing may be mounted here")
    settings.ATTACHMENTS_ROOT = disk / "attachments"
    yield disk
    subprocess.run(["umount", str(disk)], check=True)  # noqa: S603, S607


def test_a_file_that_does_not_fit_is_refused_whole_and_its_message_with_it(
    db, small_disk, monday_nine
):
    message = NewMessage(
        kind="web",
        direction="in",
        body="发票照片见附件",
        at=monday_nine,
        attachments=(NewAttachment(name="bill.png", content=b"\x89PNG\r\n\x1a\n" * 300_000),),
    )

    with pytest.raises(CannotStore) as refusal, transaction.atomic():
        keep_message(message=message)

    assert "磁盘" in refusal.value.message or "disk is full" in refusal.value.message
    assert refusal.value.status == 507
    assert not Message.objects.exists()
    assert not Conversation.objects.exists()
    assert not Attachment.objects.exists()
    assert [path for path in small_disk.rglob("*") if path.is_file()] == []


def test_a_smaller_file_is_still_taken_on_the_nearly_full_disk(db, small_disk, monday_nine):
    small = NewAttachment(name="bill.png", content=b"\x89PNG\r\n\x1a\n" + bytes(1000))

    kept = keep_message(
        message=NewMessage(
            kind="web", direction="in", body="小图", at=monday_nine, attachments=(small,)
        )
    )

    assert kept.is_new
    assert Attachment.objects.get().refusal == ""
