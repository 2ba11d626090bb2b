from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huiyin.channels.models.addresses import address_key
from huiyin.channels.models.conversations import Message
from huiyin.kernel.protection.fields import EncryptedTextField
from huiyin.kernel.protection.keys import Keyring

KEPT = "kept"
QUARANTINED = "quarantined"
OWN = "own"
BOUNCE = "bounce"
RELEASED = "released"
DISCARDED = "discarded"
OUTCOME_NAMES = {
    KEPT: _("kept"),
    QUARANTINED: _("in quarantine"),
    OWN: _("our own mail"),
    BOUNCE: _("delivery report"),
    RELEASED: _("released"),
    DISCARDED: _("discarded"),
}
REASON_NAMES = {
    "unreadable": _("It cannot be read."),
    "no_sender": _("It has no sender."),
    "empty": _("It says nothing."),
    "automatic": _("A machine wrote it, about nothing we know."),
    "too_many": _("Too many mails from one address within an hour."),
    "failed": _("Taking it in failed unexpectedly."),
}


class Mailbox(models.Model):
    """Where mail is fetched from, and how far. Credentials stay in the environment."""

    # "user@host/folder": recognises the mailbox, opens nothing.
    name = models.CharField(max_length=200, unique=True)
    uid_validity = models.BigIntegerField(default=0)
    last_uid = models.BigIntegerField(default=0)
    checked_at = models.DateTimeField(null=True)
    fetched_at = models.DateTimeField(null=True)
    error = models.TextField(default="", blank=True)
    failing_since = models.DateTimeField(null=True)
    # Counted up whenever the server says that something came, and how far that was looked at.
    heard = models.PositiveIntegerField(default=0)
    seen = models.PositiveIntegerField(default=0)
    # Which worker listens, who may take over after when, and until when it surely hears.
    listener = models.CharField(max_length=40, default="", blank=True)
    lease_until = models.DateTimeField(null=True)
    listened_until = models.DateTimeField(null=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class FetchedMail(models.Model):
    """One mail of one mailbox, fetched once, and what became of it."""

    mailbox = models.ForeignKey(Mailbox, models.CASCADE, related_name="mails")
    uid_validity = models.BigIntegerField()
    uid = models.BigIntegerField()
    outcome = models.CharField(max_length=12, choices=list(OUTCOME_NAMES.items()))
    reason = models.CharField(max_length=20, default="", blank=True)
    sender = EncryptedTextField(context="channels.mail_sender")
    sender_key = models.BinaryField(max_length=16, null=True)
    size = models.BigIntegerField()
    # The mail as it came, where it could not be taken.
    sha256 = models.CharField(max_length=64, default="", blank=True)
    message = models.ForeignKey(Message, models.SET_NULL, null=True, related_name="+")
    fetched_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["mailbox", "uid_validity", "uid"], name="channels_mail_fetched_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["sender_key", "fetched_at"],
                condition=Q(sender_key__isnull=False),
                name="channels_mail_sender",
            ),
            models.Index(
                fields=["-id"],
                condition=Q(outcome=QUARANTINED),
                name="channels_mail_quarantined",
            ),
        ]

    def __str__(self) -> str:
        return f"mail {self.uid} of {self.mailbox_id}: {self.outcome}"

    def blind_indexes(self, ring: Keyring | None = None) -> dict[str, bytes | None]:
        """Return the blind index by column, for when the keys change."""
        return {"sender_key": address_key(self.sender, ring=ring)}
