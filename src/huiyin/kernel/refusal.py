"""The one way a rule says no."""

from typing import ClassVar


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not a fault
    """A request the rules do not allow, worded for the person who made it.

    The message is whole sentences, already translatable: what was refused, why, and what
    to do next. `code` is stable and for machines; `status` is the HTTP status of the answer.
    """

    code: ClassVar[str] = "refused"
    status: ClassVar[int] = 422

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self._message = message

    @property
    def message(self) -> str:
        # Translated when shown: the worker that raises knows no reader's language.
        return str(self._message)


class NotAllowed(Refusal):
    """The person may not do this; nothing was changed."""

    code = "not_allowed"
    status = 403


class NotFound(Refusal):
    """There is no such thing, or this person may not know of it."""

    code = "not_found"
    status = 404
