"""Bytes of a mail to what it says. Never raises: what cannot be read says so."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime
from typing import Final

from huiyin.channels.email.charsets import decode
from huiyin.channels.email.html import clean_html, html_to_text
from huiyin.channels.email.quotes import new_words

MAX_PARTS: Final = 200
LONGEST_TEXT: Final = 200_000
# RFC 3463. Servers write more behind it, which may be about a person.
STATUS: Final = re.compile(r"[245](?:\.\d{1,3}){0,2}")
MESSAGE_ID: Final = re.compile(r"<([^<>\s]{3,250})>")
ENCODED_NAME: Final = re.compile(r"=\?[^?\s]+\?[bq]\?", re.IGNORECASE)
ADDRESS: Final = re.compile(r"^[^@\s<>\"',;()]{1,120}@[^@\s<>\"',;()]{1,120}$")

UNREADABLE: Final = "unreadable"
NO_SENDER: Final = "no_sender"
EMPTY: Final = "empty"


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedFile:
    """A file in a mail, with the name and type the sender gave it."""

    name: str
    claimed_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounce:
    """A delivery report (RFC 3464): which of our mails did not arrive, and why."""

    original_id: str
    recipient: str
    action: str
    status: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedMail:
    """What a mail says. `problem` names why it cannot be taken as it is, or is empty."""

    message_id: str
    references: tuple[str, ...] = ()
    sender: str = ""
    sender_name: str = ""
    reply_to: str = ""
    recipients: tuple[str, ...] = ()
    subject: str = ""
    sent_at: datetime | None = None
    text: str = ""
    words: str = ""
    html: str = ""
    files: tuple[ParsedFile, ...] = ()
    headers: dict[str, str] = field(default_factory=dict)
    bounce: Bounce | None = None
    problem: str = ""


# Old headers on purpose: the new policy's parser raises on many malformed ones.
POLICY: Final = policy.compat32
LOOP_HEADERS: Final = (
    "auto-submitted",
    "precedence",
    "x-auto-response-suppress",
    "x-autoreply",
    "x-autorespond",
    "list-id",
    "list-unsubscribe",
    "return-path",
    "x-loop",
    "feedback-id",
)


def parse_mail(raw: bytes) -> ParsedMail:
    """Return what `raw` says; of what is beyond reading only its digest and the problem."""
    try:
        return _parse(raw)
    except Exception:
        return ParsedMail(message_id=_made_up_id(raw), problem=UNREADABLE)


def _parse(raw: bytes) -> ParsedMail:
    mail = message_from_bytes(raw, policy=POLICY)
    _mend_headers(mail)
    parts = list(_leaves(mail))
    for part in parts:
        _mend_headers(part)
    plain, markup, files = _bodies(parts)
    bounce = _bounce(mail, parts)
    text = (plain or html_to_text(markup))[:LONGEST_TEXT]
    subject = header_text(mail, "subject")[:300]
    sender_name, sender = _first_address(mail, "from")
    return ParsedMail(
        message_id=_first_id(mail, "message-id") or _made_up_id(raw),
        references=_references(mail),
        sender=sender,
        sender_name=sender_name,
        reply_to=_first_address(mail, "reply-to")[1],
        recipients=_recipients(mail),
        subject=subject,
        sent_at=_sent_at(mail),
        text=text,
        words=new_words(text),
        html=clean_html(markup) if markup else "",
        files=tuple(files),
        headers={name: header_text(mail, name) for name in LOOP_HEADERS if name in mail},
        bounce=bounce,
        problem=_problem(sender, has_words=bool(text.strip() or subject or files or bounce)),
    )


def _problem(sender: str, *, has_words: bool) -> str:
    if not sender:
        return NO_SENDER
    return "" if has_words else EMPTY


def _leaves(mail: Message) -> Iterator[Message]:
    """Walk without recursion, and only so far: nesting is a way to attack."""
    waiting: list[Message] = [mail]
    seen = 0
    while waiting and seen < MAX_PARTS:
        part = waiting.pop(0)
        seen += 1
        inner = part.get_payload()
        if part.is_multipart() and isinstance(inner, list):
            if part.get_content_type() == "message/rfc822":
                yield part
            else:
                waiting[:0] = [p for p in inner if isinstance(p, Message)]
        else:
            yield part


def _bodies(parts: list[Message]) -> tuple[str, str, list[ParsedFile]]:
    plain: list[str] = []
    markup: list[str] = []
    files: list[ParsedFile] = []
    for part in parts:
        kind = part.get_content_type()
        name = _file_name(part)
        is_body = not name and part.get_content_disposition() != "attachment"
        if is_body and kind == "text/plain":
            plain.append(_text_of(part))
        elif is_body and kind == "text/html":
            markup.append(_text_of(part))
        elif kind not in ("message/delivery-status", "text/rfc822-headers"):
            content = _content(part)
            if content or name:
                files.append(
                    ParsedFile(
                        name=name or _usual_name(kind), claimed_type=kind, content=content
                    )
                )
    return "\n".join(filter(None, plain)).strip(), "\n".join(markup), files


def _content(part: Message) -> bytes:
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload()
        first = inner[0] if isinstance(inner, list) and inner else None
        return first.as_bytes() if isinstance(first, Message) else b""
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _text_of(part: Message) -> str:
    label = part.get_content_charset(failobj="") or ""
    text = decode(_content(part), str(label))
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")


def _usual_name(kind: str) -> str:
    endings = {"message/rfc822": "mail.eml", "text/calendar": "invitation.ics"}
    return endings.get(kind, f"{kind.partition('/')[0]}.bin")


def _file_name(part: Message) -> str:
    # RFC 2231 gives a charset; many mailers put RFC 2047 words or raw bytes there instead.
    name = part.get_filename(failobj="")
    return _readable(str(name)) if name else ""


def header_text(mail: Message, name: str) -> str:
    """Return a header as readable text on one line."""
    return _readable(str(mail.get(name, "")))


def _readable(value: str) -> str:
    unfolded = re.sub(r"\r?\n[ \t]*", " ", value)
    if ENCODED_NAME.search(unfolded):
        # Some mailers cut a character between two encoded words: join the bytes first.
        text = "".join(
            decode(chunk, label) for chunk, label in _joined(decode_header(unfolded))
        )
    else:
        text = _unescaped(unfolded)
    return re.sub(r"[\x00-\x1f\x7f]+", " ", text).strip()


def _joined(chunks: list[tuple[bytes | str, str | None]]) -> list[tuple[bytes, str]]:
    joined: list[tuple[bytes, str]] = []
    for chunk, charset in chunks:
        content = chunk if isinstance(chunk, bytes) else chunk.encode("utf-8", "replace")
        label = (charset or "").lower()
        if joined and label and joined[-1][1] == label:
            joined[-1] = (joined[-1][0] + content, label)
        else:
            joined.append((content, label))
    return joined


def _mend_headers(part: Message) -> None:
    """Decode raw 8-bit headers by guess, before the parser makes question marks of them."""
    for name, value in list(part.raw_items()):
        if not str(value).isascii():
            part.replace_header(name, _unescaped(str(value)))


def _unescaped(text: str) -> str:
    """Return raw 8-bit header bytes, which the parser keeps as surrogates, as text."""
    if text.isascii():
        return text
    return decode(text.encode("utf-8", "surrogateescape"), "")


def _first_address(mail: Message, name: str) -> tuple[str, str]:
    for shown, address in getaddresses([str(mail.get(name, ""))[:2000]]):
        clean = address.strip().lower()
        if ADDRESS.match(clean) and clean.isprintable():
            return _readable(shown)[:120], clean
    return "", ""


def _recipients(mail: Message) -> tuple[str, ...]:
    names = ("to", "cc", "delivered-to", "x-original-to")
    fields = [str(value)[:4000] for name in names for value in mail.get_all(name, [])[:20]]
    found = [address.strip().lower() for _shown, address in getaddresses(fields)]
    return tuple(dict.fromkeys(a for a in found if ADDRESS.match(a)))[:100]


def _first_id(mail: Message, name: str) -> str:
    found = MESSAGE_ID.search(header_text(mail, name))
    return found[1] if found else ""


def _references(mail: Message) -> tuple[str, ...]:
    fields = f"{header_text(mail, 'in-reply-to')} {header_text(mail, 'references')}"
    return tuple(dict.fromkeys(MESSAGE_ID.findall(fields)))[:50]


def _sent_at(mail: Message) -> datetime | None:
    try:
        sent = parsedate_to_datetime(header_text(mail, "date"))
        return (sent if sent.tzinfo else sent.replace(tzinfo=UTC)).astimezone(UTC)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None


def _bounce(mail: Message, parts: list[Message]) -> Bounce | None:
    if mail.get_content_type() != "multipart/report":
        return None
    report = " ".join(_report_fields(mail))
    if "delivery-status" not in str(mail.get("content-type", "")).lower():
        return None
    return Bounce(
        original_id=_original_id(parts),
        recipient=_field(report, "final-recipient").rpartition(";")[2].strip(),
        action=_field(report, "action").lower(),
        status=_status(_field(report, "status")),
        detail=_field(report, "diagnostic-code")[:300],
    )


def _status(said: str) -> str:
    found = STATUS.match(said)
    return found[0] if found else ""


def _report_fields(mail: Message) -> Iterator[str]:
    inner = mail.get_payload()
    for part in inner if isinstance(inner, list) else []:
        if isinstance(part, Message) and part.get_content_type() == "message/delivery-status":
            blocks = part.get_payload()
            for block in blocks if isinstance(blocks, list) else []:
                if isinstance(block, Message):
                    yield from (f"{name.lower()}:{value}\n" for name, value in block.items())


def _field(report: str, name: str) -> str:
    found = re.search(rf"(?:^|\s){name}:([^\n]*)", report)
    return found[1].strip() if found else ""


def _original_id(parts: list[Message]) -> str:
    for part in parts:
        if part.get_content_type() in ("message/rfc822", "text/rfc822-headers"):
            text = _content(part).decode("utf-8", "replace")
            found = re.search(r"^message-id:\s*<([^<>\s]{3,250})>", text, re.I | re.M)
            if found:
                return found[1]
    return ""


def _made_up_id(raw: bytes) -> str:
    return f"{hashlib.sha256(raw).hexdigest()[:40]}@no-message-id.invalid"
