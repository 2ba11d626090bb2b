from django.db import migrations

from huiyin.kernel.search import search_table


class Migration(migrations.Migration):
    dependencies = [("knowledge", "0001_articles")]

    operations = [search_table("knowledge_words")]
