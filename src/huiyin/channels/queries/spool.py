"""What lies in the spool, newest first."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from heapq import nlargest
from pathlib import Path

from django.conf import settings

from huiyin.channels.rules.masking import mask_address


@dataclass(frozen=True, slots=True, kw_only=True)
class SpooledLetter:
    """A letter that was written instead of sent; its address is masked."""

    kind: str
    name: str
    address: str
    subject: str
    body: str
    reference: str
    spooled_at: datetime


def spooled_letters(*, kind: str = "", limit: int = 100) -> list[SpooledLetter]:
    """Return the latest letters of the spool, of one kind or of all."""
    files = [
        file
        for folder in Path(settings.SPOOL_ROOT).glob("*")
        if folder.is_dir() and (not kind or folder.name == kind)
        for file in folder.glob("*.json")
    ]
    newest = nlargest(limit, ((file.stat().st_mtime, file) for file in files))
    return [letter for moment, file in newest if (letter := _read(file, moment)) is not None]


def _read(file: Path, moment: float) -> SpooledLetter | None:
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return SpooledLetter(
        kind=file.parent.name,
        name=file.stem,
        address=mask_address(content["address"]),
        subject=content["subject"],
        body=content["body"],
        reference=content["reference"],
        spooled_at=datetime.fromtimestamp(moment, tz=UTC),
    )
