"""Topics of the platform's own complaints: they come to be, take in what follows, cool."""

from datetime import timedelta

import pytest

from huiyin.cases.actions.merge_cases import merge_cases, undo_merge
from huiyin.cases.models import Case
from huiyin.cases.tests.builders import MONDAY_NINE
from huiyin.insight.actions import follow_complaints as following
from huiyin.insight.actions.find_new_topics import find_new_topics
from huiyin.insight.models import HotTopic, TopicCase, Watch
from huiyin.insight.queries.topic_heat import heat_now
from huiyin.insight.tests.living import (
    GAME_SAID,
    GARDEN_SAID,
    NOON,
    OTHERS_SAID,
    follow,
    say,
)
from huiyin.kernel.access.models import RoleGrant, User
from huiyin.kernel.access.roles import SYSTEM_ACTOR
from huiyin.kernel.journal.models import Entry
from huiyin.kernel.journal.seals import seal_waiting
from huiyin.kernel.protection.rights import erase_personal_data
from huiyin.notifications.public import staff_notices
from huiyin.workforce.actions.lay_out_defaults import lay_out_defaults

pytestmark = pytest.mark.django_db


@pytest.fixture
def garden(seeded_standards):
    """Five customers without broadband in one place, among much else."""
    lay_out_defaults(at=MONDAY_NINE)
    refs = say(GARDEN_SAID[:6])
    say(OTHERS_SAID, first=10)
    follow()
    return refs


def in_topic(topic):
    found = TopicCase.objects.filter(topic=topic, state="in")
    return sorted(found.values_list("case_ref", flat=True))


def test_what_several_customers_speak_of_becomes_a_topic(garden):
    topic = HotTopic.objects.get()

    assert in_topic(topic) == sorted(garden)
    assert (topic.cases, topic.customers, topic.region) == (6, 6, "330106")
    assert "翠湖花园" in topic.title
    assert "翠湖花园" in "".join(topic.words)
    assert Entry.objects.filter(name="insight.topic_found").count() == 1


def test_who_speaks_of_it_later_joins_it_and_heats_it(garden):
    before = heat_now(HotTopic.objects.get(), NOON)
    [ref] = say(GARDEN_SAID[7:8], at=NOON)

    follow(NOON + timedelta(minutes=1))

    topic = HotTopic.objects.get()
    assert ref in in_topic(topic)
    assert (topic.cases, topic.customers) == (7, 7)
    assert heat_now(topic, NOON) == pytest.approx(before + 1, abs=0.02)


def test_other_matters_wait_until_they_are_many(garden):
    say(GAME_SAID, at=NOON)
    follow(NOON + timedelta(minutes=1))
    waiting = TopicCase.objects.filter(state="waiting").count()

    follow(NOON + timedelta(hours=2))

    assert waiting == len(OTHERS_SAID) + len(GAME_SAID)
    assert HotTopic.objects.count() == 2
    assert HotTopic.objects.get(title__contains="星际乐园").customers == 5


def test_time_alone_cools_a_topic_until_it_is_closed_and_kept(garden):
    topic = HotTopic.objects.get()
    hot, cool = heat_now(topic, NOON), heat_now(topic, NOON + timedelta(days=14))

    find_new_topics(at=NOON + timedelta(days=70))

    assert cool == pytest.approx(hot / 2)
    assert HotTopic.objects.get().closed_at == NOON + timedelta(days=70)
    assert TopicCase.objects.filter(topic=topic).count() == 6


def test_of_two_workers_that_read_the_same_one_writes(garden):
    say(GARDEN_SAID[7:8], at=NOON)
    seal_waiting(at=NOON)
    seen = following.watch()
    told = following.next_told(after=seen.seal, since=MONDAY_NINE)
    heard = following._hear(told.opened, seen)

    following._write(seen, told, heard, at=NOON)
    following._write(seen, told, heard, at=NOON)

    topic = HotTopic.objects.get()
    assert (topic.cases, len(in_topic(topic))) == (7, 7)


def test_a_seal_read_again_counts_nobody_twice(garden):
    before = HotTopic.objects.values().get()
    Watch.objects.update(seal=0)

    follow()

    changing = {"weekly"}
    after = HotTopic.objects.values().get()
    assert {k: v for k, v in after.items() if k not in changing} == {
        k: v for k, v in before.items() if k not in changing
    }


def test_a_merged_case_counts_with_its_master_alone_and_comes_back(garden):
    again = say([GARDEN_SAID[6]], at=NOON)[0]
    master = Case.objects.get(ref=garden[0])
    follow(NOON + timedelta(minutes=1))
    merge_cases(ref=again, into=master.ref, at=NOON, actor=SYSTEM_ACTOR)
    follow(NOON + timedelta(minutes=2))
    merged = (HotTopic.objects.get().cases, HotTopic.objects.get().customers)

    undo_merge(ref=again, at=NOON, actor=SYSTEM_ACTOR)
    follow(NOON + timedelta(minutes=3))

    assert merged == (6, 6)
    assert (HotTopic.objects.get().cases, HotTopic.objects.get().customers) == (7, 6)


def test_whoever_is_forgotten_leaves_the_topics_with_their_words(garden):
    topic = HotTopic.objects.get()
    case = Case.objects.get(ref=topic.title_ref)

    erase_personal_data(customer_id=case.customer_id, at=NOON)

    left = HotTopic.objects.get()
    assert not TopicCase.objects.filter(customer_id=case.customer_id).exists()
    assert (left.cases, left.customers, left.title_ref) == (5, 5, "")
    assert left.title == ", ".join(topic.words[:3])


def test_nothing_that_was_written_is_kept(seeded_standards):
    lay_out_defaults(at=MONDAY_NINE)
    say([(who, "", f"{body}，电话13812345678") for who, _subject, body in GARDEN_SAID[:6]])
    say(OTHERS_SAID, first=10)
    follow()

    kept = str(list(HotTopic.objects.values())) + str(list(Watch.objects.values()))

    assert HotTopic.objects.count() == 1
    assert all(body not in kept for _who, _subject, body in GARDEN_SAID)
    assert "13812345678" not in kept


def test_history_that_is_told_now_makes_no_topic(seeded_standards):
    lay_out_defaults(at=MONDAY_NINE)
    say(GARDEN_SAID[:6], at=MONDAY_NINE - timedelta(days=20))

    follow()

    assert not HotTopic.objects.exists()
    assert not TopicCase.objects.exists()


def test_what_breaks_out_is_told_to_supervisors_once(seeded_standards):
    lay_out_defaults(at=MONDAY_NINE)
    here, elsewhere = (User.objects.create_user(username=name) for name in ("lin", "wang"))
    RoleGrant.objects.create(user=here, role="supervisor", regions=["33"])
    RoleGrant.objects.create(user=elsewhere, role="supervisor", regions=["44"])
    say(OTHERS_SAID, at=MONDAY_NINE)
    day = MONDAY_NINE + timedelta(days=10)
    refs = say(GARDEN_SAID[:6], at=day)

    follow(day + timedelta(hours=1))
    say(GARDEN_SAID[7:8], at=day + timedelta(hours=2))
    follow(day + timedelta(hours=3))

    topic = HotTopic.objects.get()
    told = Entry.objects.get(name="insight.topic_emerged")
    assert topic.emerged_at == day + timedelta(hours=1)
    assert (told.payload["customers"], told.payload["hours"]) == (len(refs), 24)
    notices = staff_notices(user_id=here.pk)
    assert [notice.story for notice in notices] == [f"topic:{topic.pk}"]
    assert staff_notices(user_id=elsewhere.pk) == []


def test_three_in_a_day_are_a_topic_and_no_alarm(seeded_standards):
    lay_out_defaults(at=MONDAY_NINE)
    say(OTHERS_SAID, at=MONDAY_NINE)
    day = MONDAY_NINE + timedelta(days=10)
    say(GARDEN_SAID[:3], at=day)

    follow(day + timedelta(hours=1))

    assert HotTopic.objects.get().emerged_at is None
    assert not Entry.objects.filter(name="insight.topic_emerged").exists()
