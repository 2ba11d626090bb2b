"""Files as they may be handed out: saved, never run, never shown in our name."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from django.utils.translation import gettext as _

from huiyin.channels.models import Attachment
from huiyin.channels.models.content import content_path
from huiyin.kernel.refusal import NotFound

# Shown as what they are; anything else is bytes to a browser.
HARMLESS = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf"})


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentFile:
    """A kept file: where it lies, whose it is, and the headers to send it with."""

    path: Path
    name: str
    media_type: str
    story: str
    customer_id: int | None
    headers: Mapping[str, str]


def attachment_file(*, attachment_id: int) -> AttachmentFile:
    """Return the file to hand out. The caller has asked whether this person may have it.

    Raises NotFound where it was refused, erased or never there.
    """
    found = Attachment.objects.select_related("message__conversation").filter(pk=attachment_id)
    row = found.exclude(sha256="").first()
    if row is None or not content_path(row.sha256).is_file():
        raise NotFound(_("This file is not here any more. Ask the sender for it again."))
    conversation = row.message.conversation
    return AttachmentFile(
        path=content_path(row.sha256),
        name=row.name,
        media_type=row.media_type if row.media_type in HARMLESS else "application/octet-stream",
        story=conversation.story,
        customer_id=conversation.customer_id,
        headers={
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(row.name)}",
            "Content-Length": str(row.size),
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Cache-Control": "private, no-store",
        },
    )
