"""A case's life by REST, with a key that an integrator holds."""

import json

import pytest
from django.test import Client

from huiyin.cases.actions.answer_case import answer_case
from huiyin.cases.actions.resolve_case import resolve_case
from huiyin.cases.actions.take_case import take_case
from huiyin.cases.models import Case, WorkOrder
from huiyin.cases.tests.builders import MONDAY_NINE, later, make_case
from huiyin.channels.public import messages_of
from huiyin.kernel.access.roles import SYSTEM_ACTOR
from huiyin.kernel.apikeys.keys import create_key
from huiyin.notifications.actions.send_notices import send_due
from huiyin.workforce.public import person_of_user

pytestmark = pytest.mark.django_db
PLACE = "/api/v1/complaints"


class Caller:
    """Somebody with a key."""

    def __init__(self, scopes=("cases.*",), owner=None, **details):
        key = create_key(
            name="shop",
            scopes=list(scopes),
            at=MONDAY_NINE,
            actor=SYSTEM_ACTOR,
            owner_id=owner.user_id if owner else None,
            **details,
        )
        self.id = f"key:{key.id}"
        self.client = Client(
            headers={"authorization": f"Bearer {key.token}", "accept-language": "en"}
        )

    def get(self, address):
        return self.client.get(f"/api/v1/{address}")

    def post(self, address, body=None, **headers):
        return self.client.post(
            f"/api/v1/{address}",
            json.dumps(body) if body is not None else "",
            content_type="application/json",
            headers=headers,
        )

    def does(self, case, verb, **body):
        return self.post(f"complaints/{case.ref}/{verb}", body or None)


@pytest.fixture
def case(operator):
    return make_case()


def refused(response):
    return response.status_code, response.json()["code"]


def at_work(case, operator):
    take_case(ref=case.ref, at=later(minutes=5), actor=operator["biller"])


def resolved(case, operator):
    at_work(case, operator)
    resolve_case(
        ref=case.ref, answer="已退费。", cause="", at=later(hours=1), actor=operator["biller"]
    )
    case.refresh_from_db()


def test_many_complaints_are_opened_in_the_order_asked_or_none(operator):
    said = [
        {"description": f"账单多扣了{n}元。", "source": "shop", "external_id": str(n)}
        for n in range(3)
    ]
    caller = Caller()

    opened = caller.post("complaints/bulk", said)
    again = caller.post("complaints/bulk", said[::-1])
    wrong = caller.post("complaints/bulk", [{"description": "又多扣了。"}, {"description": ""}])

    refs = [answer["ref"] for answer in opened.json()]
    assert (opened.status_code, len(set(refs))) == (200, 3)
    assert again.json() == [{"ref": ref, "outcome": "duplicate"} for ref in refs[::-1]]
    assert refused(wrong) == (422, "invalid_fields")
    assert Case.objects.count() == 3


def test_a_key_takes_a_case_for_its_owner(case, operator):
    caller = Caller(owner=operator["biller"])

    response = caller.does(case, "take")

    holder = person_of_user(user_id=operator["biller"].user_id, at=later())
    assert response.status_code == 200
    assert response.json() == {
        "ref": case.ref,
        "state": "in_progress",
        "cycle": 1,
        "department": "billing",
        "team": holder.team,
        "holder_id": holder.person_id,
    }


def test_a_key_without_owner_cannot_hold_a_case(case):
    response = Caller().does(case, "take")

    case.refresh_from_db()
    assert refused(response) == (422, "cannot_take")
    assert case.state == "triaged"


def test_a_case_may_be_handed_beyond_the_reach_of_the_key(case):
    caller = Caller(departments=["billing"])

    response = caller.does(case, "hand-over", department="network", why="请核查信号。")

    case.refresh_from_db()
    assert (response.status_code, response.json()["department"]) == (200, "network")
    assert (case.department, case.handovers) == ("network", 1)
    assert refused(caller.get(f"complaints/{case.ref}")) == (404, "not_found")


def test_nothing_is_handed_to_a_department_that_is_not_there(case):
    response = Caller().does(case, "hand-over", department="moon", why="请处理。")

    case.refresh_from_db()
    assert refused(response) == (422, "unknown_department")
    assert (case.department, case.handovers) == ("billing", 0)


def test_a_pause_asks_the_customer_and_going_on_ends_it(case, operator):
    at_work(case, operator)
    caller = Caller()

    paused = caller.does(case, "pause", waits_for="customer", why="请提供账单照片。")
    clocks = caller.get(f"complaints/{case.ref}/clocks").json()["items"]
    resumed = caller.does(case, "resume")

    states = {clock["kind"]: clock["state"] for clock in clocks}
    assert (paused.json()["state"], resumed.json()["state"]) == (
        "waiting_customer",
        "in_progress",
    )
    assert (states["resolution"], states["first_response"]) == ("paused", "running")


def test_going_on_without_a_wait_is_refused(case):
    assert refused(Caller().does(case, "resume")) == (409, "wrong_state")


def test_a_work_order_is_issued_accepted_and_ended(case, operator):
    caller = Caller(owner=operator["boss"])

    issued = caller.does(case, "work-orders", department="network", task="检查小区。")
    place = f"work-orders/{issued.json()['ref']}"
    early = caller.does(case, "resolution", answer="好了。")
    accepted = caller.post(f"{place}/accept")
    ended = caller.post(f"{place}/end", {"outcome": "done", "result": "已修复。"})

    assert (issued.status_code, issued.json()["state"]) == (201, "issued")
    assert refused(early) == (409, "wrong_state")
    assert (accepted.json()["state"], ended.json()["state"]) == ("accepted", "done")
    assert caller.get("work-orders").json() == {"items": [], "next": None}
    assert [o["state"] for o in caller.get("work-orders?ended=true").json()["items"]] == [
        "done"
    ]


def test_a_department_sees_its_work_orders_and_no_others(case):
    ours = Caller().does(case, "work-orders", department="network", task="检查小区。").json()
    Caller().does(case, "work-orders", department="technical", task="检查线路。")
    caller = Caller(departments=["network"])

    assert [order["ref"] for order in caller.get("work-orders").json()["items"]] == [
        ours["ref"]
    ]
    assert refused(caller.get(f"complaints/{case.ref}")) == (404, "not_found")


def test_an_order_out_of_reach_cannot_be_ended(case):
    order = Caller().does(case, "work-orders", department="network", task="检查小区。").json()
    caller = Caller(departments=["billing"])

    response = caller.post(
        f"work-orders/{order['ref']}/end", {"outcome": "done", "result": "好了。"}
    )

    assert refused(response) == (404, "not_found")
    assert WorkOrder.objects.get(ref=order["ref"]).state == "issued"


def test_a_cause_that_is_not_in_the_tree_is_refused(case, operator):
    at_work(case, operator)

    response = Caller().does(case, "resolution", answer="好了。", cause="moon")

    case.refresh_from_db()
    assert refused(response) == (422, "unknown_cause")
    assert case.state == "in_progress"


def test_the_same_note_sent_twice_is_one(case):
    caller, body = Caller(), {"words": "已联系网络部。"}

    first, again = (
        caller.post(f"complaints/{case.ref}/notes", body, **{"idempotency-key": "n-1"})
        for _n in range(2)
    )

    assert (first.status_code, first.json()) == (201, again.json())
    assert case.notes.count() == 1


def test_urging_tells_why(case):
    response = Caller().does(case, "urge", why="客户两次来电。")

    lines = Caller().get(f"complaints/{case.ref}/story").json()["items"]
    assert response.status_code == 200
    assert [line["kind"] for line in lines if "客户两次来电" in line["words"]] == ["event"]


def test_machines_hear_reasons_without_contacts(case):
    Caller().does(case, "urge", why="请回电 13900007777。")

    lines = Caller().get(f"complaints/{case.ref}/story").json()["items"]
    assert lines[-1]["words"].endswith("请回电 [phone]。")


def test_a_satisfied_customer_closes_the_case_through_the_app(case, operator):
    resolved(case, operator)
    caller = Caller()

    rated = caller.does(case, "ratings", score=5, is_solved=True, words="谢谢")
    again = caller.does(case, "ratings", score=1)

    asked = case.call_backs.get()
    assert (rated.status_code, rated.json()["state"]) == (200, "closed")
    assert refused(again) == (409, "wrong_state")
    assert (asked.score, asked.recorded_by) == (5, caller.id)
    assert caller.get(f"complaints/{case.ref}/ratings").json()["items"][0]["score"] == 5


def test_a_dissatisfied_customer_brings_the_case_back(case, operator):
    resolved(case, operator)

    rated = Caller().does(case, "ratings", score=1, is_solved=False).json()

    assert (rated["state"], rated["cycle"], rated["department"]) == (
        "triaged",
        2,
        "supervision",
    )


def test_staff_do_not_rate_in_the_name_of_the_customer(case, operator):
    resolved(case, operator)

    response = Caller(scopes=["role:agent"]).does(case, "ratings", score=5)

    case.refresh_from_db()
    assert refused(response) == (403, "not_allowed")
    assert case.state == "resolved"


def test_a_call_back_without_a_rating_is_refused(case, operator):
    resolved(case, operator)

    response = Caller().does(case, "call-backs", outcome="rated")

    assert refused(response) == (422, "bad_rating")
    assert case.call_backs.get().outcome == ""


def test_the_customer_takes_it_back(case):
    response = Caller().does(case, "withdraw")

    assert response.json()["state"] == "withdrawn"
    assert not case.clocks.exclude(state="stopped").exists()


def test_words_of_the_customer_end_the_wait_for_them(case, operator):
    at_work(case, operator)
    caller = Caller()
    caller.does(case, "pause", waits_for="customer", why="请提供账单照片。")

    response = caller.does(case, "words", words="账单照片已上传。")

    said = messages_of(stories=[case.ref])[case.ref]
    assert response.json()["state"] == "in_progress"
    assert (said[-1].direction, said[-1].body) == ("in", "账单照片已上传。")


def test_a_closed_case_is_reopened_by_staff_and_by_the_customer(case, operator):
    resolved(case, operator)
    caller = Caller()

    asked = caller.does(case, "ask-again", words="还是多扣了。")
    early = caller.does(case, "reopen", why="又发生了。")

    assert (asked.json()["cycle"], asked.json()["state"]) == (2, "triaged")
    assert refused(early) == (409, "wrong_state")


def test_amends_within_the_authority_of_the_owner_are_granted(case, operator):
    caller = Caller(owner=operator["biller"])
    money = {"currency": "CNY", "reason": "多扣。"}

    small = caller.does(case, "concessions", amount="10.50", **money)
    large = caller.does(case, "concessions", amount="100000", **money)

    items = caller.get(f"complaints/{case.ref}/concessions").json()["items"]
    assert (small.json(), large.json()) == ({"state": "granted"}, {"state": "pending"})
    assert [(item["amount"], item["state"]) for item in items] == [
        ("10.50", "granted"),
        ("100000.00", "pending"),
    ]


def test_an_appeal_is_written_down_and_decided_once(case):
    caller = Caller()

    filed = caller.does(case, "appeals", body="申诉受理中心", reference="SS-1").json()
    decided, again = (
        caller.does(case, f"appeals/{filed['id']}/decision", decision="调解成功。")
        for _n in range(2)
    )

    assert decided.status_code == 200
    assert refused(again) == (404, "not_found")
    assert caller.get(f"complaints/{case.ref}/appeals").json()["items"][0]["decision"] == (
        "调解成功。"
    )


def test_a_merge_is_taken_back(case):
    twin, caller = make_case(at=later(minutes=5)), Caller()

    merged = caller.does(twin, "merge", into=case.ref)
    shown = caller.get(f"complaints/{twin.ref}").json()
    apart = caller.does(twin, "undo-merge")

    assert (merged.json()["state"], shown["merged_into"]) == ("merged", case.ref)
    assert apart.json()["state"] == "triaged"
    assert Case.objects.get(pk=twin.pk).merged_into_id is None


def test_words_by_rest_hold_no_contacts_and_no_links(operator):
    case = make_case(body="账单多扣了五十元，请回电13912345678。")
    resolved(case, operator)
    send_due(at=later(hours=2))
    caller = Caller()

    seen = [
        caller.get(f"complaints/{case.ref}/{part}").content.decode()
        for part in ("messages", "notices", "story")
    ]

    assert "[phone]" in seen[0]
    assert "[link]" in seen[1]
    assert not [page for page in seen if "13912345678" in page or "://" in page]


def test_a_clock_is_explained_to_the_second(case, operator):
    answer_case(ref=case.ref, body="您好", at=later(minutes=59), actor=operator["biller"])
    caller = Caller()
    clocks = caller.get(f"complaints/{case.ref}/clocks").json()["items"]
    answered = next(clock for clock in clocks if clock["state"] == "stopped")

    told = caller.get(f"complaints/{case.ref}/clocks/{answered['id']}").json()

    assert (told["kind"], told["outcome"], told["used_s"]) == ("first_response", "met", 3540)
    assert [stretch["seconds"] for stretch in told["stretches"]] == [3540]
    assert refused(caller.get(f"complaints/{case.ref}/clocks/999999")) == (404, "not_found")


def test_a_list_goes_on_where_the_page_before_ended(operator):
    refs = [
        make_case(contacts=(("phone", f"1390000000{n}"),), at=later(minutes=n)).ref
        for n in range(3)
    ]
    caller = Caller()

    first = caller.get("complaints?limit=2").json()
    rest = caller.get(f"complaints?limit=2&after={first['next']}").json()

    assert [row["ref"] for row in first["items"] + rest["items"]] == refs[::-1]
    assert rest["next"] is None
