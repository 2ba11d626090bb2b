from django.db import migrations, models


class Migration(migrations.Migration):
    """Addresses are sealed; they are found again by a blind index."""

    dependencies = [("channels", "0001_conversations")]

    operations = [
        migrations.RemoveIndex("message", "channels_message_sender"),
        migrations.RemoveField("message", "sender"),
        migrations.RemoveField("message", "sender_key"),
        migrations.RemoveField("outgoing", "address"),
        migrations.AddField("message", "sender", models.BinaryField(default=b"")),
        migrations.AddField(
            "message", "sender_key", models.BinaryField(max_length=16, null=True)
        ),
        migrations.AddField("outgoing", "address", models.BinaryField(default=b"")),
        migrations.AddIndex(
            "message",
            models.Index(
                fields=["sender_key", "at"],
                condition=models.Q(sender_key__isnull=False),
                name="channels_message_sender",
            ),
        ),
    ]
