"""Asking a model over real HTTP: what goes over the wire, and what is made of what comes."""

import json
import socket
import time

import pytest

from huiyin.kernel.phrasing import Answered, ChatEndpoint, Message, NoAnswer, endpoint
from huiyin.kernel.phrasing.tests.model_server import listening_model

QUESTION = (Message(role="system", words="Be brief."), Message(role="user", words="你好"))


@pytest.fixture
def model():
    with listening_model() as running:
        yield running


def ask(model, **changes):
    known = {"base": model.base, "model": "small", "timeout_s": 5.0, "key": "secret-key"}
    return ChatEndpoint(**{**known, **changes}).ask(messages=QUESTION, most_tokens=100)


def test_the_question_goes_out_as_chat_completions(model):
    assert ask(model) == Answered(words="好的。")

    path, headers, body = model.came[0]
    assert path == "/v1/chat/completions"
    assert headers["Authorization"] == "Bearer secret-key"
    assert json.loads(body) == {
        "model": "small",
        "messages": [
            {"role": "system", "content": "Be brief."},
            {"role": "user", "content": "你好"},
        ],
        "temperature": 0.2,
        "max_tokens": 100,
        "stream": False,
    }


def test_without_a_key_nothing_is_claimed(model):
    ask(model, key="")

    assert "Authorization" not in model.came[0][1]


@pytest.mark.parametrize(
    ("status", "code"),
    [(500, "refused"), (401, "refused"), (302, "refused"), (429, "busy"), (503, "busy")],
)
def test_a_status_that_is_no_answer_is_told_by_its_code(model, status, code):
    model.status = status

    assert ask(model) == NoAnswer(code=code, detail=f"HTTP {status}")
    # Neither asked again nor followed elsewhere.
    assert len(model.came) == 1


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>",
        b"[]",
        b'{"choices": []}',
        b'{"choices": [{"message": {"content": null}}]}',
        b'{"choices": [{"message": {"content": "  "}}]}',
        b'{"choices": [{"message": {"content": "Half a sen"}, "finish_reason": "length"}]}',
        b"x" * 300_000,
    ],
)
def test_what_is_no_answer_is_unreadable(model, body):
    model.body = body

    assert ask(model).code == "unreadable"


def test_who_says_nothing_is_given_up_in_time(model):
    model.delay = 1.0
    began = time.monotonic()

    assert ask(model, timeout_s=0.2) == NoAnswer(code="timed_out", detail="0.2 s")
    assert time.monotonic() - began < 0.9


def test_who_drips_is_given_up_in_time(model):
    model.drip = 0.1
    began = time.monotonic()

    assert ask(model, timeout_s=0.4).code == "timed_out"
    assert time.monotonic() - began < 0.9


def test_who_is_not_there_is_unreachable(model):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]

    assert ask(model, base=f"http://127.0.0.1:{port}/v1").code == "unreachable"


def test_it_is_off_until_an_address_is_set(settings):
    settings.PHRASING_URL = ""
    assert endpoint() is None

    settings.PHRASING_URL, settings.PHRASING_MODEL = "https://models.example/v1", "m"
    assert (endpoint().host, endpoint().model) == ("models.example", "m")
