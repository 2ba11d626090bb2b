from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huiyin.customers.models.party import Customer
from huiyin.customers.rules.contacts import ContactKind
from huiyin.kernel.protection.blind import INDEX_BYTES, blind_index
from huiyin.kernel.protection.fields import EncryptedTextField
from huiyin.kernel.protection.keys import Keyring

CONTACT_NAMES = {
    ContactKind.PHONE.value: _("Phone"),
    ContactKind.EMAIL.value: _("E-mail"),
    ContactKind.WECHAT.value: _("WeChat"),
    ContactKind.ACCOUNT.value: _("Account"),
    ContactKind.EXTERNAL.value: _("Number in another system"),
}


class ContactPoint(models.Model):
    """By what a customer is known and reached. An ended one no longer identifies anybody:
    phone numbers are given to other people.
    """

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="contact_points")
    kind = models.CharField(_("kind"), max_length=10, choices=list(CONTACT_NAMES.items()))
    value = EncryptedTextField(_("value"), context="customers.contact")
    index = models.BinaryField(max_length=INDEX_BYTES)
    last_four = models.BinaryField(max_length=INDEX_BYTES, null=True)
    is_preferred = models.BooleanField(_("preferred"), default=False)
    is_verified = models.BooleanField(_("verified"), default=False)
    since = models.DateTimeField(_("since"))
    ended_at = models.DateTimeField(_("ended at"), null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["index", "kind"],
                condition=Q(ended_at=None),
                name="customers_contact_identifies_one",
            ),
        ]
        indexes = [
            models.Index(
                fields=["last_four"],
                condition=Q(last_four__isnull=False),
                name="customers_contact_last_four",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.customer_id}"

    def blind_indexes(self, ring: Keyring | None = None) -> dict[str, bytes | None]:
        return {
            "index": contact_index(self.kind, self.value, ring=ring),
            "last_four": last_four_index(self.kind, self.value, ring=ring),
        }


def contact_index(kind: str, value: str, *, ring: Keyring | None = None) -> bytes:
    """Return by what a contact in its normal form is found."""
    return blind_index(value, purpose=f"customers.contact.{kind}", ring=ring)


def last_four_index(kind: str, value: str, *, ring: Keyring | None = None) -> bytes | None:
    """Return by what the last four digits of a phone number are found."""
    if kind != ContactKind.PHONE or len(value) < 8:
        return None
    return blind_index(value[-4:], purpose="customers.last_four", ring=ring)
