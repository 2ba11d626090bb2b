"""What a mail is answered at once: that its files were too much."""

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from huiyin.channels.actions.keep_messages import Kept, NewMessage, keep_messages
from huiyin.channels.email.loops import is_unanswerable
from huiyin.channels.email.parse import ParsedMail
from huiyin.channels.models import Attachment, Outgoing
from huiyin.channels.rules.kinds import EMAIL, OUT, QUEUED


def has_refused_files(message_id: int) -> bool:
    """Return whether some file of this message was not kept."""
    return Attachment.objects.filter(message_id=message_id).exclude(refusal="").exists()


def answer_too_large(mail: ParsedMail, kept: Kept, *, at: datetime) -> None:
    """Tell the sender that the words arrived and the files did not; never a machine."""
    if is_unanswerable(mail):
        return
    message = NewMessage(
        kind=EMAIL,
        direction=OUT,
        body=_words(mail),
        at=at,
        conversation_id=kept.conversation_id,
        subject=mail.subject,
        state=QUEUED,
    )
    answer = keep_messages(messages=[message])[0]
    Outgoing.objects.create(
        message_id=answer.message_id,
        kind=EMAIL,
        address=mail.reply_to or mail.sender,
        is_automatic=True,
        in_reply_to=mail.message_id,
        visible_at=at,
    )


def _words(mail: ParsedMail) -> str:
    is_chinese = any("\u4e00" <= character <= "\u9fff" for character in mail.text)
    with override(settings.LANGUAGE_CODE if is_chinese else "en"):
        return _(
            "We received your words. Files of more than 20 MB, mails of more than 50 MB and "
            "programs cannot be taken, so some of your files are missing. Please send smaller "
            "files by answering this mail."
        )
