"""How much a role or a person may grant by themselves."""

import re
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.kernel.access.roles import Actor, Role, require
from huiyin.kernel.refusal import NotFound, Refusal
from huiyin.workforce.access import SET_UP
from huiyin.workforce.actions.record_change import record_change
from huiyin.workforce.events import AuthorityEnded, AuthoritySet
from huiyin.workforce.models import AuthorityLimit, Person

MOST = 10**15


class CannotSetAuthority(Refusal):
    code = "cannot_set_authority"


@transaction.atomic
def set_role_authority(
    *, role: Role, currency: str, amount: int, at: datetime, actor: Actor
) -> None:
    """Let everyone of that role grant up to `amount` millionths of the currency's unit."""
    require(actor, SET_UP)
    _set({"role": role.value, "person": None}, currency, amount, at=at, actor=actor)


@transaction.atomic
def set_person_authority(
    *, person_id: int, currency: str, amount: int, at: datetime, actor: Actor
) -> None:
    """Give one person a limit of their own, which counts instead of those of their roles."""
    require(actor, SET_UP)
    person = Person.objects.filter(pk=person_id, left_at=None).first()
    if person is None:
        raise NotFound(_("There is no such person. Look them up in the list of people."))
    _set({"role": "", "person": person}, currency, amount, at=at, actor=actor)


@transaction.atomic
def end_authority(*, limit_id: int, at: datetime, actor: Actor) -> None:
    """Take a limit away: the role may grant nothing then, the person what their roles may."""
    require(actor, SET_UP)
    limit = AuthorityLimit.objects.select_for_update().filter(pk=limit_id).first()
    if limit is None:
        raise NotFound(_("There is no such limit any more. Look at the list of limits."))
    name = f"person:{limit.person_id}" if limit.person_id else f"role:{limit.role}"
    event = AuthorityEnded(holder=name, currency=limit.currency, before=limit.amount)
    limit.delete()
    record_change(event, story=name, at=at, actor=actor.id)


def _set(
    holder: dict[str, object], currency: str, amount: int, *, at: datetime, actor: Actor
) -> None:
    _refuse_odd(currency, amount)
    limits = AuthorityLimit.objects.select_for_update()
    known = limits.filter(currency=currency, **holder).order_by("pk").first()
    before = known.amount if known else None
    if before == amount:
        return
    if known is None:
        AuthorityLimit.objects.create(currency=currency, amount=amount, **holder)
    else:
        known.amount = amount
        known.save(update_fields=["amount"])
    person = holder["person"]
    name = f"person:{person.pk}" if isinstance(person, Person) else f"role:{holder['role']}"
    event = AuthoritySet(holder=name, currency=currency, before=before, amount=amount)
    record_change(event, story=name, at=at, actor=actor.id)


def _refuse_odd(currency: str, amount: int) -> None:
    if not re.fullmatch("[A-Z]{3}", currency):
        raise CannotSetAuthority(
            _("%(currency)s is no currency. Write its three letters, like CNY.")
            % {"currency": currency}
        )
    if not 0 <= amount <= MOST:
        raise CannotSetAuthority(
            _("That amount cannot be a limit. Give one from 0 to a thousand million.")
        )
