from django.db import migrations

from huiyin.kernel.search import search_table


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial")]
    operations = [search_table("cases_search")]
