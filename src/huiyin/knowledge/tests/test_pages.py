import pytest
from django.urls import reverse

from huiyin.kernel.access.models import RoleGrant, User
from huiyin.kernel.journal.story import recent_lines
from huiyin.knowledge.models import Article
from huiyin.knowledge.tests.test_articles import make_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(client):
    return signed_in(client, "quality_manager")


def signed_in(client, role):
    user = User.objects.create(username=role)
    RoleGrant.objects.create(user=user, role=role)
    client.force_login(user)
    return client


def test_a_question_is_answered_with_a_sentence(manager):
    make_article()

    page = manager.get(reverse("knowledge:articles"), {"q": "LOS亮红灯"})

    assert "LOS 灯红说明光纤断了，请报修。" in page.content.decode()


def test_a_question_is_answered_in_its_own_language(manager):
    ref = make_article()

    page = manager.get(
        reverse("knowledge:articles"), {"q": "LOS亮红灯"}, headers={"accept-language": "en"}
    )

    assert ref in page.content.decode()


def test_the_list_shows_drafts_too(manager):
    ref = make_article(published=False)

    assert ref in manager.get(reverse("knowledge:articles")).content.decode()
    published = manager.get(reverse("knowledge:articles"), {"state": "published"})
    assert ref not in published.content.decode()


def test_an_article_is_previewed_before_it_is_kept(manager):
    words = {"title": "题", "body": "**一**", "language": "zh-hans", "audience": "staff"}

    preview = manager.post(reverse("knowledge:new"), {**words, "preview": "1"})

    assert "<strong>一</strong>" in preview.content.decode()
    assert not Article.objects.exists()


def test_an_article_is_written_revised_compared_and_published(manager):
    words = {"title": "题", "body": "**一**", "language": "zh-hans", "audience": "staff"}
    manager.post(reverse("knowledge:new"), words)
    ref = Article.objects.get().ref

    manager.post(
        reverse("knowledge:edit", args=[ref]), {"title": "题", "body": "二", "based_on": 1}
    )
    changed = manager.get(reverse("knowledge:versions", args=[ref])).content.decode()
    manager.post(reverse("knowledge:publish", args=[ref]))

    assert "<ins>二</ins>" in changed
    assert "<del>**一**</del>" in changed
    assert Article.objects.get().published == 2


def test_a_version_overtaken_by_another_is_refused_in_place(manager):
    ref = make_article()

    page = manager.post(
        reverse("knowledge:edit", args=[ref]), {"title": "题", "body": "我写的", "based_on": 7}
    )

    assert page.status_code == 422
    assert "我写的" in page.content.decode()
    assert Article.objects.get().latest == 1


def test_script_in_an_article_is_shown_as_text(manager):
    ref = make_article(body="<script>alert(1)</script>")

    page = manager.get(reverse("knowledge:article", args=[ref])).content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_vote_is_counted(manager):
    ref = make_article()

    manager.post(reverse("knowledge:vote", args=[ref]), {"helped": "yes"})

    assert Article.objects.get().helped == 1


def test_an_agent_is_refused_publishing_in_place(client):
    ref = make_article(published=False)

    page = signed_in(client, "agent").post(reverse("knowledge:publish", args=[ref]))

    assert page.status_code == 403
    assert Article.objects.get().published == 0


def test_a_withdrawn_article_stays_readable_for_staff(manager):
    ref = make_article()

    manager.post(reverse("knowledge:withdraw", args=[ref]))

    assert manager.get(reverse("knowledge:article", args=[ref])).status_code == 200


def test_the_journal_names_articles_by_their_titles():
    ref = make_article()
    article = Article.objects.get(ref=ref)

    said = recent_lines()

    assert said
    assert all(f"{ref} {article.title}" in line.sentence for line in said)
