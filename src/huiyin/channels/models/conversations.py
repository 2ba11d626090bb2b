from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huiyin.channels.models.addresses import address_key
from huiyin.channels.rules import kinds
from huiyin.kernel.protection.fields import EncryptedTextField
from huiyin.kernel.protection.keys import Keyring

KIND_NAMES = {
    kinds.WEB: _("Web"),
    kinds.PHONE: _("Phone"),
    kinds.EMAIL: _("E-mail"),
    kinds.SMS: _("SMS"),
    kinds.API: _("API"),
    kinds.IMPORT: _("Import"),
    kinds.WECHAT: _("WeChat"),
    kinds.CHAT: _("Chat"),
    kinds.HALL: _("Service hall"),
    kinds.SOCIAL: _("Social media"),
}
STATE_NAMES = {
    kinds.KEPT: _("kept"),
    kinds.QUEUED: _("queued"),
    kinds.RETRYING: _("trying again"),
    kinds.SENT: _("sent"),
    kinds.FAILED: _("failed"),
}


class Conversation(models.Model):
    """What was said with one customer about one matter, over all channels."""

    # Plain references: customers and cases keep their own rows.
    customer_id = models.BigIntegerField(null=True)
    story = models.CharField(max_length=40, default="", blank=True)
    subject = models.CharField(max_length=300, default="", blank=True)
    started_at = models.DateTimeField()

    class Meta:
        indexes = [
            # No condition: SQLite would not use it, since values are bound after planning.
            models.Index(fields=["story"], name="channels_conversation_story"),
            models.Index(
                fields=["customer_id", "id"],
                condition=Q(customer_id__isnull=False),
                name="channels_conversation_customer",
            ),
        ]

    def __str__(self) -> str:
        return f"conversation {self.pk} of {self.story or 'no story yet'}"


class Move(models.Model):
    """A conversation that a merge took to another story; undone by going back."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="moves")
    from_story = models.CharField(max_length=40)
    to_story = models.CharField(max_length=40)
    moved_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["to_story", "from_story"], name="channels_move_way_back")
        ]

    def __str__(self) -> str:
        return f"{self.conversation_id}: {self.from_story} to {self.to_story}"


class Message(models.Model):
    """Words one side said to the other, once."""

    conversation = models.ForeignKey(Conversation, models.PROTECT, related_name="messages")
    kind = models.CharField(max_length=10, choices=list(KIND_NAMES.items()))
    direction = models.CharField(max_length=3)
    customer_id = models.BigIntegerField(null=True)
    subject = models.CharField(max_length=300, default="", blank=True)
    body = models.TextField(default="", blank=True)
    sender = EncryptedTextField(context="channels.sender")
    # The blind index that finds an address again.
    sender_key = models.BinaryField(max_length=16, null=True)
    source = models.CharField(max_length=60, default="", blank=True)
    # Null where the source gave no number: of nulls a unique constraint allows any number.
    external_id = models.CharField(max_length=255, null=True, blank=True)  # noqa: DJ001
    actor = models.CharField(max_length=60, default="", blank=True)
    state = models.CharField(
        max_length=10, choices=list(STATE_NAMES.items()), default=kinds.KEPT
    )
    at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "external_id"], name="channels_message_known_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["customer_id", "id"],
                condition=Q(customer_id__isnull=False),
                name="channels_message_customer",
            ),
            models.Index(
                fields=["sender_key", "at"],
                condition=Q(sender_key__isnull=False),
                name="channels_message_sender",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} message {self.pk} ({self.direction})"

    def blind_indexes(self, ring: Keyring | None = None) -> dict[str, bytes | None]:
        """Return the blind index by column, for when the keys change."""
        return {"sender_key": address_key(self.sender, ring=ring)}


class Attachment(models.Model):
    """A file that came with a message, kept by the digest of its content."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="attachments")
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    claimed_type = models.CharField(max_length=100, default="", blank=True)
    size = models.BigIntegerField()
    # Empty where the file was refused; `refusal` then says why.
    sha256 = models.CharField(max_length=64, default="", blank=True)
    refusal = models.CharField(max_length=60, default="", blank=True)

    class Meta:
        indexes = [models.Index(fields=["sha256"], name="channels_attachment_content")]

    def __str__(self) -> str:
        return f"{self.media_type}, {self.size} bytes"
