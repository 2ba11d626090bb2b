"""One complaint from the first mail to a good rating."""

from datetime import UTC, datetime, timedelta

import pytest

from huiyin.cases.actions.answer_case import answer_case
from huiyin.cases.actions.issue_work_order import (
    accept_work_order,
    end_work_order,
    issue_work_order,
)
from huiyin.cases.actions.rate_case import Rating, rate_case
from huiyin.cases.actions.resolve_case import resolve_case
from huiyin.cases.actions.take_case import take_case
from huiyin.cases.models import Case
from huiyin.cases.queries.replaying import check_all
from huiyin.cases.queries.story import story_of_case
from huiyin.cases.tests.builders import somebody
from huiyin.channels.public import NewMessage, keep_message, messages_of
from huiyin.kernel.clock import now
from huiyin.kernel.journal.deliver import deliver_all
from huiyin.kernel.journal.models import Entry
from huiyin.kernel.journal.seals import anchors_path, seal_waiting
from huiyin.kernel.journal.verify import verify_journal
from huiyin.kernel.timers.schedule import fire_all
from huiyin.notifications.public import notices_of
from huiyin.workforce.actions.lay_out_defaults import lay_out_defaults

pytestmark = pytest.mark.django_db
NINE = datetime(2026, 3, 2, 1, tzinfo=UTC)
WORDS = "我的手机账单多扣了五十元，要求退费。"


def after(**duration):
    return NINE + timedelta(**duration)


@pytest.fixture
def people(seeded_standards):
    lay_out_defaults(at=NINE)
    return {
        "agent": somebody("agent", "care", roles=["agent"]),
        "biller": somebody("biller", "billing", roles=["specialist", "agent"]),
        "boss": somebody("boss", "supervision", roles=["supervisor", "agent"]),
    }


def written(words):
    """A mail from somebody we do not know yet, as the mailbox hands it over."""
    message = NewMessage(
        kind="email",
        direction="in",
        body=words,
        subject="投诉",
        at=NINE,
        sender="li.lei@example.com",
        source="email",
        external_id="<1@example.com>",
    )
    keep_message(message=message)
    deliver_all(at=now())
    return Case.objects.get()


def seconds_of(case, cycle):
    return {
        kind: (outcome, used)
        for kind, outcome, used in case.clocks.filter(cycle=cycle).values_list(
            "kind", "outcome", "consumed_s"
        )
    }


def work_done(case, people):
    order = issue_work_order(
        ref=case.ref,
        department="billing",
        task="核对三月话单",
        at=after(hours=26),
        actor=people["biller"],
    )
    accept_work_order(ref=order, at=after(hours=27), actor=people["biller"])
    end_work_order(
        ref=order, outcome="done", result="多计一条", at=after(hours=28), actor=people["biller"]
    )


def solved(case, actor, at):
    resolve_case(ref=case.ref, answer="已退费五十元。", cause="", at=at, actor=actor)


def rated(case, score, at):
    rating = Rating(score=score, is_solved=score > 2)
    rate_case(ref=case.ref, customer_id=case.customer_id, rating=rating, at=at)


def played(people):
    """Play the whole matter and return its case."""
    case = written(WORDS)
    take_case(ref=case.ref, at=after(minutes=20), actor=people["biller"])
    answer_case(
        ref=case.ref, body="您好，正在核实。", at=after(minutes=40), actor=people["biller"]
    )
    fire_all(at=after(hours=25))
    work_done(case, people)
    solved(case, people["biller"], after(hours=29))
    rated(case, 1, after(hours=30))
    take_case(ref=case.ref, at=after(hours=31), actor=people["boss"])
    solved(case, people["boss"], after(hours=33))
    rated(case, 5, after(hours=34))
    deliver_all(at=now())
    case.refresh_from_db()
    return case


def test_a_complaint_goes_from_the_first_mail_to_a_good_rating(people):
    case = played(people)

    said = messages_of(stories=[case.ref])[case.ref]
    scores = list(case.call_backs.order_by("cycle").values_list("score", flat=True))
    assert (case.state, case.cycle, scores) == ("closed", 2, [1, 5])
    assert [message.direction for message in said] == ["in", "out", "out", "out"]
    assert [notice.code for notice in notices_of(stories=[case.ref])[case.ref]] == [
        "cases.acknowledged",
        "cases.taken",
        "cases.resolved",
        "cases.reopened",
        "cases.taken",
        "cases.resolved",
        "cases.closed",
    ]


def test_every_clock_on_the_way_read_to_the_second(people):
    case = played(people)

    first, second = seconds_of(case, 1), seconds_of(case, 2)
    assert first["accept"] == ("met", 1200)
    assert first["first_response"] == ("met", 2400)
    assert first["feedback"] == ("met", 3600)
    assert first["resolution"] == ("met", 29 * 3600)
    assert second["resolution"] == ("met", 3 * 3600)
    assert [one for one in check_all(is_live_only=False) if one.finding.differs] == []


def test_its_story_is_readable_in_order_and_its_journal_whole(people):
    case = played(people)

    lines = story_of_case(case=case, at=after(hours=35))
    names = list(
        Entry.objects.filter(story=case.ref).order_by("at", "pk").values_list("name", flat=True)
    )
    seal_waiting(at=now())
    assert [line.at for line in lines] == sorted(line.at for line in lines)
    assert next(line.words for line in lines if line.kind == "customer") == WORDS
    wanted = [
        "cases.case_opened",
        "cases.case_taken",
        "cases.case_answered",
        "cases.clock_reached",
        "cases.work_order_issued",
        "cases.work_order_ended",
        "cases.case_resolved",
        "cases.case_rated",
        "cases.case_reopened",
        "cases.case_closed",
    ]
    places = [names.index(name) for name in wanted]
    assert places == sorted(places)
    assert verify_journal(anchors=anchors_path()).finding is None
