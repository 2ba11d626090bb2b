"""Files that wait for the rest of their form: chosen once, however often it comes back.

The portal and the phone console ask for them alike. They lie beside the drafts, under a token
that only the session knows, until the form is sent, a file is left out, or a day has passed.
"""

import secrets
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from huiyin.cases.actions.keep_draft_files import (
    Parked,
    check_files,
    drop_file,
    drop_files,
    keep_files,
    read_files,
    still_kept,
)
from huiyin.cases.pages.sealed import read_sealed, write_sealed
from huiyin.channels.public import NewAttachment
from huiyin.kernel.refusal import Refusal

KEY = "parked"
CONTEXT = "cases.parked"


class ManyFiles(forms.ClearableFileInput):
    """A file input that takes several."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; what they are is looked at by content, later."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(each, initial) for each in given if each]


def files_field() -> FilesField:
    return FilesField(
        label=_("Pictures, recordings or documents"),
        required=False,
        help_text=_("Up to 5 files, each at most 10 MB."),
    )


@dataclass(slots=True, kw_only=True)
class Shelf:
    """The files parked for one form: that of a matter, or of a call that is being written."""

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
    """Return what is parked for a form, without what was dropped in the meantime."""
    kept = (read_sealed(request, KEY, CONTEXT) or {}).get(ref)
    if kept is None:
        return Shelf(ref=ref, token=secrets.token_urlsafe(16))
    token = str(kept["token"])
    return Shelf(ref=ref, token=token, files=still_kept(token, kept["files"]))


def keep_shelf(request: HttpRequest, shelf: Shelf) -> None:
    """Remember what is parked, and forget forms that were left a day ago with their files."""
    everything = {
        ref: kept
        for ref, kept in (read_sealed(request, KEY, CONTEXT) or {}).items()
        if ref != shelf.ref and still_kept(kept["token"], kept["files"])
    }
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
