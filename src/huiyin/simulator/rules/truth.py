"""What is true of each message, kept apart from what the platform makes of it."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime

# The first word of a matter; the same words delivered twice; the matter told once more while it
# is open, or after it was answered; asking after it; thanks.
FIRST, RESENT, AGAIN, BACK, CHASE, THANKS = (
    *("first", "resent", "again", "back"),
    *("chase", "thanks"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """One message that came in: where it went, and what is true of it.

    `ref` and `outcome` are what the door answered (`added` where the customer named the case
    themselves); `own_ref` is the case of the matter, whatever the door made of this message.
    """

    ref: str
    outcome: str
    at: str
    kind: str
    matter: str
    own_ref: str
    customer: int
    topic: str
    urgency: str
    signals: tuple[str, ...]
    unsure: tuple[str, ...]
    department: str
    cause: str
    scenario: str
    # `history` came in bulk from before, `lived` case by case, `live` while somebody looked.
    part: str

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.at)

    @property
    def area(self) -> str:
        return self.topic.partition(".")[0]


def line_of(truth: Truth) -> str:
    """Return the truth as a line of its file."""
    return json.dumps(asdict(truth), ensure_ascii=False, separators=(",", ":"))


def truths_in(lines: Iterable[str]) -> Iterator[Truth]:
    """Return the truths of a file's lines."""
    for line in lines:
        row = json.loads(line)
        row["signals"], row["unsure"] = tuple(row["signals"]), tuple(row["unsure"])
        yield Truth(**row)
