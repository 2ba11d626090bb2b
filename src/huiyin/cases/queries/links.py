"""Signed links that customers get: to rate, and to follow a case without a contact."""

import hashlib
from functools import lru_cache

from django.conf import settings

from huiyin.cases.models import CallBack, Case
from huiyin.cases.rules.links import number_in, token_for

RATE = "rate"
FOLLOW = "follow"


def rating_token(call_back: CallBack) -> str:
    """Return what opens the rating of one call-back, and nothing else."""
    return token_for(call_back.pk, purpose=RATE, key=_key())


def call_back_of(token: str) -> CallBack | None:
    """Return the call-back a rating link is about, with its case."""
    found = number_in(token, purpose=RATE, key=_key())
    if found is None:
        return None
    return CallBack.objects.select_related("case").filter(pk=found).first()


def follow_token(case_id: int) -> str:
    """Return the secret that stands for a contact where none was given."""
    return token_for(case_id, purpose=FOLLOW, key=_key())


def followed_ref(token: str) -> str:
    """Return the reference of the case a follow-up link is about, or nothing."""
    found = number_in(token, purpose=FOLLOW, key=_key())
    if found is None:
        return ""
    case = Case.objects.filter(pk=found, customer_id=None).first()
    return case.ref if case else ""


def _key() -> bytes:
    return _derived(settings.SECRET_KEY)


@lru_cache(maxsize=4)
def _derived(secret: str) -> bytes:
    return hashlib.sha256(b"huiyin.cases.link:" + secret.encode()).digest()
