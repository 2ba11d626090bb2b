"""A file of several chunks is read ahead by another process, and nothing of it changes."""

import csv
import json
from io import StringIO

import pytest
from django.core.management import call_command

from huiyin.cases.models import Case

pytestmark = pytest.mark.django_db
ROWS = 3100


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "complaints.csv"
    with path.open("w", newline="", encoding="utf-8") as out:
        rows = csv.writer(out)
        rows.writerow(["id", "text", "time"])
        for number in range(ROWS):
            word = "wrong bill" if number % 2 else "要去工信部投诉"
            rows.writerow([number, f"{word} {number}", f"2026-03-02 09:{number % 60:02d}"])
    return path


def imported(path):
    said = StringIO()
    call_command("complaints_import", str(path), json=True, stdout=said)
    return json.loads(said.getvalue().splitlines()[-1])


def test_every_row_is_opened_in_order_and_understood_alike(file, seeded_standards):
    summary = imported(file)

    assert (summary["read"], summary["opened"], summary["rejected"]) == (ROWS, ROWS, 0)
    cases = list(Case.objects.order_by("id").values_list("title", "language", "is_bypass"))
    assert cases == [
        (f"wrong bill {n}", "en", False) if n % 2 else (f"要去工信部投诉 {n}", "zh-hans", True)
        for n in range(ROWS)
    ]


def test_the_same_file_again_opens_nothing(file, seeded_standards):
    imported(file)

    again = imported(file)

    assert (again["opened"], again["duplicate"]) == (0, ROWS)
    assert Case.objects.count() == ROWS
