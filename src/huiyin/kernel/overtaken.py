"""Writers that meet: who looked first and wrote later looks again.

Between a look and a write somebody else may have written the same: a constraint says so, or
the writer itself (`Overtaken`). The part that lost is then undone and done again, for which it
needs a savepoint: two statements more, for what hardly ever happens. So a whole transaction is
first tried in the hope that nobody interferes, and only once somebody did with savepoints.
"""

from collections.abc import Callable
from contextvars import ContextVar
from typing import TypeVar

from django.db import IntegrityError, transaction

T = TypeVar("T")

ATTEMPTS = 2
_is_hoping: ContextVar[bool] = ContextVar("is_hoping", default=False)


class Overtaken(Exception):  # noqa: N818 - nobody's fault: look again
    """Somebody else wrote what we were about to write between our look and our write."""


MEETINGS = (IntegrityError, Overtaken)


def whole(work: Callable[[], T]) -> T:
    """Run `work` in one transaction: hoping first, and where overtaken once more, each `part`
    of it then repeated by itself.

    `work` may run twice, so all it does is undone with the transaction. Inside another whole
    it is a part of that one, which is repeated instead.
    """
    if _is_hoping.get():
        return work()
    hope = _is_hoping.set(True)
    try:
        with transaction.atomic():
            return work()
    except MEETINGS:
        # Not alone after all.
        pass
    finally:
        _is_hoping.reset(hope)
    return part(lambda _attempt: work())


def is_tried_again(fault: Exception) -> bool:
    """Return whether the whole that is being tried is done again because of this fault.

    Who turns any fault into an answer on its way up must let such a one pass.
    """
    return _is_hoping.get() and isinstance(fault, MEETINGS)


def part(work: Callable[[int], T], *, attempts: int = ATTEMPTS) -> T:
    """Run `work(attempt)` in the caller's transaction or its own; where overtaken, undo it and
    try again, `attempts` times in all. Raises IntegrityError or Overtaken when none was left.
    """
    if _is_hoping.get():
        return work(0)
    for attempt in range(attempts - 1):
        try:
            with transaction.atomic():
                return work(attempt)
        except MEETINGS:
            continue
    with transaction.atomic():
        return work(attempts - 1)
