from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0004_find_answers_by_day")]

    operations = [
        migrations.AddField(
            model_name="callback",
            name="attempts",
            field=models.PositiveSmallIntegerField(default=0),
        ),
    ]
