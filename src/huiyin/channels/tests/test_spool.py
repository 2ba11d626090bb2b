"""A letter lies in the spool whole, once, and nothing half written beside it."""

import json
import os
from datetime import UTC, datetime

from huiyin.channels.actions.carry_letters import SENT, Letter
from huiyin.channels.actions.spool_letter import spool_letter, spool_path

MONDAY = datetime(2026, 3, 2, 8, tzinfo=UTC)


def letter(body="收到了"):
    return Letter(
        key="n1s", kind="sms", address="+8613812345678", subject="", body=body, at=MONDAY
    )


def test_the_same_letter_is_spooled_once_whatever_it_says_then(settings):
    first, again = spool_letter(letter=letter()), spool_letter(letter=letter("又一次"))

    [file] = spool_path("sms").iterdir()
    assert (first.outcome, again.outcome) == (SENT, SENT)
    assert json.loads(file.read_text())["body"] == "收到了"


def test_what_a_killed_process_left_half_written_is_no_letter_and_is_swept(settings):
    unfinished = settings.SPOOL_ROOT / ".unfinished"
    unfinished.mkdir(parents=True)
    (unfinished / "n1s.4711").write_text('{"address')
    (unfinished / "n2s.4712").write_text("{")
    os.utime(unfinished / "n1s.4711", (0, 0))

    spool_letter(letter=letter())

    assert [path.name for path in spool_path("sms").iterdir()] == ["n1s.json"]
    assert [path.name for path in unfinished.iterdir()] == ["n2s.4712"]
