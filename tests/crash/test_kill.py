"""kill -9 at random moments of a busy import: nothing is lost, nothing happens twice."""

import json
import time
from collections import Counter
from random import Random

import pytest

from tests.crash.complaints import write_complaints
from tests.crash.house import House, wait_until

ROWS = 2000
ROUNDS = 3
pytestmark = pytest.mark.service


def test_an_import_killed_again_and_again_opens_each_complaint_once(house):
    file = write_complaints(house.home / "complaints.csv", count=ROWS)
    random = Random(20)

    for _round in range(ROUNDS):
        _import_and_die(house, file, random)
    workers = [house.start("worker") for _ in range(2)]
    finished = house.run("complaints", "import", str(file), "--zone", "UTC", "--json")
    again = house.run("complaints", "import", str(file), "--zone", "UTC", "--json")
    wait_until(lambda: not house.waiting(), seconds=300, what="work is left over")
    for worker in workers:
        worker.terminate()
        worker.wait()

    assert finished["opened"] + finished["repeated"] + finished["duplicate"] == ROWS
    assert finished["rejected"] == 0
    assert again["duplicate"] == ROWS
    _each_row_is_one_whole_case(house)
    _each_customer_was_told_once(house)
    assert house.run("journal", "verify", "--json")["is_whole"]


def _import_and_die(house: House, file, random: Random) -> None:
    """Start all over, and end everybody at moments of chance once the import is at work."""
    begun = house.rows("SELECT last_value FROM cases_case_id_seq")
    doomed = [house.start("worker"), house.start("worker")]
    doomed.append(house.start("complaints", "import", str(file), "--zone", "UTC"))
    wait_until(
        lambda: (
            house.rows("SELECT last_value FROM cases_case_id_seq") != begun
            or doomed[-1].poll() is not None
        ),
        seconds=300,
        what="the import does not begin",
    )
    random.shuffle(doomed)
    for process in doomed:
        time.sleep(random.uniform(0, 0.8))
        house.kill(process)
    house.let_leases_run_out()


def _each_row_is_one_whole_case(house: House) -> None:
    assert house.count("SELECT count(*) FROM cases_case") == ROWS
    whole = house.rows(
        "SELECT count(*), count(DISTINCT m.external_id), count(DISTINCT c.id) "
        "FROM channels_message m JOIN channels_conversation v ON v.id = m.conversation_id "
        "JOIN cases_case c ON c.ref = v.story"
    )
    assert whole == [(ROWS, ROWS, ROWS)]
    assert house.count("SELECT count(*) FROM cases_queueentry") == ROWS
    assert house.count("SELECT count(*) FROM cases_search") == ROWS
    sets = house.rows(
        "SELECT min(kinds), max(doubles) FROM (SELECT c.id, count(k.id) AS kinds, "
        "count(k.id) - count(DISTINCT k.kind) AS doubles FROM cases_case c LEFT JOIN "
        "cases_clock k ON k.case_id = c.id GROUP BY c.id) each_case"
    )
    assert sets[0][0] >= 3
    assert sets[0][1] == 0
    for name in ("cases.case_opened", "channels.message_received"):
        told = house.rows(
            "SELECT count(*), count(DISTINCT story) FROM journal_entry WHERE name = %s", name
        )
        assert told == [(ROWS, ROWS)], name


def _each_customer_was_told_once(house: House) -> None:
    notices = house.rows(
        "SELECT state, count(*), count(DISTINCT customer_id) FROM notifications_notice "
        "WHERE code = 'cases.acknowledged' GROUP BY state"
    )
    assert notices == [("sent", ROWS, ROWS)]
    letters = [json.loads(path.read_text()) for path in (house.home / "spool/sms").iterdir()]
    receipts = Counter(letter["address"] for letter in letters)
    assert len(receipts) == ROWS
    assert set(receipts.values()) == {1}
    for table in ("journal_delivery", "timers_timer", "notifications_notice"):
        parked = f"SELECT count(*) FROM {table} WHERE parked_at IS NOT NULL"  # noqa: S608
        assert house.count(parked) == 0
