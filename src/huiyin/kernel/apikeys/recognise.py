"""From a token to the actor it stands for. One query, then remembered for a few seconds."""

import hashlib
import hmac
import re
import time
from dataclasses import dataclass
from datetime import datetime, timedelta

from huiyin.kernel.access.roles import Actor, Grant, Role, permissions
from huiyin.kernel.apikeys.models import ApiKey
from huiyin.kernel.apikeys.power import narrowed

TOKEN = re.compile(r"hy_([a-z0-9]{10})_[A-Za-z0-9_-]{43}")
REMEMBERED_S = 5.0
MOST_REMEMBERED = 1000
# Writing each use down would cost a write per request, and lock the row.
USE_NOTED_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """A valid key: its actor, its own rate (requests per second) if it has one."""

    key_id: int
    actor: Actor
    rate_per_second: int | None
    expires_at: datetime | None


_remembered: dict[bytes, tuple[float, Recognised]] = {}


def recognise(token: str, *, at: datetime) -> Recognised | None:
    """Return whom `token` stands for, or None where it opens nothing (any more)."""
    matched = TOKEN.fullmatch(token)
    if matched is None:
        return None
    digest = hashlib.sha256(token.encode()).digest()
    moment = time.monotonic()
    kept = _remembered.get(digest)
    if kept is not None and moment - kept[0] < REMEMBERED_S:
        return _unless_expired(kept[1], at=at)
    known = _look_up(matched[1], digest, at=at)
    if known is None:
        _remembered.pop(digest, None)
        return None
    _remember(digest, known, moment)
    return _unless_expired(known, at=at)


def _unless_expired(known: Recognised, *, at: datetime) -> Recognised | None:
    return None if known.expires_at is not None and known.expires_at <= at else known


def forget_keys() -> None:
    """Look every key up again at its next use."""
    _remembered.clear()


def _remember(digest: bytes, known: Recognised, moment: float) -> None:
    if len(_remembered) >= MOST_REMEMBERED:
        _remembered.clear()
    _remembered[digest] = (moment, known)


def _look_up(prefix: str, digest: bytes, *, at: datetime) -> Recognised | None:
    key = ApiKey.objects.select_related("owner").filter(prefix=prefix, revoked_at=None).first()
    if key is None or not hmac.compare_digest(bytes(key.secret_hash), digest):
        return None
    if key.owner is not None and not key.owner.is_active:
        return None
    _note_use(key, at=at)
    return Recognised(
        key_id=key.pk,
        actor=Actor(
            id=f"key:{key.pk}",
            name=key.name,
            grants=_grants_of(key),
            owner_id=key.owner_id,
        ),
        rate_per_second=key.rate_per_second,
        expires_at=key.expires_at,
    )


def _grants_of(key: ApiKey) -> tuple[Grant, ...]:
    own = Grant(
        Role.INTEGRATOR,
        frozenset(key.departments),
        frozenset(key.regions),
        frozenset(key.permissions),
    )
    if key.owner is None or key.owner.is_superuser:
        return (own,)
    grants = [grant.as_value() for grant in key.owner.role_grants.all()]
    return narrowed(grants, key=own, known=permissions)


def _note_use(key: ApiKey, *, at: datetime) -> None:
    if key.last_used_at is not None and at - key.last_used_at < USE_NOTED_EVERY:
        return
    # Conditional: of many processes that notice at once, one writes.
    ApiKey.objects.filter(pk=key.pk, last_used_at=key.last_used_at).update(last_used_at=at)
