"""Fetching what is new from each mailbox, once, in its order."""

import logging
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from django.db import InterfaceError, OperationalError, transaction
from imap_tools import AND, BaseMailBox, ImapToolsError, MailBox, MailBoxUnencrypted, U

from huiyin.channels.actions.store_content import CannotStore
from huiyin.channels.email.mailboxes import Account, accounts
from huiyin.channels.email.receive import (
    Fetched,
    is_known,
    own_addresses,
    quarantine,
    receive_mail,
)
from huiyin.channels.models import Mailbox
from huiyin.kernel.worker.registry import works

MAX_MAIL: Final = 50 * 1024 * 1024
# Of a mail that is too large: enough for its words, which come before its files.
BEGINNING: Final = 512 * 1024
PER_VISIT: Final = 50
TIMEOUT: Final = 30
# Where somebody listens, what they miss is found at the latest after this.
LISTENED_EVERY: Final = timedelta(minutes=5)
FETCH: Final = "channels.fetch_mail"
SIZE: Final = re.compile(
    rb"UID (\d+)[^)]*?RFC822\.SIZE (\d+)|RFC822\.SIZE (\d+)[^)]*?UID (\d+)"
)
log = logging.getLogger("huiyin.channels")


@works(FETCH, every=15)
def fetch_due(at: datetime) -> int:
    """Fetch from every mailbox; return how many mails. One that fails stops no other."""
    every = accounts()
    own = own_addresses([account.address for account in every])
    return sum(_visit(account, own, at=at) for account in every)


def _visit(account: Account, own: frozenset[str], *, at: datetime) -> int:
    mailbox, _is_new = Mailbox.objects.get_or_create(name=account.name)
    if _is_quiet(mailbox, at=at):
        return 0
    try:
        count = _fetch(account, mailbox, own, at=at)
    except (OSError, ImapToolsError, CannotStore, _Refused) as failure:
        log.warning("mailbox %s: %s", account.name, failure)
        Mailbox.objects.filter(pk=mailbox.pk).update(
            checked_at=at,
            error=str(failure)[:1000],
            failing_since=mailbox.failing_since or at,
        )
        return 0
    # Only what was heard before the look: what was heard since is looked at again.
    Mailbox.objects.filter(pk=mailbox.pk).update(
        checked_at=at, error="", failing_since=None, seen=mailbox.heard
    )
    if count:
        Mailbox.objects.filter(pk=mailbox.pk).update(fetched_at=at)
    return count


def _is_quiet(mailbox: Mailbox, *, at: datetime) -> bool:
    """Return whether a listener would have told of anything new, and told of nothing."""
    if mailbox.listened_until is None or mailbox.checked_at is None:
        return False
    is_all_seen = mailbox.heard == mailbox.seen and mailbox.fetched_at != mailbox.checked_at
    is_fresh = mailbox.listened_until > at and at - mailbox.checked_at < LISTENED_EVERY
    return is_fresh and is_all_seen and not mailbox.error


class _Refused(Exception):  # noqa: N818 - what the server answered
    """The server said no to a command."""


def _fetch(account: Account, mailbox: Mailbox, own: frozenset[str], *, at: datetime) -> int:
    count = 0
    with open_mailbox(account) as imap:
        validity = int(imap.folder.status(account.folder, ["UIDVALIDITY"])["UIDVALIDITY"])
        if validity != mailbox.uid_validity:
            # The server numbers anew: all is looked at again, and known by its Message-ID.
            mailbox.uid_validity, mailbox.last_uid = validity, 0
        for fetched in _new_mails(imap, mailbox):
            _take(mailbox, fetched, own, at=at)
            count += 1
    return count


def open_mailbox(account: Account) -> BaseMailBox:
    """Return the folder of `account`, signed in; leaving it signs out."""
    box: BaseMailBox
    if account.is_tls:
        box = MailBox(account.host, account.port, timeout=TIMEOUT)
    else:
        box = MailBoxUnencrypted(account.host, account.port, timeout=TIMEOUT)
    return box.login(account.user, account.password, initial_folder=account.folder)


def _new_mails(imap: BaseMailBox, mailbox: Mailbox) -> Iterator[Fetched]:
    wanted = imap.uids(AND(uid=U(str(mailbox.last_uid + 1), "*")))
    # "n:*" names the last mail even where its number is below n.
    fresh = sorted(uid for uid in map(int, wanted) if uid > mailbox.last_uid)[:PER_VISIT]
    sizes = _sizes(imap, fresh)
    for uid in fresh:
        size = sizes.get(uid, 0)
        is_cut = size > MAX_MAIL
        part = f"BODY.PEEK[]<0.{BEGINNING}>" if is_cut else "BODY.PEEK[]"
        raw = _literal(_ask(imap, str(uid), f"({part})"))
        yield Fetched(
            uid_validity=mailbox.uid_validity,
            uid=uid,
            raw=raw,
            size=size or len(raw),
            is_cut=is_cut,
        )


def _sizes(imap: BaseMailBox, uids: list[int]) -> dict[int, int]:
    if not uids:
        return {}
    answer = _ask(imap, ",".join(map(str, uids)), "(UID RFC822.SIZE)")
    sizes = {}
    for line in answer:
        head = line[0] if isinstance(line, tuple) else line
        for found in SIZE.finditer(head or b""):
            uid, size = (found[1], found[2]) if found[1] else (found[4], found[3])
            sizes[int(uid)] = int(size)
    return sizes


def _ask(imap: BaseMailBox, uids: str, what: str) -> list[tuple[bytes, bytes] | bytes | None]:
    status, answer = imap.client.uid("FETCH", uids, what)
    if status != "OK":
        message = f"The server answered {status} to FETCH."
        raise _Refused(message)
    return list(answer)


def _literal(answer: list[tuple[bytes, bytes] | bytes | None]) -> bytes:
    return next((line[1] for line in answer if isinstance(line, tuple)), b"")


def _take(mailbox: Mailbox, fetched: Fetched, own: frozenset[str], *, at: datetime) -> None:
    try:
        receive_mail(mailbox=mailbox, fetched=fetched, own_addresses=own, at=at)
    except (CannotStore, OperationalError, InterfaceError):
        # Not the mail's fault: it stays where it is and is fetched again.
        raise
    except Exception:
        log.exception("mail %s of %s", fetched.uid, mailbox)
        _set_aside(mailbox, fetched, at=at)
    mailbox.last_uid = fetched.uid
    Mailbox.objects.filter(pk=mailbox.pk).update(
        uid_validity=mailbox.uid_validity, last_uid=mailbox.last_uid
    )


@transaction.atomic
def _set_aside(mailbox: Mailbox, fetched: Fetched, *, at: datetime) -> None:
    """One mail that breaks us must not keep the others waiting."""
    if not is_known(mailbox, fetched):
        quarantine(mailbox, fetched, reason="failed", sender="", at=at)
