"""What a case teaches becomes an article; what was known becomes a suggested answer."""

import pytest
from django.test import Client

from huiyin.cases.actions.answer_case import answer_case
from huiyin.cases.actions.create_article import create_article
from huiyin.cases.actions.rate_case import Rating, rate_case
from huiyin.cases.actions.resolve_case import resolve_case
from huiyin.cases.models import Case
from huiyin.cases.queries.answers import exchange_of, suggested_answers
from huiyin.cases.rules.suggesting import Source, best_sources
from huiyin.cases.tests.builders import later, make_case
from huiyin.channels.public import NewAttachment, NewMessage, keep_message, messages_of
from huiyin.kernel.access.models import RoleGrant, User
from huiyin.kernel.access.roles import SYSTEM_ACTOR
from huiyin.kernel.journal.story import story_of
from huiyin.kernel.refusal import NotAllowed, NotFound
from huiyin.knowledge.actions.publish_article import publish_article
from huiyin.knowledge.actions.write_article import write_article
from huiyin.knowledge.models import Article
from huiyin.knowledge.public import CannotDiscard, articles_learnt_from, discard_draft

pytestmark = pytest.mark.django_db
QUESTION = "我叫李雷，电话13800001111，话费账单多扣了五十元。"
ANSWER = "李雷您好，多扣的五十元已退回话费账户，两小时内到账。"


def signed_in(name):
    client = Client(headers={"accept-language": "en"})
    client.force_login(
        User.objects.get(username=name),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    return client


@pytest.fixture
def solved(operator):
    """A case that was asked with personal data and answered by name."""
    case = make_case(body=QUESTION)
    resolve_case(ref=case.ref, answer=ANSWER, cause="", at=later(hours=1), actor=SYSTEM_ACTOR)
    return Case.objects.get(pk=case.pk)


def source(kind, likeness, ref="K-1"):
    return Source(kind=kind, ref=ref, title="t", words="w", likeness=likeness)


# What a case teaches.


def test_the_draft_names_neither_the_customer_nor_the_number(solved):
    said = exchange_of(case=solved)

    assert said.question == "我叫[name]，电话[phone]，话费账单多扣了五十元。"
    assert said.answer == "[name]您好，多扣的五十元已退回话费账户，两小时内到账。"


def test_the_form_lays_out_question_and_answer_in_the_language_of_the_case(solved):
    page = signed_in("agent").get(f"/cases/{solved.ref}/do/article/")

    body = page.context["form"].initial["body"]
    assert body.startswith("# 问题\n\n我叫[name]")
    assert body.endswith("# 答复\n\n[name]您好，多扣的五十元已退回话费账户，两小时内到账。")
    assert "13800001111" not in body


def test_what_staff_kept_is_a_draft_with_the_case_as_its_source(solved):
    signed_in("agent").post(
        f"/cases/{solved.ref}/do/article/", {"title": "多扣费怎么退", "body": "# 问题\n\n多扣"}
    )

    article = Article.objects.get()
    assert (article.state, article.source_story, article.title) == (
        "draft",
        solved.ref,
        "多扣费怎么退",
    )
    assert (article.language, article.topics) == ("zh-hans", [solved.topic])
    told = [line.name for line in story_of(story=solved.ref)]
    assert told.count("knowledge.article_learnt") == 1


def test_the_article_leads_back_to_its_case_and_the_case_to_its_article(solved, operator):
    ref = create_article(
        ref=solved.ref, title="t", body="b", at=later(hours=2), actor=operator["agent"]
    )
    agent = signed_in("agent")

    article = agent.get(f"/knowledge/{ref}/")
    panel = agent.get(f"/cases/{solved.ref}/panels/articles/")

    assert f'href="/cases/search/?q={solved.ref}"' in article.content.decode()
    assert [learnt.ref for learnt, _href in panel.context["learnt"]] == [ref]


def test_a_draft_is_undone_from_its_case_but_from_no_other(solved, operator):
    ref = create_article(
        ref=solved.ref, title="t", body="b", at=later(hours=2), actor=operator["agent"]
    )
    undo = {"of": ref}
    other = make_case(contacts=(("phone", "13900002222"),))

    with pytest.raises(NotFound):
        discard_draft(
            ref=ref, source_story=other.ref, at=later(hours=3), actor=operator["agent"]
        )
    assert Article.objects.get().state == "draft"
    signed_in("agent").post(f"/cases/{solved.ref}/do/discard-article/", undo)

    assert Article.objects.get().state == "withdrawn"
    assert articles_learnt_from(story=solved.ref) == []


def test_what_readers_have_seen_is_not_put_away_as_a_draft(solved, operator):
    ref = create_article(
        ref=solved.ref, title="t", body="b", at=later(hours=2), actor=operator["agent"]
    )
    publish_article(ref=ref, at=later(hours=3), actor=SYSTEM_ACTOR)

    with pytest.raises(CannotDiscard):
        discard_draft(
            ref=ref, source_story=solved.ref, at=later(hours=4), actor=operator["agent"]
        )

    assert Article.objects.get().state == "published"


def test_an_auditor_writes_no_articles(solved, operator):
    auditor = User.objects.create_user(username="auditor", password=None)
    RoleGrant.objects.create(user=auditor, role="auditor")

    answer = signed_in("auditor").post(
        f"/cases/{solved.ref}/do/article/", {"title": "t", "body": "b"}
    )

    assert (answer.status_code, NotAllowed.status) == (403, 403)
    assert Article.objects.count() == 0


# What may be answered.


def published(**changes):
    known = {
        "title": "账单多扣费怎么办",
        "body": "# 退费\n\n账单多扣的费用，核实后**两小时**内退回话费账户。",
        "language": "zh-hans",
        "audience": "customer",
    }
    ref = write_article(**{**known, **changes}, at=later(), actor=SYSTEM_ACTOR)
    publish_article(ref=ref, at=later(), actor=SYSTEM_ACTOR)
    return ref


def suggestions(case, operator):
    return suggested_answers(case=case, actor=operator["boss"], language="zh-hans")


def test_an_article_for_customers_is_suggested_without_its_marks(operator):
    ref = published()
    published(title="账单多扣费内部口径", audience="staff")
    case = make_case()

    [found] = suggestions(case, operator)

    assert (found.kind, found.ref) == ("article", ref)
    assert found.words == "退费\n\n账单多扣的费用，核实后两小时内退回话费账户。"


def test_the_answer_of_a_case_that_said_the_same_is_suggested_without_its_customer(
    solved, operator
):
    case = make_case(
        body="话费账单多扣了五十元。", contacts=(("phone", "13900002222"),), name="韩梅梅"
    )

    found = suggestions(case, operator)

    assert [(s.kind, s.ref) for s in found] == [("case", solved.ref)]
    assert found[0].words == "[name]您好，多扣的五十元已退回话费账户，两小时内到账。"


def test_an_answer_the_customer_was_unhappy_with_is_not_suggested(solved, operator):
    rate_case(
        ref=solved.ref,
        customer_id=solved.customer_id,
        rating=Rating(score=1, is_solved=False),
        at=later(hours=2),
    )
    Case.objects.filter(pk=solved.pk).update(state="closed", cycle=1)
    case = make_case(body="话费账单多扣了五十元。", contacts=(("phone", "13900002222"),))

    assert suggestions(case, operator) == []


def test_nothing_is_suggested_where_nothing_fits(operator):
    case = make_case()

    page = signed_in("boss").get(f"/cases/{case.ref}/suggestion/")

    assert "No article and no solved case answers this yet." in page.content.decode()


def test_a_suggestion_cites_its_source_and_is_not_sent_by_itself(operator):
    ref = published()
    case = make_case()
    before = len(messages_of(stories=[case.ref])[case.ref])

    page = signed_in("boss").get(f"/cases/{case.ref}/suggestion/").content.decode()

    assert f'href="/knowledge/{ref}/"' in page
    assert 'data-key="s"' in page
    assert len(messages_of(stories=[case.ref])[case.ref]) == before


def test_a_suggestion_shows_which_sentence_speaks_of_which_point(operator):
    published(body="请拨打客服。账单多扣的费用两小时内退回话费账户。")
    case = make_case()

    page = signed_in("boss").get(f"/cases/{case.ref}/suggestion/")

    assert [(line.point, line.sentence) for line in page.context["best"].cited] == [
        ("我的话费账单多扣了五十元", "账单多扣的费用两小时内退回话费账户。"),
        ("请退费。", "账单多扣的费用两小时内退回话费账户。"),
    ]
    assert "Speaks of 2 points" in page.content.decode()


def test_a_suggestion_is_taken_over_without_scripts(operator):
    ref = published()
    case = make_case()

    page = signed_in("boss").get(f"/cases/{case.ref}/do/reply/?suggested={ref}")

    body = page.context["form"].initial["body"]
    assert body == "退费\n\n账单多扣的费用，核实后两小时内退回话费账户。"


def test_an_answer_that_was_not_suggested_cannot_be_fetched_by_its_number(operator):
    published()
    secret = published(title="内部口径", audience="staff", body="不得外传")
    case = make_case()

    page = signed_in("boss").get(f"/cases/{case.ref}/do/reply/?suggested={secret}")

    assert page.context["form"].initial["body"] == ""


def test_nothing_is_suggested_after_our_own_words(operator):
    case = make_case()
    boss = signed_in("boss")
    assert boss.get(f"/cases/{case.ref}/").context["may_suggest"] is True

    answer_case(ref=case.ref, body="已收到", at=later(hours=1), actor=operator["boss"])

    assert boss.get(f"/cases/{case.ref}/").context["may_suggest"] is False


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([source("case", 0.3, "C"), source("article", 0.2, "K")], ["K", "C"]),
        ([source("case", 0.7, "C"), source("article", 0.9, "K")], ["C", "K"]),
        ([source("case", 0.2, "C"), source("article", 0.1, "K")], []),
        (
            [source("article", 0.2, "A"), source("article", 0.4, "B"), source("case", 0.3)],
            ["B", "A"],
        ),
    ],
)
def test_articles_come_first_unless_a_case_said_the_same(found, expected):
    assert [source.ref for source in best_sources(found)] == expected


# Files in the story.


def test_a_file_of_the_customer_is_opened_from_the_story(operator):
    case = make_case()
    message = NewMessage(
        kind="web",
        direction="in",
        body="见附件",
        at=later(minutes=5),
        story=case.ref,
        customer_id=case.customer_id,
        attachments=(NewAttachment(name="账单.txt", content="话费 50 元".encode()),),
    )
    keep_message(message=message, is_taken=True)
    agent = signed_in("boss")

    page = agent.get(f"/cases/{case.ref}/")

    [file] = [
        f for _day, lines in page.context["days"] for line in lines for f in line["files"]
    ]
    assert file["name"] == "账单.txt"
    sent = agent.get(file["href"])
    assert sent.status_code == 200
    assert sent["Content-Disposition"].startswith("attachment;")
    assert sent["X-Content-Type-Options"] == "nosniff"
    sent.close()
