"""What happens to customers. Identifiers only: an entry can never be erased."""

from dataclasses import dataclass
from gettext import gettext as _

from huiyin.kernel.journal.events import Event, event


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerRegistered(Event):
    """Somebody became known."""

    name = "customers.customer_registered"
    sentence = _("Customer %(ref)s was registered.")

    customer_id: int
    ref: str
    source: str = ""


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerChanged(Event):
    """Something known about a customer changed; `fields` says which, never to what."""

    name = "customers.customer_changed"
    sentence = _("Details of customer %(ref)s were changed.")

    customer_id: int
    ref: str
    fields: tuple[str, ...]


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerRevealed(Event):
    """A person looked at personal values unmasked, for a stated purpose."""

    name = "customers.customer_revealed"
    sentence = _("Personal details of %(ref)s were looked at (purpose: %(purpose)s).")

    customer_id: int
    ref: str
    fields: tuple[str, ...]
    purpose: str
    matter: str = ""


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerExported(Event):
    """All that is known about a customer was handed out."""

    name = "customers.customer_exported"
    sentence = _("All that is known about %(ref)s was exported.")

    customer_id: int
    ref: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerErased(Event):
    """A customer was made anonymous; region, tier and counts stay for the figures."""

    name = "customers.customer_erased"
    sentence = _("Customer %(ref)s was made anonymous.")

    customer_id: int
    ref: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentChanged(Event):
    """A customer agreed to something, or took it back."""

    name = "customers.consent_changed"
    sentence = _("The consent of %(ref)s for %(purpose)s was changed.")

    customer_id: int
    ref: str
    purpose: str
    is_given: bool


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class CustomersMerged(Event):
    """Two customers turned out to be one; the contacts moved to the survivor."""

    name = "customers.customers_merged"
    sentence = _("Customer %(absorbed_ref)s was merged into %(survivor_ref)s.")

    merge_id: int
    survivor_id: int
    survivor_ref: str
    absorbed_id: int
    absorbed_ref: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class CustomersParted(Event):
    """A merge was taken back; what had moved went home."""

    name = "customers.customers_parted"
    sentence = _("The merge of %(absorbed_ref)s into %(survivor_ref)s was taken back.")

    merge_id: int
    survivor_id: int
    survivor_ref: str
    absorbed_id: int
    absorbed_ref: str
