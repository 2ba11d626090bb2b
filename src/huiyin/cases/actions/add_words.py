"""What customers do to their own matters at the portal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.cases.access import Visitor, hold_own_case
from huiyin.cases.actions.answer_case import NothingSaid
from huiyin.cases.actions.follow_up_case import follow_up_case
from huiyin.cases.actions.keep_case import WrongState, keep_case
from huiyin.cases.actions.reopen_case import open_again
from huiyin.cases.models import Case
from huiyin.cases.rules.life import State, is_open
from huiyin.channels.public import NewAttachment, NewMessage, keep_message

SOURCE = "portal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Words and files from a form; the token of the form makes them the same ones again."""

    words: str
    files: Sequence[NewAttachment] = ()
    token: str = ""


@transaction.atomic
def add_words(*, ref: str, said: Said, visitor: Visitor, at: datetime) -> None:
    """Keep what a customer adds to an open matter, and let the work go on from it.

    Raises NotFound, NothingSaid, WrongState once it is answered or ended.
    """
    case = hold_own_case(ref=ref, visitor=visitor)
    if case.state != State.MERGED and not is_open(case.state):
        raise WrongState(
            _("%(ref)s was answered. If it is not solved, tell us so below.") % {"ref": ref}
        )
    if _keep(case, said, visitor=visitor, at=at):
        follow_up_case(ref=ref, words=said.words, at=at, actor_id=visitor.actor_id)


@transaction.atomic
def ask_again(*, ref: str, said: Said, visitor: Visitor, at: datetime) -> None:
    """Take an answered matter up again because the customer says it is not solved.

    Raises NotFound, NothingSaid, WrongState while it is open, or was merged.
    """
    case = hold_own_case(ref=ref, visitor=visitor)
    if is_open(case.state) or case.state == State.MERGED:
        raise WrongState(
            _("We are working on %(ref)s already. Add your words below.") % {"ref": ref}
        )
    if _keep(case, said, visitor=visitor, at=at):
        open_again(case, why="asked again", at=at, actor_id=visitor.actor_id)
        keep_case(case, at=at)


def _keep(case: Case, said: Said, *, visitor: Visitor, at: datetime) -> bool:
    """Keep the words in the story of the case; return whether they were new."""
    if not said.words.strip() and not said.files:
        raise NothingSaid(_("There is nothing to send. Write a few words or add a file first."))
    kept = keep_message(
        message=NewMessage(
            kind="web",
            direction="in",
            body=said.words.strip(),
            at=at,
            story=_story(case),
            customer_id=case.customer_id,
            source=SOURCE,
            external_id=said.token,
            attachments=tuple(said.files),
            actor_id=visitor.actor_id,
        ),
        is_taken=True,
    )
    return kept.is_new


def _story(case: Case) -> str:
    while case.state == State.MERGED and case.merged_into is not None:
        case = case.merged_into
    return case.ref
