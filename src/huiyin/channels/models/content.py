"""Where the content of files lies: outside the web root, named by its digest."""

from pathlib import Path

from django.conf import settings


def content_path(digest: str) -> Path:
    """Return where the content of that SHA-256 lies."""
    return Path(settings.ATTACHMENTS_ROOT) / digest[:2] / digest[2:4] / digest
