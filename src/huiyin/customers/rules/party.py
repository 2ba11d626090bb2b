"""A customer as plain values (TM Forum TMF632: an individual or an organisation)."""

import re
from dataclasses import dataclass
from enum import StrEnum

from huiyin.customers.rules.contacts import Contact


class PartyKind(StrEnum):
    INDIVIDUAL = "individual"
    ORGANISATION = "organisation"


class Tier(StrEnum):
    STANDARD = "standard"
    SILVER = "silver"
    GOLD = "gold"
    PLATINUM = "platinum"
    DIAMOND = "diamond"


class Vulnerability(StrEnum):
    """Why somebody must be treated with more care; itself sensitive, and sealed at rest."""

    ELDERLY = "elderly"
    DISABLED = "disabled"
    MEDICAL_DEPENDENCY = "medical_dependency"
    MINOR = "minor"
    OTHER = "other"


CHANNELS = ("sms", "email", "wechat", "phone")
LANGUAGES = ("zh-hans", "zh-hant", "en")
_REF = re.compile(r"^K-?0*(\d{1,18})$", re.IGNORECASE)
_REGION = re.compile(r"^(\d{2}|\d{4}|\d{6}|[A-Z]{2}(-[A-Z0-9]{1,3})?)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCustomer:
    """Somebody as a door knows them: found by the first contact that is known, or created."""

    contacts: tuple[Contact, ...]
    name: str = ""
    kind: str = PartyKind.INDIVIDUAL
    tier: str = Tier.STANDARD
    is_vip: bool = False
    language: str = ""
    preferred_channel: str = ""
    region: str = ""
    address: str = ""
    vulnerabilities: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerCard:
    """A customer as others may see them; the name is masked."""

    id: int
    ref: str
    name: str
    tier: str
    is_vip: bool
    is_vulnerable: bool
    language: str
    preferred_channel: str
    region: str


def ref_of(customer_id: int) -> str:
    """Return the reference people use: K-00000123."""
    return f"K-{customer_id:08d}"


def id_of(ref: str) -> int | None:
    """Return the id behind a reference as people type it (K-123, k00000123), or None."""
    found = _REF.match(ref.strip())
    return int(found.group(1)) if found and int(found.group(1)) < 2**63 else None


def is_region(code: str) -> bool:
    """Return whether `code` looks like GB/T 2260 (33, 3301, 330106) or ISO 3166-2 (US-CA)."""
    return bool(_REGION.match(code))


def counts_as_vip(tier: str, *, is_vip: bool) -> bool:
    """Return whether a customer is treated as VIP: named so, or of the highest tier."""
    return is_vip or tier == Tier.DIAMOND
