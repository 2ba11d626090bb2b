"""What every call passes: keys, sessions, rates, sizes, idempotency, problems."""

import json
import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client

from huiyin.config import api_gate
from huiyin.kernel.access.models import RoleGrant, User
from huiyin.kernel.access.roles import SYSTEM_ACTOR, permissions
from huiyin.kernel.apikeys.keys import create_key, revoke_key
from huiyin.kernel.rest.models import KeptReply
from huiyin.kernel.rest.rates import Rates
from tests.api.sample import READ, WRITE

pytestmark = [pytest.mark.urls("tests.api.sample"), pytest.mark.django_db]
AT = datetime(2026, 3, 2, 1, tzinfo=UTC)
PLACE = "/api/v1/samples"


@pytest.fixture(autouse=True)
def fresh(monkeypatch):
    monkeypatch.setattr(api_gate, "rates", Rates())
    monkeypatch.setitem(permissions, READ.code, READ)
    monkeypatch.setitem(permissions, WRITE.code, WRITE)


def make_key(scopes=("samples.*",), **details):
    return create_key(name="test", scopes=scopes, at=AT, actor=SYSTEM_ACTOR, **details)


def caller(token, **headers):
    return Client(
        headers={"authorization": f"Bearer {token}", "accept-language": "en"} | headers
    )


def post(client, body, **headers):
    return client.post(
        PLACE, json.dumps(body), content_type="application/json", headers=headers
    )


def test_answers_a_key_with_its_actor():
    key = make_key()

    response = caller(key.token).get(PLACE)

    assert response.json() == {"name": "sample", "count": 1, "actor": f"key:{key.id}"}


def test_costs_one_query_for_the_key_and_then_none(django_assert_num_queries):
    client = caller(make_key().token)
    client.get(PLACE)

    with django_assert_num_queries(0):
        client.get(PLACE)


def test_refuses_a_caller_without_key_and_says_how_to_get_one():
    response = Client(headers={"accept-language": "en"}).get(PLACE)

    assert response.status_code == 401
    assert response["Content-Type"] == "application/problem+json"
    assert response["WWW-Authenticate"] == 'Bearer realm="huiyin"'
    assert response.json()["code"] == "not_authenticated"
    assert response.json()["instance"] == PLACE
    assert "Authorization: Bearer" in response.json()["detail"]


@pytest.mark.parametrize("token", ["", "hy_", "hy_aaaaaaaaaa_" + "b" * 43, "x" * 9000])
def test_refuses_what_is_no_key(token):
    assert caller(token).get(PLACE).status_code == 401


def test_refuses_a_revoked_key_at_once(django_capture_on_commit_callbacks):
    key = make_key()
    client = caller(key.token)
    client.get(PLACE)

    with django_capture_on_commit_callbacks(execute=True):
        revoke_key(key_id=key.id, at=AT, actor=SYSTEM_ACTOR)

    assert client.get(PLACE).status_code == 401


def test_refuses_an_expired_key():
    past = datetime(2020, 1, 1, tzinfo=UTC)
    key = create_key(
        name="old",
        scopes=["samples.*"],
        at=past,
        actor=SYSTEM_ACTOR,
        expires_at=past + timedelta(days=1),
    )

    assert caller(key.token).get(PLACE).status_code == 401


def test_keeps_a_key_to_its_scopes():
    client = caller(make_key(scopes=["samples.read_sample"]).token)

    assert client.get(PLACE).status_code == 200
    assert post(client, {"name": "a"}).json()["code"] == "not_allowed"
    assert not User.objects.exists()


def test_lets_a_session_read_but_not_write_without_its_token():
    user = User.objects.create(username="agent")
    RoleGrant.objects.create(user=user, role="agent")
    client = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")

    assert client.get(PLACE).json()["actor"] == f"user:{user.pk}"
    assert post(client, {"name": "a"}).json()["code"] == "csrf_failed"
    assert User.objects.count() == 1


def test_names_each_wrong_field_and_what_to_do():
    response = post(caller(make_key().token), {"size": "big", "colour": "red"})

    assert response.status_code == 422
    assert {(e["field"], e["code"]) for e in response.json()["errors"]} == {
        ("name", "missing"),
        ("size", "int_parsing"),
        ("colour", "extra_forbidden"),
    }
    assert response.json()["errors"][0]["message"] == "It is missing. Send it."


@pytest.mark.parametrize(
    "body", [b"{", b"\xff", b'{"name": NaN}', b'{"name": "\\u0000"}', b'{"name": "\\ud800"}']
)
def test_refuses_what_is_not_json(body):
    client = caller(make_key().token)

    response = client.post(PLACE, body, content_type="application/json")

    assert (response.status_code, response.json()["code"]) == (400, "malformed_request")


def test_refuses_more_parameters_than_it_reads():
    address = f"{PLACE}/broken?" + "&".join(f"k{n}=1" for n in range(1001))

    response = caller(make_key().token).post(address)

    assert (response.status_code, response.json()["code"]) == (400, "malformed_request")


def test_undoes_whatever_a_refused_request_did():
    response = post(caller(make_key().token), {"name": "refused"})

    assert (response.status_code, response.json()["code"]) == (422, "cannot_take")
    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("kind", "status", "code"),
    [("busy", 503, "busy"), ("range", 422, "out_of_range"), ("other", 500, "internal_error")],
)
def test_leaks_nothing_of_a_fault_and_keeps_nothing(kind, status, code):
    response = caller(make_key().token).post(f"{PLACE}/broken?kind={kind}")

    assert (response.status_code, response.json()["code"]) == (status, code)
    assert b"Error" not in response.content
    assert not User.objects.exists()


def test_refuses_unknown_addresses_and_methods_as_problems():
    client = caller(make_key().token)

    missing, wrong = client.get("/api/v1/nothing/here"), client.delete(PLACE)

    assert (missing.status_code, missing.json()["code"]) == (404, "not_found")
    assert (wrong.status_code, wrong.json()["code"]) == (405, "method_not_allowed")
    assert set(wrong["Allow"].split(", ")) == {"GET", "POST"}


def test_refuses_a_body_beyond_the_limit(settings):
    settings.API_MAX_BODY = 20

    response = post(caller(make_key().token), {"name": "a" * 40})

    assert (response.status_code, response.json()["code"]) == (413, "too_large")


def test_tells_a_fast_caller_when_to_come_back():
    client = caller(make_key(rate_per_second=1).token)

    answers = [client.get(PLACE) for _n in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[2]["Retry-After"] == "1"


def test_does_not_send_again_what_the_caller_has():
    client = caller(make_key().token)
    first = client.get(PLACE)

    again = client.get(PLACE, headers={"if-none-match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")


def test_the_same_key_twice_has_one_effect_and_one_answer():
    client = caller(make_key().token)

    first = post(client, {"name": "a"}, **{"idempotency-key": "k-1"})
    again = post(client, {"name": "a"}, **{"idempotency-key": "k-1"})

    assert (first.status_code, first.content) == (again.status_code, again.content)
    assert again["Idempotency-Replayed"] == "true"
    assert User.objects.count() == 1


def test_another_body_under_the_same_key_is_refused():
    client = caller(make_key().token)
    post(client, {"name": "a"}, **{"idempotency-key": "k-1"})

    response = post(client, {"name": "b"}, **{"idempotency-key": "k-1"})

    assert (response.status_code, response.json()["code"]) == (422, "idempotency_key_reused")
    assert User.objects.count() == 1


def test_a_refused_request_leaves_its_key_free():
    client = caller(make_key().token)

    refused = post(client, {"name": "refused"}, **{"idempotency-key": "k-1"})
    taken = post(client, {"name": "a"}, **{"idempotency-key": "k-1"})

    assert (refused.status_code, taken.status_code) == (422, 201)


def test_keys_of_two_callers_do_not_meet():
    answers = [
        post(caller(make_key().token), {"name": "a"}, **{"idempotency-key": "k-1"})
        for _n in range(2)
    ]

    assert [answer.json()["count"] for answer in answers] == [1, 2]


@pytest.mark.parametrize("key", ["", "k" * 201, "schlüssel"])
def test_refuses_what_cannot_be_an_idempotency_key(key):
    response = post(caller(make_key().token), {"name": "a"}, **{"idempotency-key": key})

    assert (response.status_code, response.json()["code"]) == (400, "bad_idempotency_key")


@pytest.mark.django_db(transaction=True)
def test_concurrent_duplicates_have_one_effect():
    if connection.vendor == "sqlite":
        pytest.skip("the test database of SQLite lives in memory, in one connection")
    token = make_key().token
    gate = threading.Barrier(4)
    answers = []

    def send():
        gate.wait()
        answers.append(post(caller(token), {"name": "a"}, **{"idempotency-key": "k"}))
        connection.close()

    threads = [threading.Thread(target=send) for _n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert {(answer.status_code, answer.content) for answer in answers} == {
        (201, answers[0].content)
    }
    assert User.objects.count() == KeptReply.objects.count() == 1


def test_an_answer_to_a_key_is_never_shown_as_a_page():
    answer = caller(make_key().token).get(PLACE)

    assert answer["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Length"] == str(len(answer.content))


def test_a_key_neither_reads_nor_begins_a_session():
    client = caller(make_key().token)
    client.cookies["sessionid"] = "somebody-elses"

    answer = client.get(PLACE)

    assert answer.status_code == 200
    assert "Cookie" not in answer.get("Vary", "")
    assert not answer.cookies


def test_a_key_is_answered_in_its_language():
    client = Client(headers={"authorization": "Bearer hy_wrong", "accept-language": "zh-hans"})

    answer = client.get(PLACE)

    assert answer.status_code == 401
    assert answer.json()["detail"].startswith("此操作需要有效的 API 密钥")


def test_a_key_sent_to_another_host_is_refused(settings):
    settings.ALLOWED_HOSTS = ["huiyin.example"]

    answer = caller(make_key().token, host="evil.example").get(PLACE)

    assert answer.status_code == 400


@pytest.mark.parametrize("times", [0, 1, 2])
def test_a_call_that_was_overtaken_is_answered_as_if_it_had_been_alone(times):
    answer = caller(make_key().token).post(f"{PLACE}/meeting?times={times}")

    assert (answer.status_code, answer.json()["count"]) == (201, 2)
    assert User.objects.filter(username__in=["before", "written"]).count() == 2


def test_a_call_that_is_always_overtaken_fails_and_leaves_nothing():
    answer = caller(make_key().token).post(f"{PLACE}/meeting?times=99")

    assert (answer.status_code, answer.json()["code"]) == (500, "internal_error")
    assert not User.objects.filter(username__in=["before", "written"]).exists()
