from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huiyin.customers.rules.party import PartyKind, Tier, Vulnerability, ref_of
from huiyin.kernel.protection.blind import INDEX_BYTES, blind_index, normal_form
from huiyin.kernel.protection.fields import EncryptedJSONField, EncryptedTextField
from huiyin.kernel.protection.keys import Keyring

KIND_NAMES = {
    PartyKind.INDIVIDUAL.value: _("Individual"),
    PartyKind.ORGANISATION.value: _("Organisation"),
}
TIER_NAMES = {
    Tier.STANDARD.value: _("Standard"),
    Tier.SILVER.value: _("Silver"),
    Tier.GOLD.value: _("Gold"),
    Tier.PLATINUM.value: _("Platinum"),
    Tier.DIAMOND.value: _("Diamond"),
}
VULNERABILITY_NAMES = {
    Vulnerability.ELDERLY.value: _("Older person"),
    Vulnerability.DISABLED.value: _("Disability"),
    Vulnerability.MEDICAL_DEPENDENCY.value: _("Depends on the line for medical reasons"),
    Vulnerability.MINOR.value: _("Minor"),
    Vulnerability.OTHER.value: _("Other need for care"),
}


class Customer(models.Model):
    """A party the operator serves. Never deleted: erasure empties it, a merge points onward."""

    kind = models.CharField(
        _("kind"),
        max_length=12,
        choices=list(KIND_NAMES.items()),
        default=PartyKind.INDIVIDUAL.value,
    )
    name = EncryptedTextField(_("name"), context="customers.name")
    name_index = models.BinaryField(max_length=INDEX_BYTES, null=True)
    language = models.CharField(_("language"), max_length=8, default="", blank=True)
    preferred_channel = models.CharField(
        _("preferred channel"), max_length=12, default="", blank=True
    )
    tier = models.CharField(
        _("tier"), max_length=12, choices=list(TIER_NAMES.items()), default=Tier.STANDARD.value
    )
    is_vip = models.BooleanField(_("VIP"), default=False)
    is_vulnerable = models.BooleanField(_("needs special care"), default=False)
    vulnerabilities = EncryptedJSONField(_("reasons for care"), context="customers.care")
    region = models.CharField(_("service region"), max_length=12, default="", blank=True)
    address = EncryptedTextField(_("address"), context="customers.address")
    source = models.CharField(_("source"), max_length=40, default="", blank=True)
    registered_at = models.DateTimeField(_("registered at"))
    changed_at = models.DateTimeField(_("changed at"))
    erased_at = models.DateTimeField(_("made anonymous at"), null=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="absorbed")

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["name_index"],
                condition=Q(name_index__isnull=False),
                name="customers_customer_by_name",
            ),
        ]

    def __str__(self) -> str:
        return self.ref

    @property
    def ref(self) -> str:
        return ref_of(self.pk)

    def blind_indexes(self, ring: Keyring | None = None) -> dict[str, bytes | None]:
        return {"name_index": name_index(self.name, ring=ring)}


def name_index(name: str, *, ring: Keyring | None = None) -> bytes | None:
    """Return by what a name is found, or None where there is no name."""
    compared = normal_form(name)
    return blind_index(compared, purpose="customers.name", ring=ring) if compared else None


class Consent(models.Model):
    """What a customer agreed to or refused; the journal keeps the changes."""

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="consents")
    purpose = models.CharField(_("purpose"), max_length=40)
    is_given = models.BooleanField(_("given"))
    changed_at = models.DateTimeField(_("changed at"))

    class Meta:
        ordering = ["purpose"]
        constraints = [
            models.UniqueConstraint(
                fields=["customer", "purpose"], name="customers_consent_once_each"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose}: {self.is_given}"


class CustomerNote(models.Model):
    """What colleagues should know about a customer."""

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="notes")
    body = EncryptedTextField(_("note"), context="customers.note")
    author = models.CharField(_("author"), max_length=60)
    at = models.DateTimeField(_("at"))

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"note {self.pk}"
