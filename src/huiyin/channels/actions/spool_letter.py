"""A carrier that writes files: nothing leaves the house, everything can be looked at."""

import json
import os
from base64 import b64encode
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from huiyin.channels.actions.carry_letters import FAILED, SENT, Carried, Letter
from huiyin.channels.rules.filetypes import safe_name
from huiyin.kernel.clock import now

_FORGOTTEN = timedelta(hours=1)


def spool_letter(*, letter: Letter) -> Carried:
    """Write `letter` as a file named by its key; one that is there already was sent."""
    path = spool_path(letter.kind) / f"{safe_name(letter.key)}.json"
    content: dict[str, Any] = {
        "at": letter.at.isoformat(),
        "address": letter.address,
        "subject": letter.subject,
        "body": letter.body,
        "reference": letter.reference,
    }
    if letter.files:
        content["files"] = [
            {"name": one.name, "kind": one.kind, "content": b64encode(one.content).decode()}
            for one in letter.files
        ]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = _unfinished(Path(settings.SPOOL_ROOT)) / f"{path.stem}.{os.getpid()}"
    except OSError as failure:
        return Carried(key=letter.key, outcome=FAILED, detail=str(failure))
    try:
        fresh.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        # Linked, not written in place: it is there whole or not at all, and only once.
        os.link(fresh, path)
    except FileExistsError:
        return Carried(key=letter.key, outcome=SENT, detail="was there already")
    except OSError as failure:
        return Carried(key=letter.key, outcome=FAILED, detail=str(failure))
    finally:
        fresh.unlink(missing_ok=True)
    return Carried(key=letter.key, outcome=SENT)


def _unfinished(root: Path) -> Path:
    """Return the folder where letters are written before they lie in the spool."""
    folder = root / ".unfinished"
    folder.mkdir(parents=True, exist_ok=True)
    _sweep(folder)
    return folder


@cache
def _sweep(folder: Path) -> None:
    """Take away, once a process, what a killed one left there an hour ago or earlier."""
    forgotten = (now() - _FORGOTTEN).timestamp()
    for left in folder.iterdir():
        if left.stat().st_mtime < forgotten:
            left.unlink(missing_ok=True)


def spool_path(kind: str) -> Path:
    """Return the folder where letters of `kind` lie."""
    return Path(settings.SPOOL_ROOT) / kind
