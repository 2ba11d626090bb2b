"""Trusting somebody with a role, within a scope; and taking it back."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.kernel.access.access import MANAGE_PEOPLE
from huiyin.kernel.access.events import RoleGranted, RoleWithdrawn
from huiyin.kernel.access.models import RoleGrant
from huiyin.kernel.access.people import is_last_administrator, note, person_to_change
from huiyin.kernel.access.roles import Actor, Role, require
from huiyin.kernel.refusal import NotFound, Refusal

CODE = re.compile(r"[A-Za-z0-9_.-]{1,40}")


class CannotGrantRole(Refusal):
    """The person has it already, or the scope cannot be read."""

    code: ClassVar[str] = "cannot_grant_role"


class CannotWithdrawRole(Refusal):
    """Nobody would be left to administer people."""

    code: ClassVar[str] = "cannot_withdraw_role"


@transaction.atomic
def grant_role(
    *,
    user_id: int,
    role: Role,
    at: datetime,
    actor: Actor,
    departments: Sequence[str] = (),
    regions: Sequence[str] = (),
) -> None:
    """Give a role within a scope; empty lists mean everywhere."""
    require(actor, MANAGE_PEOPLE)
    person = person_to_change(user_id=user_id)
    wanted = {"departments": sorted(set(departments)), "regions": sorted(set(regions))}
    _refuse_unreadable([*departments, *regions])
    if any(
        grant.role == role
        and grant.departments == wanted["departments"]
        and grant.regions == wanted["regions"]
        for grant in person.role_grants.all()
    ):
        raise CannotGrantRole(_("This person has that role within that scope already."))
    RoleGrant.objects.create(user=person, role=role, **wanted)
    event = RoleGranted(user_id=user_id, role=role.value, **wanted)
    note(event, user_id=user_id, actor=actor, at=at)


@transaction.atomic
def withdraw_role(*, grant_id: int, at: datetime, actor: Actor) -> int:
    """Take a role back and return whose it was."""
    require(actor, MANAGE_PEOPLE)
    grant = RoleGrant.objects.filter(pk=grant_id).first()
    if grant is None:
        raise NotFound(_("That role was taken back already. Load the page again."))
    person = person_to_change(user_id=grant.user_id)
    is_key = grant.role == Role.ADMINISTRATOR and not person.is_superuser
    has_spare = person.role_grants.filter(role=Role.ADMINISTRATOR).exclude(pk=grant_id).exists()
    if is_key and not has_spare and is_last_administrator(person):
        raise CannotWithdrawRole(
            _("Nobody else could administer people. Make another administrator first.")
        )
    event = RoleWithdrawn(
        user_id=person.pk,
        role=grant.role,
        departments=grant.departments,
        regions=grant.regions,
    )
    grant.delete()
    note(event, user_id=person.pk, actor=actor, at=at)
    return person.pk


def _refuse_unreadable(codes: Sequence[str]) -> None:
    for code in codes:
        if not CODE.fullmatch(code):
            raise CannotGrantRole(
                _("“%(code)s” is no code of a department or region. Separate codes by commas.")
                % {"code": code[:40]}
            )
