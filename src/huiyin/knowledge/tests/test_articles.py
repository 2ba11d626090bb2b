from datetime import UTC, datetime, timedelta

import pytest

from huiyin.kernel.access.roles import Actor, Grant, Role
from huiyin.kernel.journal.models import Entry
from huiyin.kernel.refusal import NotAllowed, NotFound
from huiyin.kernel.timers.schedule import fire_due
from huiyin.knowledge.actions.publish_article import publish_article
from huiyin.knowledge.actions.revise_article import CannotRevise, revise_article
from huiyin.knowledge.actions.vote_on_article import vote_on_article
from huiyin.knowledge.actions.withdraw_article import CannotWithdraw, withdraw_article
from huiyin.knowledge.actions.write_article import CannotWrite, write_article
from huiyin.knowledge.models import Article, Version
from huiyin.knowledge.public import draft_article, suggest_articles
from huiyin.knowledge.seeds.plant import plant, read_seeds

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
AGENT = Actor(id="user:1", name="Agent", grants=(Grant(Role.AGENT),))
MANAGER = Actor(id="user:2", name="Manager", grants=(Grant(Role.QUALITY_MANAGER),))

pytestmark = pytest.mark.django_db


def make_article(*, published=True, **changes):
    given = {
        "title": "宽带断网怎么办",
        "body": "先看光猫的灯。\n\nLOS 灯红说明光纤断了，请报修。",
        "language": "zh-hans",
        "audience": "customer",
    }
    ref = write_article(**{**given, **changes}, at=NOON, actor=AGENT)
    if published:
        publish_article(ref=ref, at=NOON, actor=MANAGER)
    return ref


def suggestions(text="光猫亮红灯", **changes):
    asked = {"language": "zh-hans", "audience": "customer", "limit": 3, **changes}
    return suggest_articles(text=text, **asked)


def test_an_article_is_suggested_with_the_sentence_that_answers():
    ref = make_article()
    make_article(title="账单怎么看", body="账单每月五日发出。")

    [card] = suggestions("家里LOS亮红灯")

    assert card.ref == ref
    assert card.sentence == "LOS 灯红说明光纤断了，请报修。"
    assert 0 < card.score <= 1


def test_a_draft_is_not_suggested():
    make_article(published=False)

    assert suggestions() == []


def test_customers_are_not_shown_what_is_for_staff():
    ref = make_article(audience="staff")

    assert suggestions() == []
    assert [card.ref for card in suggestions(audience="staff")] == [ref]


def test_only_articles_of_the_language_are_suggested():
    make_article()

    assert suggestions(language="en") == []
    assert len(suggestions("光貓紅燈", language="zh-hant")) == 1


def test_readers_keep_seeing_the_published_version_until_the_next_is_published():
    ref = make_article()
    revise_article(ref=ref, title="新标题", body="新内容。", based_on=1, at=NOON, actor=AGENT)
    assert Article.objects.get(ref=ref).title == "宽带断网怎么办"

    publish_article(ref=ref, at=NOON, actor=MANAGER)

    assert Article.objects.get(ref=ref).title == "新标题"
    assert suggestions("光猫") == []
    assert list(Version.objects.values_list("number", "title")) == [
        (2, "新标题"),
        (1, "宽带断网怎么办"),
    ]


def test_a_version_based_on_an_older_one_is_refused():
    ref = make_article()
    revise_article(ref=ref, title="二", body="二。", based_on=1, at=NOON, actor=AGENT)

    with pytest.raises(CannotRevise, match="2"):
        revise_article(ref=ref, title="三", body="三。", based_on=1, at=NOON, actor=AGENT)

    assert Version.objects.count() == 2


def test_a_withdrawn_article_is_not_found_any_more():
    ref = make_article()

    withdraw_article(ref=ref, at=NOON, actor=MANAGER)

    assert suggestions() == []
    with pytest.raises(CannotWithdraw):
        withdraw_article(ref=ref, at=NOON, actor=MANAGER)


def test_an_agent_may_write_but_not_publish():
    ref = make_article(published=False)

    with pytest.raises(NotAllowed):
        publish_article(ref=ref, at=NOON, actor=AGENT)

    assert Article.objects.get(ref=ref).published == 0


@pytest.mark.parametrize(
    "changes",
    [{"title": " "}, {"body": ""}, {"title": "x" * 201}, {"audience": "nobody"}],
    ids=["no title", "no body", "long title", "no audience"],
)
def test_what_nobody_could_read_is_refused(changes):
    with pytest.raises(CannotWrite):
        make_article(**changes)

    assert not Article.objects.exists()
    assert not Entry.objects.exists()


def test_a_reader_has_one_vote_and_may_change_it():
    ref = make_article()

    vote_on_article(ref=ref, voter="user:1", has_helped=True, at=NOON)
    vote_on_article(ref=ref, voter="user:2", has_helped=True, at=NOON)
    vote_on_article(ref=ref, voter="user:1", has_helped=False, at=NOON)

    article = Article.objects.get(ref=ref)
    assert (article.helped, article.not_helped) == (1, 1)


def test_a_review_is_asked_for_in_time():
    ref = make_article()

    fire_due(at=NOON + timedelta(days=180))

    assert Entry.objects.filter(
        name="knowledge.article_review_due", story=f"article:{ref}"
    ).exists()


def test_a_case_becomes_a_draft_for_staff():
    ref = draft_article(
        title="尾纤断", body="更换尾纤。", language="zh-hans", source_story="C-2603-00017",
        at=NOON, actor=AGENT,
    )  # fmt: skip

    article = Article.objects.get(ref=ref)
    assert (article.state, article.audience) == ("draft", "staff")
    assert article.source_story == "C-2603-00017"


def test_an_unknown_article_is_refused():
    with pytest.raises(NotFound):
        vote_on_article(ref="K-99999", voter="user:1", has_helped=True, at=NOON)


def test_the_first_articles_are_planted_once():
    assert plant(at=NOON) == {"articles": 12}
    assert plant(at=NOON) == {"articles": 0}

    [first, *_] = suggestions("家里上不了网，光猫亮红灯")
    assert first.title == "宽带上不了网，先这样检查"
    [first, *_] = suggestions("unknown charge on my bill", language="en")
    assert first.title == "A charge on the bill you do not recognise"


def test_every_first_article_exists_in_both_languages():
    languages = {}
    for seed in read_seeds():
        languages.setdefault(seed.key, set()).add(seed.language)

    assert set(map(frozenset, languages.values())) == {frozenset({"zh-hans", "en"})}
