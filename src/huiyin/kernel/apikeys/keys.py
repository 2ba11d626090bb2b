"""Making and ending keys."""

import hashlib
import secrets
import string
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.kernel.access.models import User
from huiyin.kernel.access.roles import Actor, permissions, require
from huiyin.kernel.apikeys.access import MANAGE_KEYS
from huiyin.kernel.apikeys.events import ApiKeyCreated, ApiKeyRevoked
from huiyin.kernel.apikeys.models import ApiKey
from huiyin.kernel.apikeys.power import permissions_meant, refuse_more_than_own
from huiyin.kernel.apikeys.recognise import forget_keys
from huiyin.kernel.journal.record import record
from huiyin.kernel.refusal import NotFound, Refusal

ALPHABET = string.ascii_lowercase + string.digits
PREFIX_LENGTH = 10
STORY = "apikeys"


class CannotCreateKey(Refusal):
    """A key with this name or these dates makes no sense; nothing was created."""

    code = "cannot_create_key"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewKey:
    """A key as it is given out, once."""

    id: int
    name: str
    token: str
    permissions: tuple[str, ...]


@transaction.atomic
def create_key(
    *,
    name: str,
    scopes: Sequence[str],
    at: datetime,
    actor: Actor,
    departments: Sequence[str] = (),
    regions: Sequence[str] = (),
    owner_id: int | None = None,
    expires_at: datetime | None = None,
    rate_per_second: int | None = None,
) -> NewKey:
    """Make a key that may do `scopes`; its token is in the answer and nowhere else."""
    require(actor, MANAGE_KEYS)
    _refuse_nonsense(name=name, scopes=scopes, expires_at=expires_at, at=at)
    meant = permissions_meant(scopes, known=permissions)
    refuse_more_than_own(meant, actor=actor, known=permissions)
    prefix = "".join(secrets.choice(ALPHABET) for _n in range(PREFIX_LENGTH))
    token = f"hy_{prefix}_{secrets.token_urlsafe(32)}"
    key = ApiKey.objects.create(
        name=name.strip(),
        prefix=prefix,
        secret_hash=hashlib.sha256(token.encode()).digest(),
        permissions=sorted(meant),
        departments=sorted(departments),
        regions=sorted(regions),
        owner_id=_known_owner(owner_id),
        rate_per_second=rate_per_second,
        created_by=actor.id,
        created_at=at,
        expires_at=expires_at,
    )
    created = ApiKeyCreated(
        key_id=key.pk, prefix=prefix, permissions=key.permissions, owner_id=owner_id
    )
    record(created, story=STORY, subject=f"key:{key.pk}", at=at, actor=actor.id)
    return NewKey(id=key.pk, name=key.name, token=token, permissions=tuple(key.permissions))


@transaction.atomic
def revoke_key(*, key_id: int, at: datetime, actor: Actor) -> None:
    """End a key: here at once, in other processes within seconds. Twice is the same as once."""
    require(actor, MANAGE_KEYS)
    key = ApiKey.objects.select_for_update().filter(pk=key_id).first()
    if key is None:
        raise NotFound(_("There is no such key. Look at the list of keys."))
    if key.revoked_at is None:
        key.revoked_at = at
        key.save(update_fields=["revoked_at"])
        revoked = ApiKeyRevoked(key_id=key.pk, prefix=key.prefix)
        record(revoked, story=STORY, subject=f"key:{key.pk}", at=at, actor=actor.id)
    transaction.on_commit(forget_keys)


def _known_owner(owner_id: int | None) -> int | None:
    if owner_id is None or User.objects.filter(pk=owner_id, is_active=True).exists():
        return owner_id
    raise CannotCreateKey(_("The owner does not exist or is not active. Name another person."))


def _refuse_nonsense(
    *, name: str, scopes: Sequence[str], expires_at: datetime | None, at: datetime
) -> None:
    if not name.strip() or len(name.strip()) > 80:
        raise CannotCreateKey(_("A key needs a name of at most 80 characters. Give it one."))
    if not scopes:
        raise CannotCreateKey(_("A key without scopes opens nothing. Choose at least one."))
    if expires_at is not None and expires_at <= at:
        raise CannotCreateKey(_("The expiry lies in the past. Choose a later day."))
