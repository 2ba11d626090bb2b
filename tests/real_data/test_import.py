"""Both real files: every row a case with its own time, a second run opens nothing."""

import json
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command

from huiyin.cases.models import Case, Clock, QueueEntry
from huiyin.channels.models import Message
from huiyin.notifications.models import Notice
from tests.real_data.files import csv_rows, real_file, sheet_moment, sheet_rows

COMCAST = "en_comcast_complaints/Comcast_telecom_complaints_data.csv"
HOTLINE = "zh_taidi2020c_hotline/附件{}.xlsx"
SHANGHAI = ZoneInfo("Asia/Shanghai")
NEW_YORK = ZoneInfo("America/New_York")
pytestmark = pytest.mark.usefixtures("seeded_standards")


def taken_in(path: Path, folder: Path, zone: ZoneInfo) -> dict[str, int]:
    """Run the import as a person would; return its summary."""
    said = StringIO()
    rejects = str(folder / "rejects.csv")
    call_command(
        "complaints_import",
        str(path),
        zone=zone.key,
        rejects=Path(rejects),
        json=True,
        stdout=said,
        stderr=StringIO(),
    )
    return json.loads(said.getvalue().splitlines()[-1])


def said_at() -> dict[str, datetime]:
    """Return when each case was opened, by its number at the source."""
    story = Case.objects.in_bulk(field_name="ref")
    known = Message.objects.exclude(external_id=None).select_related("conversation")
    return {m.external_id: story[m.conversation.story].opened_at for m in known}


def test_the_comcast_file_opens_a_case_for_every_row_at_its_own_time(tmp_path):
    path = real_file(COMCAST)
    rows = csv_rows(path)

    first = taken_in(path, tmp_path, NEW_YORK)
    second = taken_in(path, tmp_path, NEW_YORK)

    assert first["read"] == len(rows) == 2224
    assert first["opened"] + first["repeated"] == 2224
    assert first["rejected"] == first["joined"] == first["duplicate"] == 0
    assert (second["duplicate"], second["opened"], second["repeated"]) == (2224, 0, 0)
    assert said_at() == {
        _ticket(row): datetime.strptime(
            f"{row['Date_month_year']} {row['Time']}", "%d-%b-%y %I:%M:%S %p"
        ).replace(tzinfo=NEW_YORK)
        for row in rows
    }


def test_the_comcast_file_keeps_its_burst_its_status_and_its_places(tmp_path):
    path = real_file(COMCAST)
    rows = csv_rows(path)

    taken_in(path, tmp_path, NEW_YORK)

    day = datetime(2015, 6, 24, tzinfo=NEW_YORK)
    on_the_day = Case.objects.filter(opened_at__gte=day, opened_at__lt=day + timedelta(days=1))
    assert on_the_day.count() == 218
    for status in ("Open", "Pending", "Solved", "Closed"):
        expected = sum(row["Status"] == status for row in rows)
        assert Case.objects.filter(source_status=status).count() == expected
    ended = sum(row["Status"] in ("Solved", "Closed") for row in rows)
    assert Case.objects.filter(state="closed").count() == ended
    assert QueueEntry.objects.count() == 2224 - ended
    assert Case.objects.filter(place__contains=rows[0]["City"]).exists()
    # What lies years back troubles nobody.
    assert not Notice.objects.exists()


@pytest.mark.parametrize("part", ["2", "3", "4"])
def test_a_hotline_sheet_opens_a_case_for_every_message_at_its_own_time(part, tmp_path):
    path = real_file(HOTLINE.format(part))
    rows = sheet_rows(path)

    first = taken_in(path, tmp_path, SHANGHAI)
    second = taken_in(path, tmp_path, SHANGHAI)

    numbers = {row["留言编号"] for row in rows}
    assert first["read"] == len(rows)
    assert first["rejected"] == 0
    assert first["duplicate"] == len(rows) - len(numbers)
    assert first["opened"] + first["repeated"] + first["joined"] == len(numbers)
    assert second["duplicate"] == len(rows)
    # Of a message that is there twice, the first counts; who chases an open case joins it.
    said = {
        row["留言编号"]: sheet_moment(row["留言时间"]).replace(tzinfo=SHANGHAI)
        for row in reversed(rows)
    }
    kept = Message.objects.exclude(external_id=None)
    assert dict(kept.values_list("external_id", "at")) == said


def test_the_replies_of_the_hotline_keep_their_delays_to_the_second(tmp_path):
    path = real_file(HOTLINE.format("4"))
    rows = sheet_rows(path)

    taken_in(path, tmp_path, SHANGHAI)

    expected = {
        row["留言编号"]: sheet_moment(row["答复时间"]) - sheet_moment(row["留言时间"])
        for row in rows
    }
    story = Case.objects.in_bulk(field_name="ref")
    kept = Message.objects.exclude(external_id=None).select_related("conversation")
    cases = {message.external_id: story[message.conversation.story] for message in kept}
    assert {n: case.resolved_at - case.opened_at for n, case in cases.items()} == expected
    assert {case.state for case in cases.values()} == {"closed"}
    clocks = Clock.objects.filter(kind="first_response").select_related("case")
    assert clocks.count() == len(rows)
    assert all(clock.stopped_at == clock.case.resolved_at for clock in clocks)
    assert Message.objects.filter(direction="out").count() == len(rows)


def test_a_spoiled_row_of_a_real_file_is_rejected_with_row_column_and_reason(tmp_path):
    lines = real_file(COMCAST).read_text(encoding="utf-8-sig").splitlines()[:4]
    spoiled = tmp_path / "spoiled.csv"
    spoiled.write_text("\n".join([*lines[:3], lines[3].replace("-15", "-65")]), "utf-8")

    summary = taken_in(spoiled, tmp_path, NEW_YORK)

    assert (summary["opened"] + summary["repeated"], summary["rejected"]) == (2, 1)
    [rejected] = csv_rows(tmp_path / "rejects.csv")
    assert "4" in rejected.values()
    assert any(
        "date" in value or "时间" in value or "time" in value for value in rejected.values()
    )


def _ticket(row: dict[str, str]) -> str:
    return next(value for name, value in row.items() if name.startswith("Ticket"))
