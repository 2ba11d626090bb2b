from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0009_remarks"),
    ]

    operations = [
        migrations.CreateModel(
            name="TrainingRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("state", models.CharField(default="waiting", max_length=10)),
                ("asked_by", models.CharField(max_length=60)),
                ("asked_at", models.DateTimeField()),
                ("step", models.PositiveSmallIntegerField(default=0)),
                ("steps", models.PositiveSmallIntegerField(default=0)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("before", models.CharField(blank=True, default="", max_length=8)),
                ("version", models.CharField(blank=True, default="", max_length=8)),
                ("examples", models.PositiveIntegerField(default=0)),
                ("corrections", models.PositiveIntegerField(default=0)),
                ("report", models.JSONField(default=dict)),
                ("problem", models.CharField(blank=True, default="", max_length=400)),
                ("ended_at", models.DateTimeField(null=True)),
                ("decided_by", models.CharField(blank=True, default="", max_length=60)),
                ("decided_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.AddField(
            model_name="case",
            name="judged_by",
            field=models.CharField(blank=True, default="", max_length=8),
        ),
        migrations.AddField(
            model_name="correction",
            name="is_erased",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="correction",
            name="is_last",
            field=models.BooleanField(default=True),
        ),
        migrations.AddField(
            model_name="correction",
            name="version",
            field=models.CharField(blank=True, default="", max_length=8),
        ),
        migrations.AddField(
            model_name="correction",
            name="was_waiting",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="correction",
            name="words",
            field=models.BinaryField(default=b""),
        ),
        migrations.AddIndex(
            model_name="correction",
            index=models.Index(
                condition=models.Q(("is_last", True)),
                fields=["at", "id"],
                name="cases_correction_last",
            ),
        ),
        migrations.AddConstraint(
            model_name="trainingrun",
            constraint=models.UniqueConstraint(
                models.Value(1),
                condition=models.Q(("state__in", ["waiting", "training", "ready"])),
                name="cases_training_one_at_a_time",
            ),
        ),
        # Of the decisions on one case the last counts.
        migrations.RunSQL(
            "UPDATE cases_correction SET is_last = false WHERE id NOT IN "
            "(SELECT MAX(id) FROM cases_correction GROUP BY case_id)",
            migrations.RunSQL.noop,
        ),
    ]
