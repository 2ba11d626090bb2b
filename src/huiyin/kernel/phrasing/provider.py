"""What any provider of words takes and answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A part of a question; `role` is system (from us) or user (what it is about)."""

    role: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """The words that came, as they came."""

    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoAnswer:
    """Why none came: timed_out, unreachable, refused (it said no), busy (asked to wait), or
    unreadable. `detail` is for the administrator; never words of the question."""

    code: str
    detail: str = ""


class Provider(Protocol):
    """Something outside that puts words together."""

    @property
    def model(self) -> str:
        """Return what the model is called."""

    @property
    def host(self) -> str:
        """Return to where the question goes."""

    @property
    def timeout_s(self) -> float:
        """Return after how many seconds it is given up."""

    def ask(self, *, messages: Sequence[Message], most_tokens: int) -> Answered | NoAnswer:
        """Ask once. Whatever happens is an answer; nothing is raised."""
