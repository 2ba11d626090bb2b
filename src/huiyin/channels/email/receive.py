"""Taking one fetched mail in: kept, or in quarantine with the reason. Once."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from huiyin.channels.actions.keep_messages import Kept, NewMessage, keep_messages
from huiyin.channels.actions.store_content import store_content
from huiyin.channels.email.answers import answer_too_large, has_refused_files
from huiyin.channels.email.bounces import note_bounce
from huiyin.channels.email.loops import MOST_PER_HOUR, is_automatic, is_own
from huiyin.channels.email.parse import ParsedMail, parse_mail
from huiyin.channels.email.threads import Thread, thread_of
from huiyin.channels.events import MailQuarantined
from huiyin.channels.models import FetchedMail, Mailbox, Message
from huiyin.channels.models.addresses import address_key
from huiyin.channels.models.mail import BOUNCE, KEPT, OWN, QUARANTINED
from huiyin.channels.public import NewAttachment
from huiyin.channels.rules.kinds import EMAIL, IN
from huiyin.customers.public import Contact, find_customers
from huiyin.kernel.journal.record import record

CLOCK_SKEW = timedelta(minutes=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A mail as the server gave it; `is_cut` where only its beginning was fetched."""

    uid_validity: int
    uid: int
    raw: bytes
    size: int
    is_cut: bool = False


@transaction.atomic
def receive_mail(
    *, mailbox: Mailbox, fetched: Fetched, own_addresses: Collection[str], at: datetime
) -> str:
    """Take one mail in, unless it is known; return what became of it."""
    if is_known(mailbox, fetched):
        return ""
    mail = parse_mail(fetched.raw)
    reason = _why_not(mail, at=at)
    if reason:
        return quarantine(mailbox, fetched, reason=reason, sender=mail.sender, at=at)
    if is_own(mail, own_addresses):
        return _note(mailbox, fetched, OWN, sender=mail.sender, at=at)
    if mail.bounce is not None:
        note_bounce(mail.bounce, at=at)
        return _note(mailbox, fetched, BOUNCE, sender=mail.sender, at=at)
    thread = thread_of(mail)
    if is_automatic(mail) and thread == Thread():
        return quarantine(mailbox, fetched, reason="automatic", sender=mail.sender, at=at)
    kept = keep_mail(mail, thread, is_cut=fetched.is_cut, at=at)
    return _note(mailbox, fetched, KEPT, sender=mail.sender, message_id=kept.message_id, at=at)


def keep_mail(mail: ParsedMail, thread: Thread, *, is_cut: bool, at: datetime) -> Kept:
    """Keep `mail` as a message; answer its sender where files had to be refused."""
    # A bound on what one mail may attach; nobody complains with more files than this.
    files = [
        NewAttachment(name=x.name, content=x.content, claimed_type=x.claimed_type)
        for x in ([] if is_cut else mail.files[:50])
    ]
    message = NewMessage(
        kind=EMAIL,
        direction=IN,
        body=mail.words or mail.subject,
        # A sender's clock may be wrong; nothing was written after it arrived.
        at=at if _is_implausible(mail.sent_at, at) else mail.sent_at or at,
        story=thread.story,
        conversation_id=thread.conversation_id,
        customer_id=_customer_id(mail.sender),
        subject=mail.subject,
        sender=mail.sender,
        source=EMAIL,
        external_id=external_id_of(mail),
        attachments=files,
    )
    kept = keep_messages(messages=[message], is_taken=is_automatic(mail))[0]
    if kept.is_new and (is_cut or has_refused_files(kept.message_id)):
        answer_too_large(mail, kept, at=at)
    return kept


def _is_implausible(sent_at: datetime | None, at: datetime) -> bool:
    return sent_at is None or not at - timedelta(days=30) < sent_at < at + CLOCK_SKEW


def external_id_of(mail: ParsedMail) -> str:
    """Return what makes it the same mail again, in whichever mailbox it arrives.

    Its Message-ID; where a broken mailer uses one for different mails, their words tell.
    """
    known = Message.objects.filter(source=EMAIL, external_id=mail.message_id)
    first = known.values_list("sender_key", "body").first()
    if first is None:
        return mail.message_id
    key = bytes(first[0]) if first[0] is not None else None
    if key == address_key(mail.sender) and first[1] in ("", mail.words or mail.subject):
        return mail.message_id
    told = hashlib.sha256(
        f"{mail.sender}\n{mail.subject}\n{mail.text}".encode(errors="replace")
    )
    return f"{mail.message_id[:200]}#{told.hexdigest()[:16]}"


def _customer_id(address: str) -> int | None:
    contact = Contact("email", address)
    card = find_customers(contacts=[contact]).get(contact)
    return card.id if card is not None else None


def _why_not(mail: ParsedMail, *, at: datetime) -> str:
    if mail.problem:
        return mail.problem
    # By when we fetched it: when it was written is the sender's to say.
    lately = FetchedMail.objects.filter(
        sender_key=address_key(mail.sender), fetched_at__gt=at - timedelta(hours=1)
    )
    return "too_many" if lately.count() >= MOST_PER_HOUR else ""


def is_known(mailbox: Mailbox, fetched: Fetched) -> bool:
    """Return whether this mail of this mailbox was dealt with before."""
    return FetchedMail.objects.filter(
        mailbox=mailbox, uid_validity=fetched.uid_validity, uid=fetched.uid
    ).exists()


def quarantine(
    mailbox: Mailbox, fetched: Fetched, *, reason: str, sender: str, at: datetime
) -> str:
    """Keep the mail as it came, for a person to look at."""
    digest = store_content(content=fetched.raw)
    _note(mailbox, fetched, QUARANTINED, reason=reason, sender=sender, sha256=digest, at=at)
    row = FetchedMail.objects.get(
        mailbox=mailbox, uid_validity=fetched.uid_validity, uid=fetched.uid
    )
    record(MailQuarantined(mail_id=row.pk, reason=reason), story=f"mail:{row.pk}", at=at)
    return QUARANTINED


def _note(
    mailbox: Mailbox,
    fetched: Fetched,
    outcome: str,
    *,
    sender: str,
    at: datetime,
    **told: str | int,
) -> str:
    FetchedMail.objects.create(
        mailbox=mailbox,
        uid_validity=fetched.uid_validity,
        uid=fetched.uid,
        size=fetched.size,
        outcome=outcome,
        fetched_at=at,
        sender=sender,
        sender_key=address_key(sender),
        **told,
    )
    return outcome


def own_addresses(mailboxes: Collection[str]) -> frozenset[str]:
    """Return the addresses we ourselves write from or are written to at."""
    shown = settings.MAIL_FROM.rpartition("<")[2].rstrip(">").strip().lower()
    return frozenset({shown, *mailboxes})
