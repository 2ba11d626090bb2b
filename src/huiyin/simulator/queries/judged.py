"""How the doors judged each message, as the journal and the kept words tell."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from django.conf import settings

from huiyin.channels.public import messages_of
from huiyin.kernel.journal.models import Entry
from huiyin.kernel.text import understand
from huiyin.kernel.text.hearing import hearing_in_use
from huiyin.kernel.text.store import current_model
from huiyin.simulator.rules.scoring import Judged, Told
from huiyin.simulator.rules.truth import Truth

AT_ONCE = 500
OPENED, DISPATCHED, TWINS = "cases.case_opened", "cases.case_dispatched", "cases.twin_found"


def judged_cases() -> dict[str, Judged]:
    """Return what was made of each case at its door. Three queries."""
    sent: dict[str, dict[str, Any]] = {}
    twins: dict[str, set[str]] = defaultdict(set)
    opened_at = dict(Entry.objects.filter(name=OPENED).values_list("story", "at"))
    for story, at, said in _entries(DISPATCHED):
        # Sent at once only: what came later was a person's doing.
        if opened_at.get(story) == at:
            sent.setdefault(story, said)
    for story, _at, said in _entries(TWINS):
        if story == said["case_ref"]:
            twins[story].add(said["other_ref"])
    return {
        story: Judged(
            ref=story,
            topic=said["topic"],
            confidence=said["confidence"],
            urgency=said["urgency"],
            repeat_of=said["repeat_of"],
            department=sent.get(story, {}).get("department", ""),
            team=sent.get(story, {}).get("team", ""),
            twins=frozenset(twins[story]),
        )
        for story, _at, said in _entries(OPENED)
    }


def told(truths: Sequence[Truth]) -> Iterator[Told]:
    """Return each message with the signals heard in its words, as it is read now."""
    hearing = hearing_in_use(settings.MODELS_ROOT)
    words = _words(sorted({truth.ref for truth in truths}))
    known = [truth for truth in truths if truth.at in words]
    read = understand([words[one.at] for one in known], model=None, hearing=hearing)
    heard = {one.at: found.signals for one, found in zip(known, read, strict=True)}
    for one in truths:
        yield Told(truth=one, signals=heard.get(one.at), words=words.get(one.at, ""))


def model_in_use() -> str:
    """Return which model of topics is in use."""
    model = current_model(settings.MODELS_ROOT)
    return model.version if model else ""


def _words(refs: Sequence[str]) -> dict[str, str]:
    """Return the words that came in, by their moment: to the microsecond, it is one message."""
    found: dict[str, str] = {}
    for begin in range(0, len(refs), AT_ONCE):
        for cards in messages_of(stories=refs[begin : begin + AT_ONCE]).values():
            found |= {
                card.at.isoformat(): card.body for card in cards if card.direction == "in"
            }
    return found


def _entries(name: str) -> Iterator[tuple[str, object, dict[str, Any]]]:
    rows = Entry.objects.filter(name=name).order_by("id")
    return rows.values_list("story", "at", "payload").iterator()
