"""A filtered queue kept under a name: for oneself, for the team, deleted and brought back."""

import pytest
from django.test import Client

from huiyin.cases.actions.save_view import (
    MOST_VIEWS,
    CannotSaveView,
    delete_view,
    restore_view,
    save_view,
    share_view,
)
from huiyin.cases.models import SavedView
from huiyin.cases.queries.views import saved_views
from huiyin.cases.tests.builders import later, somebody
from huiyin.kernel.access.models import User
from huiyin.kernel.refusal import NotFound

pytestmark = pytest.mark.django_db
QUERY = "?view=all&department=billing&due=overdue"


def signed_in(name):
    client = Client(headers={"accept-language": "en"})
    client.force_login(
        User.objects.get(username=name),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    return client


@pytest.fixture
def colleague(operator):
    """Somebody of the agent's own team."""
    return somebody("colleague", "care", roles=["agent"])


def save(actor, **changes):
    known = {"name": "Late bills", "query": QUERY, "is_shared": False, "at": later()}
    return save_view(**{**known, **changes}, actor=actor)


def names(client):
    return [view.name for view in client.get("/cases/?view=all").context["saved"]]


def test_a_filtered_list_is_kept_and_opens_with_its_filters(operator):
    boss = signed_in("boss")

    answer = boss.post("/cases/views/", {"name": " Late  bills ", "query": QUERY})

    view = SavedView.objects.get()
    assert (view.name, view.query, view.team) == ("Late bills", QUERY, "")
    assert answer.url == f"/cases/{QUERY}"
    page = boss.get(answer.url)
    assert page.context["open_view"].id == view.pk
    assert "Late bills" in page.content.decode()


def test_what_the_address_cannot_ask_is_not_kept(operator):
    signed_in("boss").post(
        "/cases/views/",
        {"name": "x", "query": "?view=nowhere&state=no&department=billing&evil=//elsewhere"},
    )

    assert SavedView.objects.get().query == "?view=mine&department=billing"


def test_a_view_is_seen_by_its_owner_alone_until_it_is_shared(operator, colleague):
    view_id = save(operator["agent"])
    theirs = signed_in("colleague")
    assert names(theirs) == []

    signed_in("agent").post(f"/cases/views/{view_id}/share/")

    assert names(theirs) == ["Late bills"]
    assert names(signed_in("biller")) == []
    signed_in("agent").post(f"/cases/views/{view_id}/unshare/")
    assert names(theirs) == []


def test_a_shared_view_is_changed_by_its_owner_only(operator, colleague):
    view_id = save(operator["agent"], is_shared=True)

    for change in (
        lambda: delete_view(view_id=view_id, at=later(), actor=colleague),
        lambda: share_view(view_id=view_id, is_shared=False, at=later(), actor=colleague),
        lambda: restore_view(view_id=view_id, actor=colleague),
    ):
        with pytest.raises(NotFound):
            change()

    [seen] = saved_views(actor=colleague, team=SavedView.objects.get().team)
    assert (seen.name, seen.is_mine, seen.is_shared) == ("Late bills", False, True)
    assert signed_in("colleague").post(f"/cases/views/{view_id}/delete/").status_code == 404


def test_a_deleted_view_is_brought_back_from_where_one_was_sent(operator):
    view_id = save(operator["boss"])
    boss = signed_in("boss")

    answer = boss.post(f"/cases/views/{view_id}/delete/")

    assert answer.url == f"/cases/{QUERY}&deleted={view_id}"
    page = boss.get(answer.url)
    assert page.context["saved"] == []
    assert f'action="/cases/views/{view_id}/restore/"' in page.content.decode()
    boss.post(f"/cases/views/{view_id}/restore/")
    assert names(boss) == ["Late bills"]


def test_a_name_serves_once(operator):
    first = save(operator["boss"])
    with pytest.raises(CannotSaveView):
        save(operator["boss"])
    delete_view(view_id=first, at=later(), actor=operator["boss"])
    save(operator["boss"])

    with pytest.raises(CannotSaveView):
        restore_view(view_id=first, actor=operator["boss"])

    assert SavedView.objects.filter(deleted_at=None).count() == 1


@pytest.mark.parametrize("name", ["", "   ", "x" * 41])
def test_a_view_needs_a_name(operator, name):
    with pytest.raises(CannotSaveView):
        save(operator["boss"], name=name)

    assert SavedView.objects.count() == 0


def test_nobody_keeps_more_views_than_can_be_read(operator):
    for number in range(MOST_VIEWS):
        save(operator["boss"], name=f"View {number}")

    with pytest.raises(CannotSaveView):
        save(operator["boss"], name="One more")

    assert SavedView.objects.count() == MOST_VIEWS


def test_without_a_team_a_view_is_not_shared(operator):
    User.objects.create_user(username="guest", password=None)
    guest = User.objects.get(username="guest")
    guest.role_grants.create(role="auditor")

    page = signed_in("guest").post(
        "/cases/views/", {"name": "Mine", "query": QUERY, "is_shared": "1"}, follow=True
    )

    assert "You belong to no team to share it with." in page.content.decode()
    assert SavedView.objects.count() == 0
