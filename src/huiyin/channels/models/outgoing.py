from django.db import models
from django.db.models import Q

from huiyin.channels.models.conversations import Message
from huiyin.kernel.claims import Claimable
from huiyin.kernel.protection.fields import EncryptedTextField


class Outgoing(Claimable):
    """A message that some carrier still has to take out of the house."""

    message = models.OneToOneField(Message, models.CASCADE, related_name="outgoing")
    kind = models.CharField(max_length=10)
    address = EncryptedTextField(context="channels.recipient")
    is_automatic = models.BooleanField(default=False)
    in_reply_to = models.CharField(max_length=255, default="", blank=True)
    last_tried_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["visible_at", "id"],
                condition=Q(parked_at=None),
                name="channels_outgoing_due",
            ),
            models.Index(
                fields=["parked_at"],
                condition=Q(parked_at__isnull=False),
                name="channels_outgoing_parked",
            ),
        ]

    def __str__(self) -> str:
        return f"message {self.message_id} by {self.kind}"
