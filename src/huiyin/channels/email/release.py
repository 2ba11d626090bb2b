"""A person's word about a mail in quarantine: take it after all, or let it be."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.channels.email.parse import parse_mail
from huiyin.channels.email.receive import keep_mail
from huiyin.channels.email.threads import thread_of
from huiyin.channels.models import FetchedMail
from huiyin.channels.models.content import content_path
from huiyin.channels.models.mail import DISCARDED, QUARANTINED, RELEASED
from huiyin.kernel.refusal import NotFound, Refusal


class CannotRelease(Refusal):
    """The mail still cannot be read; it stays in quarantine."""

    code = "cannot_release"


@transaction.atomic
def release_mail(*, mail_id: int, at: datetime) -> int:
    """Keep a quarantined mail as a message; return the message's id."""
    row = _quarantined(mail_id)
    mail = parse_mail(content_path(row.sha256).read_bytes())
    if mail.problem:
        raise CannotRelease(
            _("This mail has no sender or no words, so nobody could be answered. Discard it.")
        )
    kept = keep_mail(mail, thread_of(mail), is_cut=False, at=at)
    row.outcome, row.message_id = RELEASED, kept.message_id
    row.save(update_fields=["outcome", "message_id"])
    return kept.message_id


@transaction.atomic
def discard_mail(*, mail_id: int) -> None:
    """Let a quarantined mail be; it stays on disk until the house-keeping."""
    row = _quarantined(mail_id)
    row.outcome = DISCARDED
    row.save(update_fields=["outcome"])


def _quarantined(mail_id: int) -> FetchedMail:
    row = FetchedMail.objects.select_for_update().filter(pk=mail_id).first()
    if row is None or row.outcome != QUARANTINED:
        raise NotFound(_("This mail is not in quarantine any more. Look at the list again."))
    return row
