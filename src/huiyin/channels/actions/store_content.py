"""Keep the bytes of a file outside the web root, once per content."""

import hashlib
import os
import tempfile
from pathlib import Path

from django.utils.translation import gettext as _

from huiyin.channels.models.content import content_path
from huiyin.kernel.refusal import Refusal


class CannotStore(Refusal):
    """The disk took no more; nothing was kept, and the sender may try again."""

    code = "cannot_store"
    status = 507


def store_content(*, content: bytes) -> str:
    """Write `content` under its SHA-256 and return that; the same content is kept once."""
    digest = hashlib.sha256(content).hexdigest()
    path = content_path(digest)
    if path.exists():
        return digest
    try:
        _write(path, content)
    except OSError as failure:
        raise CannotStore(
            _("The file could not be stored: the disk is full. Try again later.")
        ) from failure
    return digest


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent)
    fresh = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        # Renamed only when whole: a reader never meets half a file.
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
