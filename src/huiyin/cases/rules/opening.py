"""What a complaint is when it arrives, and what becomes of it."""

from dataclasses import dataclass
from datetime import datetime

from huiyin.kernel.text import Understanding

# Below this the model is not trusted: a person decides, with three suggestions.
CONFIDENT = 0.55
REGULATOR_CHANNELS = frozenset({"regulator"})
BYPASS_SIGNALS = frozenset({"regulator_threat", "media_threat"})
URGENT_SIGNALS = frozenset({"safety"})


@dataclass(frozen=True, slots=True, kw_only=True)
class NewComplaint:
    """A complaint at the door, whatever brought it.

    `contacts` are (kind, value) pairs of who complains; `at` is when it was said. A source
    that knows more (topic, status, answer) may say so; `is_history` keeps what lies behind us
    from troubling customers again: nothing is sent to them.
    """

    body: str
    at: datetime
    channel: str
    title: str = ""
    contacts: tuple[tuple[str, str], ...] = ()
    name: str = ""
    customer_id: int | None = None
    conversation_id: int | None = None
    message_id: int | None = None
    source: str = ""
    external_id: str = ""
    topic: str = ""
    urgency: str = ""
    region: str = ""
    place: str = ""
    language: str = ""
    source_topic: str = ""
    source_status: str = ""
    is_closed: bool = False
    answer: str = ""
    answered_at: datetime | None = None
    is_history: bool = False
    # Name and content of each file that came with it.
    files: tuple[tuple[str, bytes], ...] = ()
    # The person who keeps it instead of whoever dispatch would choose.
    kept_by: int | None = None
    # What it says, where somebody read it already.
    read: Understanding | None = None

    @property
    def text(self) -> str:
        """All that the customer said, as it is read."""
        return f"{self.title}\n{self.body}".strip()


@dataclass(frozen=True, slots=True)
class Opened:
    """What became of a complaint: opened, repeated (opened, as a repeat), joined to an open
    case that it chases, or duplicate (known already, nothing changed).
    """

    ref: str
    outcome: str


def urgency_of(*, judged: str, signals: frozenset[str], is_vulnerable: bool) -> str:
    """Return the urgency: safety is always urgent, the vulnerable never wait as normal."""
    if signals & URGENT_SIGNALS:
        return "urgent"
    if is_vulnerable and judged == "normal":
        return "high"
    return judged


def title_of(*, subject: str, body: str) -> str:
    """Return one line that stands for the complaint in lists."""
    line = " ".join((subject or body).split())
    return line if len(line) <= 120 else f"{line[:119]}…"
