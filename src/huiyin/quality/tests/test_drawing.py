"""Following the answers sent, and drawing a week of them."""

from datetime import timedelta

import pytest

from huiyin.cases.actions.rate_case import Rating, rate_case
from huiyin.cases.actions.resolve_case import resolve_case
from huiyin.channels.public import erase_messages
from huiyin.kernel.journal.models import Entry
from huiyin.kernel.journal.seals import seal_waiting
from huiyin.quality.actions.draw_sample import draw_week, draw_weeks
from huiyin.quality.actions.follow_answers import follow_answers, forget_answers
from huiyin.quality.actions.forget_samples import forget_samples
from huiyin.quality.models import Draw, Followed, Sample, SentAnswer
from huiyin.quality.rules.weeks import week_around
from huiyin.quality.tests.making import DRAWN_AT, GOOD, SENT_AT, WEAK, drawn, followed, sent

pytestmark = pytest.mark.django_db


def test_answers_are_taken_down_as_the_journal_tells_them(operator):
    case = sent(operator["agent"])
    followed()

    taken = SentAnswer.objects.get()
    assert (taken.case_ref, taken.user_id, taken.at, taken.is_first) == (
        case.ref,
        operator["agent"].user_id,
        SENT_AT,
        True,
    )


def test_a_seal_followed_again_takes_nothing_twice(operator):
    sent(operator["agent"])
    followed()
    Followed.objects.update(seal=0)

    followed()

    assert SentAnswer.objects.count() == 1


def test_a_week_is_drawn_once_with_what_the_machine_thinks(operator):
    sent(operator["agent"], GOOD, number=1)
    sent(operator["agent"], WEAK, number=2)
    sent(operator["biller"], GOOD, number=3)
    followed()

    assert draw_weeks(at=DRAWN_AT) == 1
    assert draw_weeks(at=DRAWN_AT) == 0

    row = Draw.objects.get()
    assert (row.week, row.sent, row.people) == ("2026-W10", 3, 2)
    weak, *good = Sample.objects.order_by("overall")
    assert (weak.reason, weak.of_sent, weak.of_drawn, weak.team) == (
        "chance",
        2,
        2,
        "care-desk",
    )
    assert (weak.overall < 0.4, good[0].overall > 0.8) == (True, True)
    assert set(weak.scores) == {
        "addressed",
        "complete",
        "understandable",
        "courteous",
        "on_time",
    }
    entry = Entry.objects.get(name="quality.answers_sampled")
    assert entry.payload == {"week": "2026-W10", "sent": 3, "drawn": 3, "seed": row.seed}


def test_the_same_seed_draws_the_same_again(operator):
    for number in range(8):
        sent(operator["agent"], number=number)
    followed()
    week = week_around(SENT_AT.date(), zone=DRAWN_AT.tzinfo)
    draw_week(week=week, seed="doubted", at=DRAWN_AT)
    first = list(Sample.objects.order_by("message_id").values_list("message_id", flat=True))
    Draw.objects.all().delete()

    draw_week(week=week, seed="doubted", at=DRAWN_AT)

    again = Sample.objects.order_by("message_id").values_list("message_id", flat=True)
    assert first == list(again)


def test_of_two_workers_only_one_draws(operator):
    sent(operator["agent"])
    followed()
    week = week_around(SENT_AT.date(), zone=DRAWN_AT.tzinfo)

    assert draw_week(week=week, seed="a", at=DRAWN_AT) is True
    assert draw_week(week=week, seed="b", at=DRAWN_AT) is False

    assert (Draw.objects.get().seed, Sample.objects.count()) == ("a", 1)


def test_a_week_waits_until_the_journal_has_told_all_of_it(operator):
    sent(operator["agent"], number=1)
    followed()
    sent(operator["agent"], number=2)

    assert draw_weeks(at=DRAWN_AT) == 0
    seal_waiting(at=DRAWN_AT)
    assert draw_weeks(at=DRAWN_AT) == 0
    follow_answers(at=DRAWN_AT)
    followed()
    assert draw_weeks(at=DRAWN_AT) == 1
    assert Draw.objects.get().sent == 2


def test_what_comes_today_does_not_hold_up_the_week_before(operator):
    sent(operator["agent"], number=1)
    followed()
    sent(operator["agent"], number=2, at=DRAWN_AT)
    seal_waiting(at=DRAWN_AT)
    sent(operator["agent"], number=3, at=DRAWN_AT)

    assert draw_weeks(at=DRAWN_AT) == 1
    assert Draw.objects.get().sent == 1


def test_a_week_that_is_not_over_is_not_drawn(operator):
    sent(operator["agent"])
    followed()

    assert draw_weeks(at=SENT_AT + timedelta(days=2)) == 0
    assert Sample.objects.count() == 0


def test_what_left_a_customer_unhappy_is_drawn_on_purpose(operator):
    for number in range(12):
        case = sent(operator["agent"], number=number)
        resolve_case(ref=case.ref, answer=GOOD, cause="", at=SENT_AT, actor=operator["agent"])
    rate_case(
        ref=case.ref,
        customer_id=case.customer_id,
        rating=Rating(score=1, is_solved=False),
        at=SENT_AT + timedelta(hours=1),
    )
    followed()

    draw_weeks(at=DRAWN_AT)

    on_purpose = Sample.objects.exclude(reason="chance").order_by("reason")
    assert list(on_purpose.values_list("reason", flat=True)) == ["unhappy", "weak"]
    assert on_purpose[0].case_ref == case.ref
    assert (on_purpose[0].of_sent, on_purpose[0].of_drawn) == (0, 0)


def test_answers_whose_words_are_gone_are_not_drawn(operator):
    case = sent(operator["agent"], number=1)
    sent(operator["agent"], number=2)
    erase_messages(customer_ids=[case.customer_id], at=DRAWN_AT)
    followed()

    draw_weeks(at=DRAWN_AT)

    assert Draw.objects.get().sent == 1
    assert not Sample.objects.filter(case_ref=case.ref).exists()


def test_what_is_drawn_does_not_cost_more_queries_for_more_answers(
    operator, django_assert_max_num_queries
):
    for number in range(30):
        sent(operator["agent"], number=number)
    followed()

    with django_assert_max_num_queries(24):
        draw_weeks(at=DRAWN_AT)


def test_samples_and_what_was_sent_are_forgotten_in_time(operator):
    drawn(operator["agent"])

    assert forget_answers(at=SENT_AT + timedelta(days=59)) == 0
    assert forget_answers(at=SENT_AT + timedelta(days=61)) == 1
    assert forget_samples(at=SENT_AT + timedelta(days=700)) == 0
    forget_samples(at=SENT_AT + timedelta(days=740))
    assert (Draw.objects.count(), Sample.objects.count()) == (0, 0)
