"""Mail out of the house: MIME, names that stay the same, one connection per batch."""

import smtplib
import ssl
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from typing import Final
from urllib.parse import parse_qs, unquote, urlsplit

from django.conf import settings

from huiyin.channels.actions.carry_letters import (
    FAILED,
    REFUSED,
    SENT,
    Carried,
    Letter,
    carries,
)
from huiyin.channels.actions.spool_letter import spool_letter
from huiyin.channels.models.addresses import reference_key
from huiyin.channels.rules.kinds import EMAIL
from huiyin.channels.rules.tokens import token_for

TIMEOUT: Final = 20
PERMANENT: Final = range(500, 600)


@dataclass(frozen=True, slots=True)
class Server:
    """Where to hand mail in: `smtp://user:password@host:587?starttls=1`, `smtps://host`."""

    host: str
    port: int
    user: str
    password: str
    is_tls: bool
    is_starttls: bool


def server_of(url: str) -> Server:
    """Return what `url` says about the server."""
    parts = urlsplit(url)
    is_tls = parts.scheme == "smtps"
    asked = parse_qs(parts.query).get("starttls", [""])[0]
    return Server(
        host=parts.hostname or "localhost",
        port=parts.port or (465 if is_tls else 25),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        is_tls=is_tls,
        is_starttls=asked in ("1", "true", "yes"),
    )


def name_of(letter: Letter) -> str:
    """Return the Message-ID, without brackets: the same for the same letter, and ours alone.

    It carries the signed reference, so that an answer to it is recognised by it alone.
    """
    host = parseaddr(settings.MAIL_FROM)[1].partition("@")[2] or "localhost"
    reference = letter.reference or "N-0"
    return f"{letter.key}.{token_for(reference, key=reference_key())}@{host}"


@carries(EMAIL, named=name_of)
def carry(letters: Iterable[Letter]) -> Iterator[Carried]:
    """Send over SMTP, or into the spool where no server is set."""
    if not settings.SMTP_URL:
        for letter in letters:
            yield spool_letter(letter=letter)
        return
    line = Line(server_of(settings.SMTP_URL))
    try:
        for letter in letters:
            yield line.send(letter)
    finally:
        line.hang_up()


class Line:
    """A connection for one batch; a server that is away is tried once for all of it."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._smtp: smtplib.SMTP | None = None
        self._away = ""

    def send(self, letter: Letter) -> Carried:
        if self._away:
            return Carried(key=letter.key, outcome=FAILED, detail=self._away)
        try:
            mail = mime_of(letter)
        except (ValueError, UnicodeError) as wrong:
            return Carried(key=letter.key, outcome=REFUSED, detail=f"address: {wrong}")
        try:
            self._smtp = self._smtp or _connect(self._server)
            return _send(self._smtp, mail, letter)
        except (OSError, smtplib.SMTPException) as failure:
            # The password is never part of it.
            self._away = f"{self._server.host}:{self._server.port}: {failure}"
            return Carried(key=letter.key, outcome=FAILED, detail=self._away)

    def hang_up(self) -> None:
        if self._smtp is not None:
            with suppress(OSError, smtplib.SMTPException):
                self._smtp.quit()


def _connect(server: Server) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if server.is_tls:
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, timeout=TIMEOUT, context=context
        )
    else:
        smtp = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT)
    if server.is_starttls:
        smtp.starttls(context=context)
    if server.user:
        smtp.login(server.user, server.password)
    return smtp


def _send(smtp: smtplib.SMTP, mail: EmailMessage, letter: Letter) -> Carried:
    try:
        smtp.send_message(mail)
    except smtplib.SMTPRecipientsRefused as refusal:
        code, text = next(iter(refusal.recipients.values()))
        return _refused(letter, code, text)
    except (smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as refusal:
        return _refused(letter, refusal.smtp_code, refusal.smtp_error)
    return Carried(key=letter.key, outcome=SENT)


def _refused(letter: Letter, code: int, text: bytes | str) -> Carried:
    said = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    outcome = REFUSED if code in PERMANENT else FAILED
    return Carried(key=letter.key, outcome=outcome, detail=f"{code} {said}"[:300])


def mime_of(letter: Letter) -> EmailMessage:
    """Return the mail; ValueError where an address cannot be one."""
    mail = EmailMessage()
    shown, address = parseaddr(settings.MAIL_FROM)
    mail["From"] = Address(display_name=shown, addr_spec=address)
    mail["To"] = Address(addr_spec=letter.address)
    mail["Subject"] = subject_of(letter)
    mail["Date"] = format_datetime(letter.at)
    mail["Message-ID"] = f"<{name_of(letter)}>"
    if letter.in_reply_to:
        mail["In-Reply-To"] = mail["References"] = f"<{letter.in_reply_to}>"
    if letter.is_automatic:
        mail["Auto-Submitted"] = "auto-replied" if letter.in_reply_to else "auto-generated"
        mail["X-Auto-Response-Suppress"] = "All"
    mail.set_content(letter.body, charset="utf-8", cte="base64")
    return mail


def subject_of(letter: Letter) -> str:
    """Return the subject with the signed reference, once, on one line."""
    subject = " ".join(letter.subject.split())[:200]
    if not letter.reference:
        return subject
    token = f"[#{token_for(letter.reference, key=reference_key())}]"
    if token in subject:
        return subject
    again = "" if not letter.in_reply_to or subject.lower().startswith("re:") else "Re: "
    return f"{again}{subject} {token}"
