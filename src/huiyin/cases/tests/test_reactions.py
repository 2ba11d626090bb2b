"""What cases do when something happens below: messages, people who leave, customers."""

import pytest

from huiyin.cases.actions.answer_case import add_note
from huiyin.cases.actions.appeal_case import CannotAppeal, appeal_case, decide_appeal
from huiyin.cases.actions.follow_customers import follow_merge, follow_parting
from huiyin.cases.actions.issue_work_order import issue_work_order
from huiyin.cases.actions.rate_case import record_call_back
from huiyin.cases.actions.resolve_case import resolve_case
from huiyin.cases.actions.return_cases import return_cases
from huiyin.cases.models import Case
from huiyin.cases.queries.call_backs import call_backs_due
from huiyin.cases.queries.search import find_cases
from huiyin.cases.tests.builders import MONDAY_NINE, later, make_case, somebody
from huiyin.channels.public import NewMessage, keep_message, messages_of
from huiyin.customers.public import Contact, NewCustomer, ensure_customers
from huiyin.kernel.clock import now
from huiyin.kernel.journal.deliver import deliver_all
from huiyin.kernel.journal.models import Entry
from huiyin.kernel.protection.rights import erase_personal_data, export_personal_data

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(operator):
    return make_case()


def mail(words, *, at, story="", customer_id=None, sender="", number="<1@x>", thread=None):
    message = NewMessage(
        kind="email",
        direction="in",
        body=words,
        at=at,
        story=story,
        customer_id=customer_id,
        conversation_id=thread,
        sender=sender,
        source="email",
        external_id=number,
    )
    kept = keep_message(message=message)
    deliver_all(at=now())
    return kept


def customer(phone):
    wanted = NewCustomer(name="韩梅梅", contacts=(Contact("phone", phone),))
    return ensure_customers(wanted=[wanted], at=MONDAY_NINE, actor_id="system")[0]


def test_a_stranger_who_writes_gets_a_case_a_customer_and_keeps_one_message(operator):
    mail("话费多扣了五十元，请退费", at=later(hours=1), sender="li@example.com")

    case = Case.objects.get()
    said = messages_of(stories=[case.ref])[case.ref]
    assert (case.channel, case.customer_id is None) == ("email", False)
    assert [message.body for message in said] == ["话费多扣了五十元，请退费"]


def test_a_second_mail_of_the_same_thread_does_not_open_a_second_case(operator):
    first = mail("话费多扣了五十元", at=later(hours=1), sender="li@example.com")
    again = mail("话费多扣了五十元", at=later(hours=1), sender="li@example.com")
    mail(
        "补充：是三月账单",
        at=later(hours=2),
        sender="li@example.com",
        number="<2@x>",
        thread=first.conversation_id,
    )

    case = Case.objects.get()
    assert (again.is_new, len(messages_of(stories=[case.ref])[case.ref])) == (False, 2)


def test_words_of_another_customer_open_a_matter_of_their_own(case):
    stranger = customer("13900009999")

    mail("我也要投诉，宽带断了", at=later(hours=1), story=case.ref, customer_id=stranger)

    other = Case.objects.exclude(pk=case.pk).get()
    assert (other.customer_id, case.chased) == (stranger, 0)
    assert len(messages_of(stories=[case.ref])[case.ref]) == 1


def test_thanks_never_open_an_answered_case_again(case, operator):
    resolve_case(
        ref=case.ref, answer="已退费", cause="", at=later(hours=2), actor=operator["biller"]
    )

    mail("谢谢，问题解决了", at=later(hours=3), story=case.ref, customer_id=case.customer_id)

    case.refresh_from_db()
    assert (case.state, case.cycle) == ("resolved", 1)


def test_what_somebody_who_left_held_goes_to_a_colleague(case, operator):
    leaver = case.holder_id
    somebody("second", "billing", roles=["specialist"])
    from huiyin.workforce.models import Person  # noqa: PLC0415

    Person.objects.filter(pk=leaver).update(left_at=later(hours=1))

    assert return_cases(person_id=leaver, at=later(hours=1)) == 1

    case.refresh_from_db()
    assert case.state == "triaged"
    assert case.holder_id not in (None, leaver)
    assert set(case.clocks.filter(state="running").values_list("kind", flat=True)) == {
        "first_response",
        "resolution",
        "legal_answer",
        "work",
    }


def test_cases_go_along_with_merged_customers_and_home_again(case):
    own, other = make_case(contacts=(("phone", "13900009999"),)), case
    pair = {"merge_id": 4, "absorbed_id": other.customer_id, "survivor_id": own.customer_id}
    touched = other.updated_at

    assert follow_merge(**pair, at=later(hours=1)) == 1
    other.refresh_from_db()
    assert (other.customer_id, other.updated_at) == (own.customer_id, touched)

    assert follow_parting(**pair, at=later(hours=2)) == 1
    other.refresh_from_db()
    own.refresh_from_db()
    assert (other.customer_id, own.customer_id) == (pair["absorbed_id"], pair["survivor_id"])


def test_erasing_takes_out_the_words_and_leaves_the_figures(case, operator):
    biller = operator["biller"]
    add_note(ref=case.ref, body="李雷的电话 13800001111", at=later(hours=1), actor=biller)
    issue_work_order(
        ref=case.ref, department="billing", task="查李雷", at=later(hours=1), actor=biller
    )
    known = export_personal_data(customer_id=case.customer_id)["cases"]
    clocks = list(case.clocks.values_list("kind", "due_at"))

    redacted = erase_personal_data(customer_id=case.customer_id, at=later(hours=2))["cases"]
    again = erase_personal_data(customer_id=case.customer_id, at=later(hours=3))["cases"]

    case.refresh_from_db()
    assert known[0].rows[0]["ref"] == case.ref
    assert known[1].rows[0]["body"] == "李雷的电话 13800001111"
    assert (redacted, again) == (3, 0)
    assert (case.title, case.notes.get().body, case.work_orders.get().task) == ("—",) * 3
    assert (case.topic, case.region) == ("billing.unrecognised_charge", "330106")
    assert list(case.clocks.values_list("kind", "due_at")) == clocks
    assert find_cases(text="账单", actor=biller) == []


def test_three_calls_that_reach_nobody_close_the_case_and_say_so(operator):
    case = make_case(urgency="urgent")
    agent = operator["agent"]
    resolve_case(
        ref=case.ref, answer="已退费", cause="", at=later(hours=2), actor=operator["biller"]
    )
    due = call_backs_due(actor=operator["boss"], at=later(hours=3))

    for hour in (3, 4, 5):
        record_call_back(
            ref=case.ref,
            outcome="unreachable",
            rating=None,
            at=later(hours=hour),
            actor=operator["boss"],
        )

    case.refresh_from_db()
    asked = case.call_backs.get()
    closed = Entry.objects.get(story=case.ref, name="cases.case_closed")
    assert [(one.case.ref, one.attempts, one.clock.kind) for one in due] == [
        (case.ref, 0, "call_back")
    ]
    assert (case.state, asked.attempts, asked.outcome) == ("closed", 3, "unreachable")
    assert closed.payload["why"] == "unreachable"
    assert call_backs_due(actor=agent, at=later(hours=6)) == []


def test_an_appeal_is_decided_once_and_with_words(case, operator):
    boss = operator["boss"]
    appeal_id = appeal_case(ref=case.ref, body="工信部", at=later(hours=1), actor=boss)
    decided = {"ref": case.ref, "appeal_id": appeal_id, "actor": boss}

    with pytest.raises(CannotAppeal):
        decide_appeal(**decided, decision=" ", at=later(hours=2))
    decide_appeal(**decided, decision="维持", at=later(hours=3))

    appeal = case.appeals.get()
    assert (appeal.decision, appeal.decided_at) == ("维持", later(hours=3))
