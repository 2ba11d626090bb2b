"""Carrying a batch of letters so that being killed anywhere loses none.

Before the first leaves, the words, way and name of all are written down. Where the provider
takes each name once, that is all. Elsewhere (SMTP) one short statement between two letters
says that the last one was taken and the next one is being handed over: at most one then is
in doubt, and the state of that one says so.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from huiyin.channels.public import Carried, Letter, carry_letters, folds_copies, provider_key
from huiyin.kernel.bulk import update_rows
from huiyin.kernel.claims import Stint, hand_back
from huiyin.notifications.actions.settle_notices import Outcome, after_carrying
from huiyin.notifications.models import Notice
from huiyin.notifications.queries.wording import Said
from huiyin.notifications.rules import routes

WRITTEN = ("id", "kind", "language", "subject", "body", "provider_key", "last_tried_at")


@dataclass(frozen=True, slots=True)
class Plan:
    """How one notice is to be told: by a letter, or in the portal alone."""

    notice: Notice
    said: Said
    # As chosen: nothing where only the portal is left.
    way: str
    letter: Letter | None


def write_down(plans: Sequence[Plan], *, at: datetime) -> list[Plan]:
    """Write the attempts down before they are made; return those that still are ours."""
    if not plans:
        return []
    claim = plans[0].notice.claim
    rows = [_row(plan, at) for plan in plans]
    if update_rows(Notice, WRITTEN, rows, only={"claim": claim}) == len(plans):
        return list(plans)
    held = set(Notice.objects.filter(claim=claim).values_list("pk", flat=True))
    return [plan for plan in plans if plan.notice.pk in held]


def _row(plan: Plan, at: datetime) -> tuple[object, ...]:
    notice, said, letter = plan.notice, plan.said, plan.letter
    notice.kind = letter.kind if letter else routes.WEB
    key = provider_key(letter=letter)[:255] if letter else ""
    return (notice.pk, notice.kind, said.language, said.subject[:300], said.body, key, at)


def carry_plans(plans: Sequence[Plan], *, stint: Stint, at: datetime) -> Iterator[Outcome]:
    """Carry the letters of `plans` and say what became of each; hand back what time forbids."""
    carrying = _Carrying(plans, stint)
    for carried in carry_letters(letters=carrying.letters()):
        yield carrying.heard(carried)
    hand_back(carrying.left, at=at)


class _Carrying:
    """Letters on their way, one at a time."""

    def __init__(self, plans: Sequence[Plan], stint: Stint) -> None:
        by_kind = sorted(plans, key=lambda plan: plan.notice.kind)
        self._waiting = {plan.letter.key: plan for plan in by_kind if plan.letter}
        self._sending: dict[str, Notice] = {}
        self._taken: Notice | None = None
        self._claim = by_kind[0].notice.claim if by_kind else None
        self._stint = stint

    @property
    def left(self) -> list[Notice]:
        return [plan.notice for plan in self._waiting.values()]

    def letters(self) -> Iterator[Letter]:
        for key in list(self._waiting):
            if self._stint.is_over:
                break
            plan = self._waiting.pop(key)
            if plan.letter and self._hand_over(plan.notice):
                self._sending[key] = plan.notice
                yield plan.letter
        self._note_handover(None)

    def heard(self, carried: Carried) -> Outcome:
        notice = self._sending.pop(carried.key)
        if carried.outcome == "sent" and not folds_copies(kind=notice.kind):
            self._taken = notice
        return after_carrying(notice, carried)

    def _hand_over(self, notice: Notice) -> bool:
        return folds_copies(kind=notice.kind) or self._note_handover(notice)

    def _note_handover(self, handed: Notice | None) -> bool:
        """Say that the last one was taken and `handed` comes next, if that still is ours."""
        taken, self._taken = self._taken, None
        steps = [(taken, routes.TAKEN), (handed, routes.HANDED)]
        rows = [(notice.pk, step) for notice, step in steps if notice is not None]
        changed = update_rows(Notice, ("id", "handover"), rows, only={"claim": self._claim})
        if handed is None or changed == len(rows):
            return handed is not None
        return Notice.objects.filter(pk=handed.pk, claim=self._claim).exists()
