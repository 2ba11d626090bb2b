"""Signatures by Standard Webhooks 1.0: HMAC-SHA256 over id, moment and body."""

import base64
import hashlib
import hmac
import secrets
from datetime import datetime

PREFIX = "whsec_"


def new_secret() -> str:
    """Return a fresh signing secret."""
    return PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def signed_headers(
    *, secret: str, message_id: str, body: bytes, at: datetime
) -> dict[str, str]:
    """Return the headers by which the receiver knows that `body` is ours and fresh."""
    moment = str(int(at.timestamp()))
    return {
        "webhook-id": message_id,
        "webhook-timestamp": moment,
        "webhook-signature": signature(
            secret=secret, message_id=message_id, moment=moment, body=body
        ),
    }


def signature(*, secret: str, message_id: str, moment: str, body: bytes) -> str:
    """Return the `v1` signature."""
    key = base64.b64decode(secret.removeprefix(PREFIX))
    content = f"{message_id}.{moment}.".encode() + body
    digest = hmac.new(key, content, hashlib.sha256).digest()
    return "v1," + base64.b64encode(digest).decode()
