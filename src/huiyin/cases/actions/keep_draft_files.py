"""Files of what is about to be said, until it is sent."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from django.conf import settings
from django.utils.translation import gettext as _

from huiyin.kernel.refusal import Refusal

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    # Generic for the type checker alone.
    Upload: TypeAlias = UploadedFile[Any]

# Where a kept file lies, and what it was called.
Parked: TypeAlias = dict[str, str]

MOST_FILES = 5
MOST_BYTES = 10 * 1024 * 1024
PROGRAMS = (b"MZ", b"\x7fELF")
KEPT_FOR = timedelta(days=1)


class CannotTakeFile(Refusal):
    """A file that is too large, one too many, or a program."""

    code = "cannot_take_file"


def check_files(files: "list[Upload]", *, already: int = 0) -> None:
    """Return if all may be taken. Raises CannotTakeFile with the name of the first that not."""
    if len(files) + already > MOST_FILES:
        raise CannotTakeFile(
            _("At most %(most)d files can be sent. Leave some out, and send them later.")
            % {"most": MOST_FILES}
        )
    for file in files:
        if (file.size or 0) > MOST_BYTES:
            raise CannotTakeFile(
                _("“%(name)s” is larger than 10 MB. Choose a smaller file or a picture of it.")
                % {"name": (file.name or "")[:80]}
            )
        if file.read(4).startswith(PROGRAMS):
            raise CannotTakeFile(
                _("“%(name)s” is a program. Send pictures, documents or recordings.")
                % {"name": (file.name or "")[:80]}
            )
        file.seek(0)


def keep_files(token: str, files: "list[Upload]", *, start: int) -> list[Parked]:
    """Keep files under the draft; return how to find each again."""
    folder = _folder(token)
    kept = []
    for place, file in enumerate(files, start=start):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / str(place)).write_bytes(file.read())
        kept.append({"place": str(place), "name": (file.name or "file")[:120]})
    return kept


def drop_file(token: str, place: str, files: list[Parked]) -> None:
    """Leave one file out, in the folder and in the list; another place is no matter."""
    for file in [file for file in files if file["place"] == place]:
        files.remove(file)
        (_folder(token) / str(int(place))).unlink(missing_ok=True)


def still_kept(token: str, files: list[Parked]) -> list[Parked]:
    """Return those of the files that nobody dropped in the meantime."""
    folder = _folder(token)
    return [file for file in files if (folder / str(int(file["place"]))).exists()]


def read_files(token: str, files: list[Parked]) -> tuple[tuple[str, bytes], ...]:
    """Return name and content of those that are still there."""
    folder = _folder(token)
    paths = [(file["name"], folder / str(int(file["place"]))) for file in files]
    return tuple((name, path.read_bytes()) for name, path in paths if path.exists())


def drop_files(token: str) -> None:
    shutil.rmtree(_folder(token), ignore_errors=True)


def drop_forgotten(at: datetime) -> int:
    """Drop the files of drafts that nobody sent; return how many drafts they were."""
    root = Path(settings.ATTACHMENTS_ROOT) / "drafts"
    before = (at - KEPT_FOR).timestamp()
    old = [path for path in root.glob("*") if path.stat().st_mtime < before]
    for path in old:
        shutil.rmtree(path, ignore_errors=True)
    return len(old)


def _folder(token: str) -> Path:
    if not token.replace("-", "").replace("_", "").isalnum():
        message = "a draft's token is made by us"
        raise ValueError(message)
    return Path(settings.ATTACHMENTS_ROOT) / "drafts" / token
