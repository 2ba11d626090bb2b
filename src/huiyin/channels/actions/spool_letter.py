"""A carrier that writes files: nothing leaves the house, everything can be looked at."""

import json
import os
from pathlib import Path

from django.conf import settings

from huiyin.channels.actions.carry_letters import FAILED, SENT, Carried, Letter
from huiyin.channels.rules.filetypes import safe_name


def spool_letter(*, letter: Letter) -> Carried:
    """Write `letter` as a file named by its key; one that is there already was sent."""
    path = spool_path(letter.kind) / f"{safe_name(letter.key)}.json"
    content = {
        "at": letter.at.isoformat(),
        "address": letter.address,
        "subject": letter.subject,
        "body": letter.body,
        "reference": letter.reference,
    }
    fresh = path.with_suffix(f".{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
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


def spool_path(kind: str) -> Path:
    """Return the folder where letters of `kind` lie."""
    return Path(settings.SPOOL_ROOT) / kind
