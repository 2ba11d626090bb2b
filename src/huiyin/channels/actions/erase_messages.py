"""Take the words of a customer out of the messages, and leave that there were some."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from huiyin.channels.models import Attachment, Conversation, Message
from huiyin.channels.models.content import content_path


@transaction.atomic
def erase_messages(*, customer_ids: Sequence[int], at: datetime) -> int:
    """Empty subject, words, sender and files of these customers' messages; return how many.

    Times, kinds and numbers stay, so that the figures stay. A file whose content somebody
    else sent too is kept for them.
    """
    erased = Message.objects.filter(customer_id__in=customer_ids, erased_at=None)
    ids = list(erased.values_list("pk", flat=True))
    Conversation.objects.filter(customer_id__in=customer_ids).update(subject="")
    _forget_files(ids)
    Message.objects.filter(pk__in=ids).update(
        subject="", body="", sender="", sender_key=None, erased_at=at
    )
    return len(ids)


def _forget_files(message_ids: Sequence[int]) -> None:
    files = Attachment.objects.filter(message_id__in=message_ids)
    digests = set(files.exclude(sha256="").values_list("sha256", flat=True))
    files.delete()
    shared = set(Attachment.objects.filter(sha256__in=digests).values_list("sha256", flat=True))
    orphans = digests - shared
    transaction.on_commit(lambda: _unlink(orphans))


def _unlink(digests: set[str]) -> None:
    for digest in digests:
        content_path(digest).unlink(missing_ok=True)
