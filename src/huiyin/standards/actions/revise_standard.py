from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.kernel.access.roles import Actor, require
from huiyin.kernel.editions.kept import begin_edition
from huiyin.kernel.journal.record import record
from huiyin.kernel.timers.schedule import cancel_timers, set_timer
from huiyin.standards.access import REVISE_STANDARDS
from huiyin.standards.actions.refuse_draft import (
    CannotRevise,
    RevisedMeanwhile,
    known_codes,
    refuse,
)
from huiyin.standards.actions.revise_policy import REVIEW
from huiyin.standards.events import StandardRevised
from huiyin.standards.models import Standard, StandardVersion
from huiyin.standards.rules.drafts import StandardDraft, standard_problem


@transaction.atomic
def revise_standard(
    *,
    standard: str,
    draft: StandardDraft,
    seen_number: int,
    review_due_at: datetime | None,
    at: datetime,
    actor: Actor,
) -> int:
    """Write the next version of a service standard, or its first; return its number.

    Raise CannotRevise, RevisedMeanwhile.
    """
    require(actor, REVISE_STANDARDS)
    refuse(standard_problem(draft, known_codes()))
    owner = _locked(standard, draft, seen_number)
    _end_previous(owner, seen_number, at)
    same = ("topic", "step", "comparison", "value", "unit", "owner", "source", "note")
    version = StandardVersion.objects.create(
        standard=owner,
        number=seen_number + 1,
        valid_from=at,
        review_due_at=review_due_at,
        revised_at=at,
        revised_by=actor.id,
        **{column: getattr(draft, column) for column in same},
    )
    begin_edition("standards")
    subject = f"standard:{standard}"
    if review_due_at is None:
        cancel_timers(kind=REVIEW, subjects=[subject])
    else:
        set_timer(kind=REVIEW, subject=subject, due_at=review_due_at)
    record(
        StandardRevised(standard=standard, number=version.number),
        story=f"standard:{owner.pk}",
        at=at,
        actor=actor.id,
    )
    return version.number


def _locked(code: str, draft: StandardDraft, seen_number: int) -> Standard:
    said = {"names": draft.names, "aspect": draft.aspect}
    if not seen_number:
        standard, is_new = Standard.objects.get_or_create(code=code, defaults=said)
        if not is_new:
            raise RevisedMeanwhile
        return standard
    found = Standard.objects.select_for_update().filter(code=code).first()
    if found is None:
        raise RevisedMeanwhile
    Standard.objects.filter(pk=found.pk).update(**said)
    return found


def _end_previous(standard: Standard, seen_number: int, at: datetime) -> None:
    previous = standard.versions.filter(valid_to=None).first()
    if (previous.number if previous else 0) != seen_number:
        raise RevisedMeanwhile
    if previous is None:
        return
    if previous.valid_from >= at:
        raise CannotRevise(_("This standard was revised this very moment. Try again."))
    standard.versions.filter(pk=previous.pk).update(valid_to=at)
