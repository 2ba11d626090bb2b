"""The board of topics: who sees what of it, and what people do to topics."""

import pytest

from huiyin.cases.tests.builders import MONDAY_NINE
from huiyin.insight.actions.mark_topic import CannotMark, mark_topic
from huiyin.insight.actions.merge_topics import CannotMergeTopics, merge_topics, part_topics
from huiyin.insight.actions.take_out_case import put_back_case, take_out_case
from huiyin.insight.models import HotTopic, TopicCase
from huiyin.insight.queries.topics import Wanted, board
from huiyin.insight.rules.topics.standing import Mark, Standing
from huiyin.insight.tests.living import GAME_SAID, GARDEN_SAID, NOON, OTHERS_SAID, follow, say
from huiyin.kernel.access.models import RoleGrant, User
from huiyin.kernel.access.roles import SYSTEM_ACTOR, Actor, Grant, Role
from huiyin.kernel.journal.models import Entry
from huiyin.kernel.refusal import NotAllowed, NotFound
from huiyin.workforce.actions.lay_out_defaults import lay_out_defaults

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
TOLD = {"at": NOON, "actor": SYSTEM_ACTOR}


@pytest.fixture
def two(seeded_standards):
    """A garden without broadband (six in Hangzhou) and a game nobody ordered (five in
    Guangzhou); return both topics."""
    lay_out_defaults(at=MONDAY_NINE)
    say(GARDEN_SAID[:6])
    say(GAME_SAID, region="440103")
    say(OTHERS_SAID, first=10)
    follow()
    return (
        HotTopic.objects.get(title__contains="翠湖花园"),
        HotTopic.objects.get(title__contains="星际乐园"),
    )


def of_region(code, role=Role.SUPERVISOR):
    grant = Grant(role=role, regions=frozenset({code}))
    return Actor(id="user:7", name="林晓", grants=(grant,))


def signed_in(client, role="supervisor", **scope):
    user = User.objects.create_user(username="reader", password=None)
    RoleGrant.objects.create(user=user, role=role, **scope)
    client.force_login(user, backend=BACKEND)
    client.cookies["django_language"] = "en"
    return client


def figures(topic):
    return HotTopic.objects.values_list("cases", "customers", "heat").get(pk=topic.pk)


def test_the_hottest_stands_first(two):
    found = board(wanted=Wanted(), actor=SYSTEM_ACTOR, at=NOON)

    assert [(one.id, one.customers) for one in found] == [(two[0].pk, 6), (two[1].pk, 5)]
    assert found[0].heat > found[1].heat
    assert [one.standing for one in found] == [Standing.HOT, Standing.HOT]
    assert found[0].curve[-1] == 6


def test_a_person_sees_the_topics_of_their_region(two):
    found = board(wanted=Wanted(), actor=of_region("44"), at=NOON)

    assert [one.id for one in found] == [two[1].pk]


def test_figures_are_of_what_the_person_may_see(two):
    TopicCase.objects.filter(topic=two[0], case_ref=two[0].title_ref).update(region="440103")

    [part] = board(wanted=Wanted(topic=two[0].topic), actor=of_region("33"), at=NOON)
    [whole, _other] = board(wanted=Wanted(), actor=SYSTEM_ACTOR, at=NOON)

    assert (part.cases, part.customers, part.is_whole) == (5, 5, False)
    assert part.heat == pytest.approx(whole.heat * 5 / 6)


def test_who_has_no_right_sees_no_board(two):
    with pytest.raises(NotAllowed):
        board(wanted=Wanted(), actor=of_region("33", Role.AGENT), at=NOON)


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        (Wanted(area="33"), 1),
        (Wanted(area="51"), 0),
        (Wanted(topic="broadband"), 2),
        (Wanted(topic="billing"), 0),
        (Wanted(standing="closed"), 0),
        (Wanted(days=7), 2),
    ],
)
def test_the_board_is_narrowed(two, wanted, count):
    assert len(board(wanted=wanted, actor=SYSTEM_ACTOR, at=NOON)) == count


def test_what_is_being_done_is_said_with_its_reason(two):
    mark_topic(topic_id=two[0].pk, mark=Mark.WORKED_ON, why="换光缆", link="", **TOLD)

    topic = HotTopic.objects.get(pk=two[0].pk)
    told = Entry.objects.get(name="insight.topic_marked")
    assert (topic.mark, topic.mark_why, topic.owner) == ("worked_on", "换光缆", "system")
    assert told.payload == {"topic_id": topic.pk, "mark": "worked_on"}


@pytest.mark.parametrize(("why", "link"), [("  ", ""), ("换光缆", "javascript:alert(1)")])
def test_a_mark_without_reason_or_with_a_bad_link_is_refused(two, why, link):
    with pytest.raises(CannotMark):
        mark_topic(topic_id=two[0].pk, mark=Mark.WATCHED, why=why, link=link, **TOLD)

    assert HotTopic.objects.get(pk=two[0].pk).mark == ""
    assert not Entry.objects.filter(name="insight.topic_marked").exists()


def test_nobody_marks_what_lies_elsewhere(two):
    with pytest.raises(NotFound):
        mark_topic(
            topic_id=two[0].pk,
            mark=Mark.WATCHED,
            why="x",
            link="",
            at=NOON,
            actor=of_region("44"),
        )

    assert HotTopic.objects.get(pk=two[0].pk).mark == ""


def test_two_topics_become_one_and_two_again(two):
    before = [figures(topic) for topic in two]

    merge_topics(topic_id=two[1].pk, into=two[0].pk, **TOLD)
    together = board(wanted=Wanted(), actor=SYSTEM_ACTOR, at=NOON)
    part_topics(topic_id=two[1].pk, **TOLD)

    assert [(one.id, one.cases) for one in together] == [(two[0].pk, 11)]
    assert [figures(topic)[:2] for topic in two] == [one[:2] for one in before]
    assert [figures(topic)[2] for topic in two] == pytest.approx([one[2] for one in before])
    names = Entry.objects.filter(name__startswith="insight.topics_").values_list("name")
    assert len(names) == 4


def test_a_topic_is_not_put_into_itself_or_into_a_closed_one(two):
    HotTopic.objects.filter(pk=two[1].pk).update(closed_at=NOON)

    for into in (two[0].pk, two[1].pk):
        with pytest.raises(CannotMergeTopics):
            merge_topics(topic_id=two[0].pk, into=into, **TOLD)

    assert HotTopic.objects.get(pk=two[0].pk).merged_into is None


def test_a_case_is_taken_out_and_put_back(two):
    before, ref = figures(two[0]), two[0].title_ref

    take_out_case(topic_id=two[0].pk, ref=ref, **TOLD)
    follow()
    without = figures(two[0])
    put_back_case(topic_id=two[0].pk, ref=ref, **TOLD)

    assert without[:2] == (5, 5)
    assert figures(two[0])[:2] == (6, 6)
    assert figures(two[0])[2] == pytest.approx(before[2])


def test_the_pages_show_and_do_it(client, two):
    page = signed_in(client)
    listed = page.get("/topics/?days=365").content.decode()
    address = f"/topics/{two[0].pk}/"
    shown = page.get(address)
    marked = page.post(f"{address}mark/", {"mark": "watched", "why": "asked the network"})
    refused = page.post(f"{address}mark/", {"mark": "watched", "why": ""})
    merged = page.post(f"{address}merge/", {"into": "none"})
    sheet = page.get("/topics/export.csv?days=365").content.decode("utf-8-sig")

    assert two[0].title in listed
    assert len(shown.context["cases"]) == 6
    assert (marked.status_code, refused.status_code, merged.status_code) == (302, 422, 409)
    assert "asked the network" in page.get(address).content.decode()
    assert sheet.count("翠湖花园") >= 1


def test_the_empty_board_says_what_to_do(client, seeded_standards):
    page = signed_in(client).get("/topics/").content.decode()

    assert "huiyin topics find FILE" in page


def test_another_region_finds_no_topic_at_its_address(client, two):
    page = signed_in(client, regions=["44"])

    assert page.get(f"/topics/{two[0].pk}/").status_code == 404
    assert page.get(f"/topics/{two[1].pk}/").status_code == 200
