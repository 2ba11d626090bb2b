"""Keep the files that came with messages: typed by content, sized, refused with a reason."""

from collections.abc import Sequence
from dataclasses import dataclass

from huiyin.channels.actions.store_content import store_content
from huiyin.channels.models import Attachment
from huiyin.channels.rules.filetypes import FORBIDDEN, safe_name, sniff
from huiyin.kernel.bulk import insert_rows, reserve_ids

MAX_FILE = 20 * 1024 * 1024
COLUMNS = (
    "id",
    "message_id",
    "name",
    "media_type",
    "claimed_type",
    "size",
    "sha256",
    "refusal",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAttachment:
    """A file as it came: its name and type are claims of the sender."""

    name: str
    content: bytes
    claimed_type: str = ""


def attach_files(*, files: Sequence[tuple[int, NewAttachment]]) -> None:
    """Store each file and note it under its message; too large or a program: the note alone."""
    ids = reserve_ids(Attachment, len(files))
    rows = [
        _row(attachment_id, message_id, file)
        for attachment_id, (message_id, file) in zip(ids, files, strict=True)
    ]
    insert_rows(Attachment, COLUMNS, rows)


def _row(attachment_id: int, message_id: int, file: NewAttachment) -> tuple[object, ...]:
    media_type = sniff(file.content)
    refusal = refusal_of(size=len(file.content), media_type=media_type)
    return (
        attachment_id,
        message_id,
        safe_name(file.name),
        media_type,
        file.claimed_type[:100],
        len(file.content),
        "" if refusal else store_content(content=file.content),
        refusal,
    )


def refusal_of(*, size: int, media_type: str) -> str:
    """Return why a file is not kept, or nothing."""
    if size > MAX_FILE:
        return "too_large"
    return "program" if media_type in FORBIDDEN else ""
