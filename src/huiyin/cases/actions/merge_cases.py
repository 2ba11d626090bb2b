"""One matter that became two cases: brought together by a person, and apart again."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from huiyin.cases.access import MERGE, hold_case, visible_cases
from huiyin.cases.actions.keep_case import keep_case, require_open, tell
from huiyin.cases.actions.reopen_case import restart_clocks
from huiyin.cases.actions.run_clocks import stop_clocks
from huiyin.cases.actions.urge_case import end_of_pressing
from huiyin.cases.events import CasesKeptApart, CasesMerged, KeptApartUndone, MergeUndone
from huiyin.cases.models import Case, MergeCandidate
from huiyin.cases.queries.merging import likeness_of
from huiyin.cases.rules.life import State
from huiyin.channels.public import move_story, return_story
from huiyin.kernel.access.roles import Actor
from huiyin.kernel.journal.events import Event
from huiyin.kernel.refusal import Refusal


class CannotMerge(Refusal):
    """These two cannot be one."""

    code = "cannot_merge"
    status = 409


@transaction.atomic
def merge_cases(*, ref: str, into: str, at: datetime, actor: Actor) -> None:
    """Merge the open case `ref` into the open case `into`: its words move there, its clocks
    are cancelled. Nothing is lost; `undo_merge` takes it back.

    Raises CannotMerge for a case and itself, or for two customers; WrongState.
    """
    case, master = _both(ref, into, actor)
    if case.pk == master.pk:
        raise CannotMerge(_("A case cannot be merged into itself. Choose another."))
    if None not in (case.customer_id, master.customer_id):
        _refuse_other_customer(case, master)
    require_open(case)
    require_open(master)
    pair = _pair(case, master, at=at)
    pair.state, pair.state_before = "merged", case.state
    pair.decided_by, pair.decided_at = actor.id, at
    pair.save()
    stop_clocks(case, at=at, actor_id=actor.id, is_cancelled=True)
    end_of_pressing(case, at=at)
    case.state, case.merged_into = State.MERGED, master
    move_story(from_story=ref, to_story=into, at=at, actor_id=actor.id)
    event = CasesMerged(case_ref=into, merged_ref=ref, score=pair.score)
    tell(master, event, at=at, actor_id=actor.id)
    tell(case, event, at=at, actor_id=actor.id)
    keep_case(case, at=at)


@transaction.atomic
def undo_merge(*, ref: str, at: datetime, actor: Actor) -> None:
    """Let a merged case stand on its own again, with its words, and clocks from its opening.

    Raises CannotMerge if it was not merged.
    """
    case = hold_case(ref=ref, actor=actor, wanted=MERGE)
    pair = MergeCandidate.objects.filter(case=case, state="merged").order_by("-id").first()
    if case.state != State.MERGED or case.merged_into is None or pair is None:
        raise CannotMerge(_("%(ref)s is not merged; there is nothing to undo.") % {"ref": ref})
    master = case.merged_into
    pair.state, pair.decided_by, pair.decided_at = "undone", actor.id, at
    pair.save()
    case.state, case.merged_into = pair.state_before, None
    return_story(from_story=master.ref, to_story=ref, at=at, actor_id=actor.id)
    restart_clocks(case, at=at)
    event = MergeUndone(case_ref=master.ref, merged_ref=ref)
    tell(master, event, at=at, actor_id=actor.id)
    tell(case, event, at=at, actor_id=actor.id)
    keep_case(case, at=at)


@transaction.atomic
def keep_apart(*, ref: str, other: str, at: datetime, actor: Actor) -> None:
    """Say that two candidates are different matters; they are not suggested again, until
    `undo_apart` takes it back.

    Raises CannotMerge where there is no such other case.
    """
    case, found = _case_and_other(ref, other, actor)
    pairs = [_pair(case, found, at=at), _pair(found, case, at=at)]
    changed = _decide([pair for pair in pairs if pair.state != "merged"], "apart", actor, at)
    if changed:
        _tell_both(case, found, CasesKeptApart(case_ref=ref, other_ref=other), at, actor)


@transaction.atomic
def undo_apart(*, ref: str, other: str, at: datetime, actor: Actor) -> None:
    """Let two cases that were kept apart be suggested again. Raises CannotMerge."""
    case, found = _case_and_other(ref, other, actor)
    both = Q(case=case, other=found) | Q(case=found, other=case)
    pairs = list(MergeCandidate.objects.filter(both, state="apart").order_by("pk"))
    if not pairs:
        raise CannotMerge(
            _("Nobody kept %(ref)s and %(other)s apart; there is nothing to undo.")
            % {"ref": ref, "other": other}
        )
    _decide(pairs, "open", actor, at)
    _tell_both(case, found, KeptApartUndone(case_ref=ref, other_ref=other), at, actor)


def _case_and_other(ref: str, other: str, actor: Actor) -> tuple[Case, Case]:
    case = hold_case(ref=ref, actor=actor, wanted=MERGE)
    found = visible_cases(actor).filter(ref=other).exclude(pk=case.pk).first()
    if found is None:
        raise CannotMerge(_("There is no other case %(ref)s to keep apart.") % {"ref": other})
    return case, found


def _decide(pairs: list[MergeCandidate], state: str, actor: Actor, at: datetime) -> bool:
    """Write down what a person made of both directions; return whether that is news."""
    news = [pair for pair in pairs if pair.state != state]
    for pair in news:
        pair.state, pair.decided_by, pair.decided_at = state, actor.id, at
        pair.save()
    return bool(news)


def _tell_both(case: Case, other: Case, event: Event, at: datetime, actor: Actor) -> None:
    tell(case, event, at=at, actor_id=actor.id)
    tell(other, event, at=at, actor_id=actor.id)


def _pair(case: Case, other: Case, *, at: datetime) -> MergeCandidate:
    like = likeness_of(case=case, other=other)
    pair, _made = MergeCandidate.objects.get_or_create(
        case=case,
        other=other,
        defaults={"score": like.score, "reasons": list(like.reasons), "found_at": at},
    )
    return pair


def _both(ref: str, into: str, actor: Actor) -> tuple[Case, Case]:
    """Hold both, the lower key first, so that two mergers never wait for each other."""
    first, second = sorted([ref, into], key=_key_of)
    held = {name: hold_case(ref=name, actor=actor, wanted=MERGE) for name in (first, second)}
    return held[ref], held[into]


def _key_of(ref: str) -> int:
    return Case.objects.filter(ref=ref).values_list("pk", flat=True).first() or 0


def _refuse_other_customer(case: Case, master: Case) -> None:
    if case.customer_id != master.customer_id:
        raise CannotMerge(
            _("%(ref)s and %(into)s belong to two customers. Each keeps an own answer.")
            % {"ref": case.ref, "into": master.ref}
        )
