import json
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command

from huiyin.kernel.access.models import RoleGrant, User
from huiyin.kernel.access.roles import (
    SYSTEM_ACTOR,
    Actor,
    Grant,
    Permission,
    Role,
    may,
    permissions,
)
from huiyin.kernel.apikeys.access import MANAGE_KEYS
from huiyin.kernel.apikeys.keys import CannotCreateKey, create_key, revoke_key
from huiyin.kernel.apikeys.models import ApiKey
from huiyin.kernel.apikeys.power import BeyondOwnPower, UnknownScope, narrowed
from huiyin.kernel.apikeys.recognise import forget_keys, recognise
from huiyin.kernel.journal.models import Entry
from huiyin.kernel.refusal import NotAllowed, NotFound

AT = datetime(2026, 3, 2, 1, tzinfo=UTC)
SCOPE = MANAGE_KEYS.code


def make_key(**details):
    wanted = {"name": "billing", "scopes": [SCOPE], "at": AT, "actor": SYSTEM_ACTOR} | details
    return create_key(**wanted)


@pytest.fixture(autouse=True)
def nothing_remembered():
    forget_keys()


@pytest.mark.django_db
def test_keeps_only_the_hash_and_journals_only_the_prefix():
    key = make_key()

    kept = ApiKey.objects.get()
    entry = Entry.objects.get()
    assert key.token not in str(vars(kept))
    assert entry.payload == {
        "key_id": key.id,
        "prefix": kept.prefix,
        "permissions": [SCOPE],
        "owner_id": None,
    }


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("details", "refusal"),
    [
        ({"scopes": ["nothing.at_all"]}, UnknownScope),
        ({"scopes": []}, CannotCreateKey),
        ({"name": " "}, CannotCreateKey),
        ({"expires_at": AT}, CannotCreateKey),
        ({"owner_id": 404}, CannotCreateKey),
        ({"actor": Actor("user:1", "a", (Grant(Role.AGENT),))}, NotAllowed),
    ],
)
def test_refuses_a_key_that_makes_no_sense(details, refusal):
    with pytest.raises(refusal):
        make_key(**details)

    assert not ApiKey.objects.exists()
    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_nobody_gives_a_key_more_than_they_may_do(monkeypatch):

    other = Permission("samples.do_more", frozenset({Role.SUPERVISOR}))
    monkeypatch.setitem(permissions, other.code, other)
    administrator = Actor("user:1", "a", (Grant(Role.ADMINISTRATOR),))

    with pytest.raises(BeyondOwnPower):
        make_key(actor=administrator, scopes=["samples.*"])

    assert not ApiKey.objects.exists()


@pytest.mark.django_db
def test_a_key_can_do_no_more_than_its_owner_can_now():
    owner = User.objects.create(username="owner")
    grant = RoleGrant.objects.create(user=owner, role="administrator", regions=["33"])
    key = make_key(owner_id=owner.pk, regions=["3301", "44"])

    actor = recognise(key.token, at=AT).actor
    grant.delete()
    forget_keys()
    later = recognise(key.token, at=AT).actor

    assert may(actor, MANAGE_KEYS, region="330106")
    assert not may(actor, MANAGE_KEYS, region="3302")
    assert not may(actor, MANAGE_KEYS, region="44")
    assert not actor.holds(Role.ADMINISTRATOR)
    assert not may(later, MANAGE_KEYS)


@pytest.mark.django_db
def test_an_inactive_owner_closes_the_key():
    owner = User.objects.create(username="owner", is_superuser=True)
    key = make_key(owner_id=owner.pk)
    User.objects.update(is_active=False)

    assert recognise(key.token, at=AT) is None


@pytest.mark.django_db
def test_notes_its_use_at_most_once_a_minute(django_assert_num_queries):
    key = make_key()

    recognise(key.token, at=AT)
    forget_keys()
    with django_assert_num_queries(1):
        recognise(key.token, at=AT + timedelta(seconds=59))
    forget_keys()
    recognise(key.token, at=AT + timedelta(seconds=60))

    assert ApiKey.objects.get().last_used_at == AT + timedelta(seconds=60)


@pytest.mark.django_db
def test_revoking_twice_is_revoking_once():
    key = make_key()

    revoke_key(key_id=key.id, at=AT, actor=SYSTEM_ACTOR)
    revoke_key(key_id=key.id, at=AT + timedelta(days=1), actor=SYSTEM_ACTOR)

    assert ApiKey.objects.get().revoked_at == AT
    assert Entry.objects.filter(name="apikeys.key_revoked").count() == 1
    with pytest.raises(NotFound):
        revoke_key(key_id=key.id + 1, at=AT, actor=SYSTEM_ACTOR)


@pytest.mark.django_db
def test_the_command_shows_the_token_once(capsys):
    call_command("apikey_create", "shop", "--scope", "*", "--json")

    shown = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert shown["name"] == "shop"
    assert recognise(shown["token"], at=datetime(2026, 3, 2, tzinfo=UTC)) is not None


@pytest.mark.django_db
def test_the_command_says_which_permissions_there_are():
    with pytest.raises(CommandError, match=SCOPE):
        call_command("apikey_create", "shop", "--scope", "nonsense")


def test_only_what_the_owner_may_passes_on():
    key = Grant(Role.INTEGRATOR, permissions=frozenset({SCOPE}))

    assert narrowed([Grant(Role.AGENT)], key=key, known=permissions) == ()
    assert narrowed([Grant(Role.ADMINISTRATOR)], key=key, known=permissions) == (key,)
