"""Make one of two customers, and take it back."""

from datetime import datetime
from typing import Any, ClassVar

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.customers.access import allow_merge, customer_for
from huiyin.customers.events import CustomersMerged, CustomersParted
from huiyin.customers.models import Consent, ContactPoint, Customer, CustomerMerge, Subscription
from huiyin.customers.models import CustomerNote as Note
from huiyin.customers.queries.merging import score_of
from huiyin.kernel.access.roles import Actor
from huiyin.kernel.journal.record import record
from huiyin.kernel.refusal import NotFound, Refusal

MOVING: dict[str, Any] = {
    "contact_points": ContactPoint,
    "subscriptions": Subscription,
    "notes": Note,
}


class CannotMerge(Refusal):
    """The two are the same row, anonymous, or merged already."""

    code: ClassVar[str] = "cannot_merge_customers"


class CannotPart(Refusal):
    """The merge was taken back already, or can no longer be."""

    code: ClassVar[str] = "cannot_part_customers"


def merge_customers(*, actor: Actor, survivor_id: int, absorbed_id: int, at: datetime) -> int:
    """Move what is known of one customer to the other; return the id of the merge.

    Raises NotFound, NotAllowed, CannotMerge.
    """
    pair = [customer_for(actor, customer_id=i) for i in (survivor_id, absorbed_id)]
    allow_merge(actor, *pair)
    if survivor_id == absorbed_id:
        raise CannotMerge(_("This is one customer already. Choose another to merge with."))
    with transaction.atomic():
        survivor, absorbed = _locked(survivor_id, absorbed_id)
        if any(c.erased_at or c.merged_into_id for c in (survivor, absorbed)):
            raise CannotMerge(
                _("One of the two was merged or made anonymous already. Open it to see.")
            )
        merge = CustomerMerge.objects.create(
            survivor=survivor,
            absorbed=absorbed,
            actor=actor.id,
            score=score_of(survivor, absorbed),
            at=at,
            moved=_move(absorbed, survivor),
        )
        absorbed.merged_into = survivor
        absorbed.save(update_fields=["merged_into"])
        survivor.is_vip = survivor.is_vip or absorbed.is_vip
        survivor.is_vulnerable = survivor.is_vulnerable or absorbed.is_vulnerable
        survivor.save(update_fields=["is_vip", "is_vulnerable"])
        _say(CustomersMerged, merge, actor=actor, at=at)
    return merge.pk


def part_customers(*, actor: Actor, merge_id: int, at: datetime) -> None:
    """Take a merge back: what had moved goes home. Raises NotFound, NotAllowed, CannotPart."""
    merge = CustomerMerge.objects.filter(pk=merge_id).first()
    if merge is None:
        raise NotFound(_("There is no such merge. Open the customer again."))
    pair = [customer_for(actor, customer_id=i) for i in (merge.survivor_id, merge.absorbed_id)]
    allow_merge(actor, *pair)
    with transaction.atomic():
        survivor, absorbed = _locked(merge.survivor_id, merge.absorbed_id)
        parted = CustomerMerge.objects.filter(pk=merge_id, parted_at=None).update(parted_at=at)
        if not parted:
            raise CannotPart(_("This merge was taken back already. Nothing is left to do."))
        if absorbed.erased_at is not None:
            raise CannotPart(_("The customers were made anonymous. They cannot be parted."))
        _move_home(merge, survivor, absorbed)
        _say(CustomersParted, merge, actor=actor, at=at)


def _locked(one: int, other: int) -> tuple[Customer, Customer]:
    rows = Customer.objects.select_for_update().filter(pk__in=[one, other]).order_by("pk")
    found = {customer.pk: customer for customer in rows}
    return found[one], found[other]


def _move(absorbed: Customer, survivor: Customer) -> dict[str, Any]:
    moved: dict[str, Any] = {
        "was_vip": survivor.is_vip,
        "was_vulnerable": survivor.is_vulnerable,
    }
    for name, model in MOVING.items():
        rows = model.objects.filter(customer=absorbed)
        moved[name] = list(rows.values_list("pk", flat=True))
        rows.update(customer=survivor)
    spoken = set(survivor.consents.values_list("purpose", flat=True))
    free = absorbed.consents.exclude(purpose__in=spoken)
    moved["consents"] = list(free.values_list("pk", flat=True))
    Consent.objects.filter(pk__in=moved["consents"]).update(customer=survivor)
    # Whoever refused once has refused: of two words the stricter holds.
    refused = absorbed.consents.filter(is_given=False).values_list("purpose", flat=True)
    strict = survivor.consents.filter(purpose__in=list(refused), is_given=True)
    moved["refused"] = list(strict.values_list("pk", flat=True))
    Consent.objects.filter(pk__in=moved["refused"]).update(is_given=False)
    return moved


def _move_home(merge: CustomerMerge, survivor: Customer, absorbed: Customer) -> None:
    for name, model in {**MOVING, "consents": Consent}.items():
        model.objects.filter(pk__in=merge.moved[name], customer=survivor).update(
            customer=absorbed
        )
    Consent.objects.filter(pk__in=merge.moved["refused"]).update(is_given=True)
    absorbed.merged_into = None
    absorbed.save(update_fields=["merged_into"])
    survivor.is_vip = merge.moved["was_vip"]
    survivor.is_vulnerable = merge.moved["was_vulnerable"]
    survivor.save(update_fields=["is_vip", "is_vulnerable"])


def _say(
    kind: type[CustomersMerged] | type[CustomersParted],
    merge: CustomerMerge,
    *,
    actor: Actor,
    at: datetime,
) -> None:
    event = kind(
        merge_id=merge.pk,
        survivor_id=merge.survivor_id,
        survivor_ref=merge.survivor.ref,
        absorbed_id=merge.absorbed_id,
        absorbed_ref=merge.absorbed.ref,
    )
    record(event, story=merge.survivor.ref, subject=merge.absorbed.ref, actor=actor.id, at=at)
