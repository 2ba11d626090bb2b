"""The process map of a real help desk's event log, against counting by hand."""

import csv
import json
from collections import Counter, defaultdict
from io import StringIO
from itertools import pairwise

import pytest
from django.core.management import call_command

from tests.real_data.files import real_file

LOG = "sla_incident_logs/helpdesk.csv"


@pytest.fixture(scope="module")
def counted():
    lives = defaultdict(list)
    with real_file(LOG).open() as file:
        for line, row in enumerate(csv.DictReader(file)):
            lives[row["CaseID"]].append((row["CompleteTimestamp"], line, row["ActivityID"]))
    return [[step for _at, _line, step in sorted(life)] for life in lives.values()]


@pytest.fixture
def told(settings, tmp_path):
    settings.LAKE_ROOT = tmp_path / "lake"
    out = StringIO()
    page = tmp_path / "map.html"
    call_command("process_map", real_file(LOG), json=True, html=page, stdout=out)
    return json.loads(out.getvalue().splitlines()[-1]) | {"page": page.read_text()}


def test_every_event_is_read_and_the_columns_are_guessed(counted, told):
    assert (told["events"], told["left_out"]) == (sum(map(len, counted)), 0)
    assert told["cases"] == len(counted)
    assert told["columns"]["time"] == "CompleteTimestamp"


def test_moves_are_counted_as_by_hand(counted, told):
    expected = Counter(pair for life in counted for pair in pairwise(life))

    assert {(one["from"], one["to"]): one["times"] for one in told["moves"]} == expected


def test_paths_are_counted_as_by_hand(counted, told):
    expected = Counter(map(tuple, counted))

    assert {tuple(one["steps"]): one["cases"] for one in told["paths"]} == expected


def test_the_page_stands_alone(told):
    assert "<svg" in told["page"]
    assert "<script" not in told["page"]
    assert 'href="' not in told["page"]
