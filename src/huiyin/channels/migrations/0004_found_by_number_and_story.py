from django.db import migrations, models


def empty_to_null(apps, schema_editor):
    apps.get_model("channels", "Message").objects.filter(external_id="").update(
        external_id=None
    )


def null_to_empty(apps, schema_editor):
    apps.get_model("channels", "Message").objects.filter(external_id=None).update(
        external_id=""
    )


class Migration(migrations.Migration):
    dependencies = [("channels", "0003_mailboxes")]

    operations = [
        migrations.RemoveConstraint(model_name="message", name="channels_message_known_once"),
        migrations.AlterField(
            model_name="message",
            name="external_id",
            field=models.CharField(blank=True, max_length=255, null=True),
        ),
        migrations.RunPython(empty_to_null, null_to_empty, elidable=True),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.UniqueConstraint(
                fields=("source", "external_id"), name="channels_message_known_once"
            ),
        ),
        migrations.RemoveIndex(model_name="conversation", name="channels_conversation_story"),
        migrations.AddIndex(
            model_name="conversation",
            index=models.Index(fields=["story"], name="channels_conversation_story"),
        ),
    ]
