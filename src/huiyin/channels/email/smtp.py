"""Mail out of the house: MIME, names that stay the same, one connection per batch."""

import smtplib
import ssl
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from email.headerregistry import Address
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import SMTPUTF8, compat32
from email.utils import format_datetime, formataddr, parseaddr
from functools import lru_cache
from typing import Any, Final, TypeAlias
from urllib.parse import parse_qs, unquote, urlsplit

from django.conf import settings

from huiyin.channels.actions.carry_letters import (
    FAILED,
    REFUSED,
    SENT,
    Carried,
    Letter,
    LetterFile,
    carries,
)
from huiyin.channels.actions.spool_letter import spool_letter
from huiyin.channels.models.addresses import reference_key
from huiyin.channels.rules.kinds import EMAIL
from huiyin.channels.rules.tokens import token_for

Mail: TypeAlias = MIMEText | MIMEMultipart
TIMEOUT: Final = 20
YES: Final = ("1", "true", "yes")
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
    # `receipts=1`: ask for a report of each delivery (RFC 3461), where the server offers it.
    wants_receipts: bool


def server_of(url: str) -> Server:
    """Return what `url` says about the server."""
    parts = urlsplit(url)
    is_tls = parts.scheme == "smtps"
    asked = {name for name, said in parse_qs(parts.query).items() if said[0] in YES}
    return Server(
        host=parts.hostname or "localhost",
        port=parts.port or (465 if is_tls else 25),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        is_tls=is_tls,
        is_starttls="starttls" in asked,
        wants_receipts="receipts" in asked,
    )


def name_of(letter: Letter) -> str:
    """Return the Message-ID, without brackets: the same for the same letter, and ours alone.

    It carries the signed reference, so that an answer to it is recognised by it alone.
    """
    host = _sender().domain or "localhost"
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
        except (OSError, smtplib.SMTPException) as failure:
            return self._broken(letter, failure, is_doubtful=False)
        try:
            return self._hand_in(self._smtp, mail, letter)
        except (OSError, smtplib.SMTPException) as failure:
            return self._broken(letter, failure, is_doubtful=True)

    def _hand_in(self, smtp: smtplib.SMTP, mail: Mail, letter: Letter) -> Carried:
        options = [] if letter.address.isascii() else ["SMTPUTF8"]
        is_told = self._server.wants_receipts and smtp.has_extn("dsn")
        wish = ["NOTIFY=SUCCESS,FAILURE"] if is_told else []
        sender = _sender().addr_spec
        try:
            smtp.sendmail(sender, [letter.address], mail.as_bytes(), options, wish)
        except smtplib.SMTPNotSupportedError as refusal:
            return Carried(key=letter.key, outcome=REFUSED, detail=str(refusal))
        except smtplib.SMTPRecipientsRefused as refusal:
            code, text = next(iter(refusal.recipients.values()))
            return _refused(letter, code, text)
        except (smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as refusal:
            return _refused(letter, refusal.smtp_code, refusal.smtp_error)
        return Carried(key=letter.key, outcome=SENT)

    def _broken(self, letter: Letter, failure: Exception, *, is_doubtful: bool) -> Carried:
        # The password is never part of it.
        self._away = f"{self._server.host}:{self._server.port}: {failure}"
        return Carried(
            key=letter.key, outcome=FAILED, detail=self._away, is_doubtful=is_doubtful
        )

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


def _refused(letter: Letter, code: int, text: bytes | str) -> Carried:
    said = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    outcome = REFUSED if code in PERMANENT else FAILED
    return Carried(key=letter.key, outcome=outcome, detail=f"{code} {said}"[:300])


def mime_of(letter: Letter) -> Mail:
    """Return the mail; ValueError where an address cannot be one.

    The older of Python's two ways to write headers: it costs a third of the newer, which reads
    back each that it is given. Addresses are checked here; no value may begin another line.
    """
    to = Address(addr_spec=letter.address)
    policy = compat32 if letter.address.isascii() else SMTPUTF8
    words = MIMEText(letter.body, "plain", "utf-8", policy=policy)
    mail = _with_files(words, letter.files, policy) if letter.files else words
    headers = {
        "From": formataddr((_sender().display_name, _sender().addr_spec)),
        "To": str(to),
        "Subject": subject_of(letter),
        "Date": format_datetime(letter.at),
        "Message-ID": f"<{name_of(letter)}>",
    }
    if letter.in_reply_to:
        headers["In-Reply-To"] = headers["References"] = f"<{letter.in_reply_to}>"
    if letter.is_automatic:
        headers["Auto-Submitted"] = "auto-replied" if letter.in_reply_to else "auto-generated"
        headers["X-Auto-Response-Suppress"] = "All"
    for name, value in headers.items():
        if len(value.splitlines()) != 1:
            message = f"{name} holds more than one line"
            raise ValueError(message)
        mail[name] = value
    return mail


def _with_files(words: MIMEText, files: Iterable[LetterFile], policy: Any) -> MIMEMultipart:
    mail = MIMEMultipart(policy=policy)
    mail.attach(words)
    for one in files:
        part = MIMEApplication(one.content, one.kind.partition("/")[2], policy=policy)
        part.add_header("Content-Disposition", "attachment", filename=one.name)
        mail.attach(part)
    return mail


def _sender() -> Address:
    return _address_in(settings.MAIL_FROM)


@lru_cache(maxsize=4)
def _address_in(shown: str) -> Address:
    name, address = parseaddr(shown)
    return Address(display_name=name, addr_spec=address)


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
