"""What happens by itself when a day comes."""

from collections.abc import Sequence
from datetime import datetime

from huiyin.kernel.journal.record import SYSTEM, Fact, record_many
from huiyin.kernel.timers.schedule import Due, on_timer
from huiyin.standards.actions.revise_policy import BEGINS, REVIEW, announce
from huiyin.standards.events import ReviewFallsDue
from huiyin.standards.models import PolicyVersion, StandardVersion


@on_timer(BEGINS)
def announce_the_planned_policies(due: Sequence[Due], at: datetime) -> None:
    ids = [int(one.subject) for one in due]
    versions = PolicyVersion.objects.filter(pk__in=ids).select_related("policy").order_by("pk")
    for version in versions:
        previous = version.policy.versions.filter(number=version.number - 1).first()
        announce(version, previous, at=at, actor=version.revised_by)


@on_timer(REVIEW)
def remind_of_the_review(due: Sequence[Due], at: datetime) -> None:
    codes = {"policy": set[str](), "standard": set[str]()}
    for one in due:
        kind, _, code = one.subject.partition(":")
        codes[kind].add(code)
    policies = PolicyVersion.objects.filter(
        policy__code__in=codes["policy"], review_due_at__lte=at, valid_to=None
    )
    standards = StandardVersion.objects.filter(
        standard__code__in=codes["standard"], review_due_at__lte=at, valid_to=None
    )
    overdue = [
        *(("policy", *row) for row in policies.values_list("policy__code", "policy_id", "pk")),
        *(
            ("standard", *row)
            for row in standards.values_list("standard__code", "standard_id", "pk")
        ),
    ]
    record_many([_reminder(*row, at=at) for row in overdue])


def _reminder(kind: str, code: str, owner_id: int, version_id: int, *, at: datetime) -> Fact:
    return Fact(
        event=ReviewFallsDue(kind=kind, code=code, version_id=version_id),
        story=f"{kind}:{owner_id}",
        at=at,
        actor=SYSTEM,
    )
