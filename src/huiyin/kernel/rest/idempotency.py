"""The same request twice has one effect and two equal answers.

The note that a key was used is written first, in the transaction of the effect. A second
request with the key that comes at the same time waits at the unique constraint (PostgreSQL) or
for the write lock (SQLite), and then finds the answer of the first. If the first came to
nothing, its note was rolled back with it, and the second is the first.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.utils.translation import gettext as _

from huiyin.kernel.refusal import Refusal
from huiyin.kernel.rest.models import KeptReply

KEPT_FOR = timedelta(hours=24)
LONGEST_KEY = 200
PURGED_AT_ONCE = 5000


class KeyUsedOtherwise(Refusal):
    """The Idempotency-Key came with another request before."""

    code = "idempotency_key_reused"
    status = 422


class BadIdempotencyKey(Refusal):
    """The header cannot be a key."""

    code = "bad_idempotency_key"
    status = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer as it went out."""

    status: int
    content_type: str
    body: str


def check_key(key: str) -> str:
    """Return `key` if it can be one."""
    if 0 < len(key) <= LONGEST_KEY and key.isascii() and key.isprintable():
        return key
    raise BadIdempotencyKey(
        _("An Idempotency-Key has 1 to 200 printable ASCII characters. Send a UUID.")
    )


def fingerprint_of(*, method: str, path: str, body: bytes) -> str:
    """Return what identifies a request besides its key."""
    head = f"{method} {path}\n".encode()
    return hashlib.sha256(head + body).hexdigest()


def begin_once(*, actor_id: str, key: str, fingerprint: str, at: datetime) -> Reply | None:
    """Take `key` for this request; return the earlier answer if it was answered before.

    Call in the transaction of the effect, and `finish_once` in the same.
    """
    if _take(actor_id, key, fingerprint, at):
        return None
    kept = KeptReply.objects.filter(actor=actor_id, key=key).get()
    if kept.fingerprint != fingerprint:
        raise KeyUsedOtherwise(
            _("This Idempotency-Key came with another request before. Use a new key.")
        )
    return Reply(status=kept.status, content_type=kept.content_type, body=kept.body)


def finish_once(*, actor_id: str, key: str, reply: Reply) -> None:
    """Keep the answer beside its effect."""
    with connection.cursor() as cursor:
        cursor.execute(FINISH, [reply.status, reply.content_type, reply.body, actor_id, key])


def purge_replies(*, at: datetime) -> int:
    """Delete answers older than a day, some at a time; return how many."""
    old = KeptReply.objects.filter(at__lt=at - KEPT_FOR).order_by("at")
    ids = list(old.values_list("pk", flat=True)[:PURGED_AT_ONCE])
    deleted, _per_model = KeptReply.objects.filter(pk__in=ids).delete()
    return deleted


# By hand: the query set would be compiled anew for every request.
TAKE = """
INSERT INTO rest_keptreply (actor, key, fingerprint, status, content_type, body, at)
VALUES (%s, %s, %s, 0, '', '', %s) ON CONFLICT (actor, key) DO NOTHING
"""
FINISH = """
UPDATE rest_keptreply SET status = %s, content_type = %s, body = %s
WHERE actor = %s AND key = %s
"""


def _take(actor_id: str, key: str, fingerprint: str, at: datetime) -> bool:
    moment = connection.ops.adapt_datetimefield_value(at)
    with connection.cursor() as cursor:
        cursor.execute(TAKE, [actor_id, key, fingerprint, moment])
        return bool(cursor.rowcount == 1)
