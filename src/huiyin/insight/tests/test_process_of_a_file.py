"""The process map of an event log: by command and on the page; nothing of it is kept."""

import json
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from huiyin.insight.tests.test_pages import signed_in

LOG = """ticket,event,when,team
A,opened,2026-03-02 09:00,desk
A,mended,2026-03-02 12:00,field
B,opened,2026-03-02 10:00,desk
A,opened,2026-03-02 13:30,desk
B,mended,2026-03-02 11:00,desk
B,,2026-03-02 11:30,desk
C,opened,some day,desk
"""
COLUMNS = {"case": "ticket", "activity": "event", "time": "when", "resource": "team"}
PAGE = "/reports/process/file/"
ENGLISH = {"accept-language": "en"}


@pytest.fixture(autouse=True)
def lake_root(settings, tmp_path):
    settings.LAKE_ROOT = tmp_path / "lake"


@pytest.fixture
def log(tmp_path):
    path = tmp_path / "log.csv"
    path.write_text(LOG)
    return path


def mapped(log, **options):
    out, told = StringIO(), StringIO()
    call_command("process_map", log, json=True, stdout=out, stderr=told, **options)
    return json.loads(out.getvalue().splitlines()[-1]), told.getvalue()


def test_moves_and_waits_of_a_log(log):
    found, said = mapped(log, **COLUMNS)

    assert (found["events"], found["cases"], found["left_out"]) == (5, 2, 2)
    assert "2 rows are no events" in said
    assert [(m["from"], m["to"], m["times"], m["p50_h"]) for m in found["moves"]] == [
        ("opened", "mended", 2, 2.0),
        ("mended", "opened", 1, 1.5),
    ]


def test_going_to_another_team_is_a_handover(log):
    found, _said = mapped(log, **COLUMNS)

    assert found["handovers"] == [
        {"from": "desk", "to": "field", "times": 1, "cases": 1},
        {"from": "field", "to": "desk", "times": 1, "cases": 1},
    ]


def test_usual_headers_are_guessed(log):
    log.write_text(LOG.replace("when", "timestamp", 1))

    found, _said = mapped(log)

    assert found["columns"] == {
        "case": "ticket",
        "activity": "event",
        "time": "timestamp",
        "resource": "",
    }


def test_a_missing_column_is_named(log):
    with pytest.raises(CommandError, match="has no column gone"):
        call_command("process_map", log, case="gone", activity="event", time="when")


def test_names_of_a_log_are_not_taken_for_markup(log, tmp_path):
    log.write_text("case,activity,time\nA,<script>,2026-03-02 09:00\nA,b,2026-03-02 10:00\n")
    page = tmp_path / "map.html"

    mapped(log, html=page)

    assert "<script>" not in page.read_text()
    assert "&lt;script&gt;" in page.read_text()


@pytest.mark.django_db
def test_a_file_sent_is_drawn(client):
    sent = SimpleUploadedFile("log.csv", LOG.encode())

    page = signed_in(client).post(PAGE, {"file": sent, **COLUMNS}, headers=ENGLISH)

    assert page.context["course"].cases == 2
    assert "<svg" in page.content.decode()


@pytest.mark.django_db
def test_a_file_that_is_no_log_is_refused_with_its_columns(client):
    sent = SimpleUploadedFile("log.csv", b"a,b\n1,2\n")

    page = signed_in(client).post(PAGE, {"file": sent}, headers=ENGLISH)

    assert page.status_code == 422
    assert "Its columns are: a, b." in page.content.decode()


@pytest.mark.django_db
def test_no_file_is_refused(client):
    page = signed_in(client).post(PAGE, {}, headers=ENGLISH)

    assert page.status_code == 422
    assert "No file was chosen" in page.content.decode()


@pytest.mark.django_db
def test_an_agent_sends_no_file(client):
    assert signed_in(client, role="agent").get(PAGE).status_code == 403
