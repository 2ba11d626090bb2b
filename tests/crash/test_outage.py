"""The database goes away and comes back while everybody is at work."""

import time
from random import Random

import pytest

from tests.crash.complaints import write_complaints
from tests.crash.house import wait_until

ROWS = 1500
CUTS = 4
pytestmark = pytest.mark.service


def test_connections_cut_in_the_middle_of_work_cost_no_complaint_and_no_process(house):
    file = write_complaints(house.home / "complaints.csv", count=ROWS)
    random = Random(5)
    worker = house.start("worker")
    rejects = house.home / "rejects.csv"
    command = ("complaints", "import", str(file), "--zone", "UTC", "--rejects", str(rejects))
    importer = house.start(*command)
    opened = "SELECT last_value FROM cases_case_id_seq"
    before = house.rows(opened)
    wait_until(lambda: house.rows(opened) != before, seconds=300, what="nothing begins")

    for _cut in range(CUTS):
        time.sleep(random.uniform(0, 0.5))
        house.cut_connections()
    importer_ended = importer.wait(timeout=300)
    house.let_leases_run_out()
    wait_until(lambda: not house.waiting(), seconds=300, what="work is left over")

    assert importer_ended == 0
    assert worker.poll() is None
    assert not rejects.exists()
    assert house.count("SELECT count(*) FROM cases_case") == ROWS
    assert house.count("SELECT count(*) FROM cases_queueentry") == ROWS
    assert len(list((house.home / "spool/sms").iterdir())) == ROWS
    assert house.run("journal", "verify", "--json")["is_whole"]


def test_an_import_waits_for_a_database_that_refuses_connections(house):
    file = write_complaints(house.home / "complaints.csv", count=300)
    rejects = house.home / "rejects.csv"
    importer = house.start(
        "complaints", "import", str(file), "--zone", "UTC", "--rejects", str(rejects)
    )
    opened = "SELECT last_value FROM cases_case_id_seq"
    before = house.rows(opened)
    wait_until(lambda: house.rows(opened) != before, seconds=300, what="nothing begins")
    house.refuse_connections()
    house.cut_connections()
    time.sleep(1.5)

    house.allow_connections()
    importer_ended = importer.wait(timeout=300)

    assert importer_ended == 0
    assert not rejects.exists()
    assert house.count("SELECT count(*) FROM cases_case") == 300
