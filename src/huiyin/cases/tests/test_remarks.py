"""What people type when they act: kept with the case, named in the journal by its number."""

import pytest
from django.db import connection

from huiyin.cases.actions.answer_case import add_note
from huiyin.cases.actions.appeal_case import appeal_case, decide_appeal
from huiyin.cases.actions.close_case import close_case
from huiyin.cases.actions.grant_concession import grant_concession
from huiyin.cases.actions.issue_work_order import end_work_order, issue_work_order
from huiyin.cases.actions.pause_case import pause_case, resume_case
from huiyin.cases.actions.record_call import record_call
from huiyin.cases.actions.reopen_case import reopen_case
from huiyin.cases.actions.repair_clocks import repair_clock
from huiyin.cases.actions.resolve_case import resolve_case
from huiyin.cases.actions.take_case import hand_over_case, take_case
from huiyin.cases.actions.urge_case import urge_case
from huiyin.cases.events import CaseUrged
from huiyin.cases.models import Clock, Remark, Segment
from huiyin.cases.queries.story import story_of_case
from huiyin.cases.tests.builders import later, make_case
from huiyin.kernel.journal.models import Entry
from huiyin.kernel.journal.record import record
from huiyin.kernel.journal.story import story_of
from huiyin.kernel.protection.rights import erase_personal_data, export_personal_data
from huiyin.notifications.public import staff_notices

pytestmark = pytest.mark.django_db

WORDS = "王小丽在家，打 13900007777"
HIDDEN = "(kept with the case)"


@pytest.fixture(autouse=True)
def in_english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def case(operator):
    return make_case()


def hour(count, actor):
    return {"at": later(hours=count), "actor": actor}


def do_everything(ref, operator):
    """Every act at which staff type something, each time the same."""
    agent, boss = operator["biller"], operator["boss"]
    take_case(ref=ref, **hour(1, agent))
    add_note(ref=ref, body=WORDS, **hour(1, agent))
    record_call(ref=ref, is_ours=True, words=WORDS, **hour(1, agent))
    urge_case(ref=ref, why=WORDS, **hour(2, boss))
    pause_case(ref=ref, waits_for="customer", why=WORDS, **hour(3, agent))
    resume_case(ref=ref, **hour(4, agent))
    order = issue_work_order(ref=ref, department="network", task=WORDS, **hour(4, agent))
    end_work_order(ref=order, outcome="done", result=WORDS, **hour(5, boss))
    money = {"amount_micro": 1_000_000, "currency": "CNY"}
    grant_concession(ref=ref, reason=WORDS, **money, **hour(5, boss))
    hand_over_case(ref=ref, department="billing", why=WORDS, **hour(5, boss))
    resolve_case(ref=ref, answer=WORDS, cause="", **hour(6, agent))
    close_case(ref=ref, why=WORDS, **hour(7, agent))
    reopen_case(ref=ref, why=WORDS, **hour(8, agent))
    appeal = appeal_case(ref=ref, body=WORDS, reference=WORDS, **hour(9, boss))
    decide_appeal(ref=ref, appeal_id=appeal, decision=WORDS, **hour(10, boss))


def sentences(case, start):
    lines = [line.words for line in story_of_case(case=case, at=later(hours=11))]
    return [line for line in lines if line.startswith(start)]


def test_nothing_that_is_typed_comes_into_the_journal(case, operator):
    do_everything(case.ref, operator)

    entries = list(Entry.objects.values_list("name", "payload"))
    told = [
        name for name, payload in entries if "小丽" in str(payload) or "1390" in str(payload)
    ]
    assert told == []
    assert len([name for name, payload in entries if "remark:" in str(payload)]) == 6


def test_the_story_of_the_case_says_all_reasons_in_full(case, operator):
    do_everything(case.ref, operator)

    known = sentences(case, ("A supervisor", "It waits", "It was"))
    assert [line for line in known if WORDS in line] == [
        f"A supervisor urged it: {WORDS}",
        f"It waits: {WORDS}",
        f"It was handed over from Billing to Billing: {WORDS}",
        f"It was closed: {WORDS}",
        f"It was opened again, cycle 2: {WORDS}",
        f"It was taken to {WORDS}.",
    ]


def test_the_journal_of_everything_does_not_tell_the_reason(case, operator):
    urge_case(ref=case.ref, why=WORDS, **hour(1, operator["boss"]))

    line = story_of(story=case.ref)[-1]

    assert line.sentence == f"A supervisor urged it: {HIDDEN}"


def test_reasons_lie_sealed_in_the_database(case, operator):
    urge_case(ref=case.ref, why=WORDS, **hour(1, operator["boss"]))

    with connection.cursor() as cursor:
        cursor.execute("SELECT words FROM cases_remark")
        sealed = bytes(cursor.fetchone()[0])
    assert WORDS.encode() not in sealed
    assert Remark.objects.get().words == WORDS


def test_a_reason_of_an_older_version_is_read_as_it_was_written(case):
    told = CaseUrged(case_ref=case.ref, why="请尽快处理 [phone]")
    record(told, story=case.ref, at=later(hours=1), actor="system")

    assert sentences(case, "A supervisor") == ["A supervisor urged it: 请尽快处理 [phone]"]


def test_erasing_takes_reasons_out_of_the_story_and_from_behind_the_bell(case, operator):
    biller = operator["biller"]
    take_case(ref=case.ref, **hour(1, biller))
    urge_case(ref=case.ref, why="王先生明天要结果", **hour(2, operator["boss"]))

    first = erase_personal_data(customer_id=case.customer_id, at=later(hours=3))["cases"]
    again = erase_personal_data(customer_id=case.customer_id, at=later(hours=4))["cases"]

    bell = staff_notices(user_id=int(biller.id.removeprefix("user:")), language="en")
    assert (first, again) == (3, 0)
    assert sentences(case, "A supervisor") == ["A supervisor urged it: —"]
    assert [line.body for line in bell if line.code == "cases.urged"] == [
        f"{case.ref} was urged: —"
    ]
    assert Remark.objects.get().words == ""


def test_what_one_customer_takes_back_leaves_the_reasons_of_others(case, operator):
    other = make_case(contacts=(("phone", "13900002222"),))
    for each in (case, other):
        urge_case(ref=each.ref, why=WORDS, **hour(1, operator["boss"]))

    erase_personal_data(customer_id=case.customer_id, at=later(hours=3))

    assert sentences(other, "A supervisor") == [f"A supervisor urged it: {WORDS}"]


def test_reasons_are_handed_out_to_the_customer_who_asks_for_their_data(case, operator):
    urge_case(ref=case.ref, why=WORDS, **hour(1, operator["boss"]))

    known = export_personal_data(customer_id=case.customer_id)["cases"]

    rows = next(section.rows for section in known if section.title == "Reasons staff gave")
    assert rows == [{"ref": case.ref, "words": WORDS, "at": later(hours=1).isoformat()}]


@pytest.mark.parametrize(
    ("is_erased", "reason"), [(False, "王小丽在家，打 [phone]"), (True, "—")]
)
def test_a_clock_put_right_knows_why_it_waited(case, operator, is_erased, reason):
    pause_case(ref=case.ref, waits_for="third_party", why=WORDS, **hour(1, operator["boss"]))
    resume_case(ref=case.ref, **hour(2, operator["boss"]))
    clock = Clock.objects.get(case=case, kind="resolution")
    Segment.objects.filter(clock=clock).delete()
    if is_erased:
        erase_personal_data(customer_id=case.customer_id, at=later(hours=2))

    repair_clock(clock_id=clock.pk, at=later(hours=3), actor_id="system")

    reasons = set(Segment.objects.filter(clock=clock).values_list("reason", flat=True))
    assert reasons == {"", reason}
