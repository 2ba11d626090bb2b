from dataclasses import asdict
from datetime import datetime
from typing import Any

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
from huiyin.standards.events import PolicyRevised
from huiyin.standards.models import Policy, PolicyVersion
from huiyin.standards.rules.drafts import PolicyDraft, policy_problem
from huiyin.standards.rules.promises import Target

BEGINS = "standards.policy_begins"
REVIEW = "standards.review"
APPLIES_TO = ("new", "running")


@transaction.atomic
def revise_policy(
    *,
    policy: str,
    draft: PolicyDraft,
    seen_number: int,
    valid_from: datetime,
    applies_to: str,
    review_due_at: datetime | None,
    at: datetime,
    actor: Actor,
) -> int:
    """Write the next version of a policy, or its first; return the version's number.

    `seen_number` is the version the draft was made from, 0 for a new policy. `applies_to`:
    `new` clocks set from then on, or those `running` too. Raise CannotRevise, RevisedMeanwhile.
    """
    require(actor, REVISE_STANDARDS)
    refuse(policy_problem(draft, known_codes()))
    _refuse_odd_start(valid_from, applies_to, at)
    owner = _locked(policy, draft.names, seen_number)
    previous = _end_previous(owner, seen_number, valid_from)
    version = owner.versions.create(
        number=seen_number + 1,
        valid_from=valid_from,
        review_due_at=review_due_at,
        applies_to=applies_to,
        revised_at=at,
        revised_by=actor.id,
        **_said(draft),
    )
    begin_edition("standards")
    _remind(policy, review_due_at)
    if valid_from > at:
        set_timer(kind=BEGINS, subject=str(version.pk), due_at=valid_from)
    else:
        announce(version, previous, at=at, actor=actor.id)
    return version.number


def _refuse_odd_start(valid_from: datetime, applies_to: str, at: datetime) -> None:
    if valid_from < at:
        raise CannotRevise(
            _(
                "A policy cannot begin in the past: promises were made by the old one. "
                "Choose a moment from now on."
            )
        )
    if applies_to not in APPLIES_TO:
        raise CannotRevise(_("Say whether the version applies to new or to running clocks."))


def _said(draft: PolicyDraft) -> dict[str, Any]:
    return {
        "targets": [stored_target(target) for target in draft.targets],
        "source": draft.source,
        "note": draft.note,
        **asdict(draft.conditions),
    }


def announce(
    version: PolicyVersion, previous: PolicyVersion | None, *, at: datetime, actor: str
) -> None:
    """Record that a version takes effect."""
    record(
        PolicyRevised(
            policy=version.policy.code,
            number=version.number,
            version_id=version.pk,
            previous_version_id=previous.pk if previous else None,
            valid_from=version.valid_from.isoformat(),
            applies_to=version.applies_to,
        ),
        story=f"policy:{version.policy_id}",
        at=at,
        actor=actor,
    )


def stored_target(target: Target) -> dict[str, Any]:
    milestones = sorted(target.milestones, key=lambda one: (one.percent, one.audience))
    return {
        "kind": target.kind,
        "target_s": target.target_s,
        "calendar": target.calendar,
        "legal_limit": target.legal_limit,
        "milestones": [[one.percent, one.audience, one.action] for one in milestones],
    }


def _locked(code: str, names: dict[str, str], seen_number: int) -> Policy:
    if seen_number:
        policy = Policy.objects.select_for_update().filter(code=code).first()
        if policy is None:
            raise RevisedMeanwhile
        Policy.objects.filter(pk=policy.pk).update(names=names)
        return policy
    policy, is_new = Policy.objects.get_or_create(code=code, defaults={"names": names})
    if not is_new:
        raise RevisedMeanwhile
    return policy


def _end_previous(
    policy: Policy, seen_number: int, valid_from: datetime
) -> PolicyVersion | None:
    previous = policy.versions.filter(valid_to=None).first()
    if (previous.number if previous else 0) != seen_number:
        raise RevisedMeanwhile
    if previous is None:
        return None
    if previous.valid_from >= valid_from:
        raise CannotRevise(
            _("The last version of this policy begins later than that. Choose a later moment.")
        )
    policy.versions.filter(pk=previous.pk).update(valid_to=valid_from)
    return previous


def _remind(policy: str, review_due_at: datetime | None) -> None:
    subject = f"policy:{policy}"
    if review_due_at is None:
        cancel_timers(kind=REVIEW, subjects=[subject])
    else:
        set_timer(kind=REVIEW, subject=subject, due_at=review_due_at)
