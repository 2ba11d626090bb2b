"""Files that wait for the rest of their form: chosen once, however often it comes back.

They lie beside the drafts, under a token that only the session knows, until the form is sent,
a file is left out, or a day has passed.
"""

import secrets
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest

from huiyin.cases.actions.keep_draft_files import (
    Parked,
    check_files,
    drop_file,
    drop_files,
    keep_files,
    read_files,
    still_kept,
)
from huiyin.cases.pages.portal.draft import read_sealed, write_sealed
from huiyin.channels.public import NewAttachment
from huiyin.kernel.refusal import Refusal

KEY = "portal_parked"
CONTEXT = "cases.portal_parked"


@dataclass(slots=True, kw_only=True)
class Shelf:
    """The files parked for the form of one matter."""

    ref: str
    token: str
    files: list[Parked] = field(default_factory=list)


def take_in(request: HttpRequest, *, token: str, files: list[Parked]) -> tuple[Any, bool]:
    """Park what was sent in `files`, or leave out the one the person pointed at.

    Return why one could not be taken (None: all were), and whether one was to be left out.
    """
    gone = request.POST.get("drop", "")
    if gone:
        drop_file(token, gone, files)
    refused: Refusal | None = None
    for upload in request.FILES.getlist("attachments"):
        try:
            check_files([upload], already=len(files))
        except Refusal as refusal:
            refused = refused or refusal
        else:
            if upload.size:
                start = max((int(file["place"]) for file in files), default=0) + 1
                files += keep_files(token, [upload], start=start)
    return refused, bool(gone)


def shelf_of(request: HttpRequest, ref: str) -> Shelf:
    """Return what is parked for a matter, without what was dropped in the meantime."""
    kept = (read_sealed(request, KEY, CONTEXT) or {}).get(ref)
    if kept is None:
        return Shelf(ref=ref, token=secrets.token_urlsafe(16))
    token = str(kept["token"])
    return Shelf(ref=ref, token=token, files=still_kept(token, kept["files"]))


def keep_shelf(request: HttpRequest, shelf: Shelf) -> None:
    """Remember what is parked; nothing parked is nothing to remember."""
    everything = dict(read_sealed(request, KEY, CONTEXT) or {})
    everything.pop(shelf.ref, None)
    if shelf.files:
        everything[shelf.ref] = {"token": shelf.token, "files": shelf.files}
    write_sealed(request, KEY, CONTEXT, everything)


def clear_shelf(request: HttpRequest, shelf: Shelf) -> None:
    """Forget what was parked: it was sent."""
    drop_files(shelf.token)
    shelf.files = []
    keep_shelf(request, shelf)


def attachments_on(shelf: Shelf) -> list[NewAttachment]:
    """Return the parked files as they are sent."""
    return [
        NewAttachment(name=name, content=content)
        for name, content in read_files(shelf.token, shelf.files)
    ]
