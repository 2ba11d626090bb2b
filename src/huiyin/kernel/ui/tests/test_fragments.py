import json

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django_htmx.middleware import HtmxMiddleware

from huiyin.kernel.refusal import NotAllowed, Refusal
from huiyin.kernel.ui.fragments import RefusalMiddleware, is_fragment


def refuse(request):
    return RefusalMiddleware(HttpResponse).process_exception(request, Refusal("No. Do this."))


def make(path="/cases/", **headers):
    request = RequestFactory().get(path, headers=headers)
    HtmxMiddleware(lambda asked: HttpResponse())(request)
    return request


def test_a_refusal_for_htmx_is_one_line_to_be_put_in_place():
    answer = refuse(make(hx_request="true"))

    assert answer.status_code == 422
    assert answer["HX-Refusal"] == "refused"
    assert b"No. Do this." in answer.content
    assert b"<html" not in answer.content


@pytest.mark.parametrize(
    "make_request", [("/api/v1/cases", {}), ("/x", {"accept": "application/json"})]
)
def test_a_refusal_for_a_machine_is_json(make_request):
    path, headers = make_request

    answer = refuse(make(path, **headers))

    assert json.loads(answer.content) == {"code": "refused", "message": "No. Do this."}


def test_a_refusal_for_a_browser_is_a_page():
    answer = refuse(make())

    assert answer.status_code == 422
    assert b"No. Do this." in answer.content
    assert b"<html" in answer.content


def test_a_refusal_keeps_its_own_status():
    answer = RefusalMiddleware(HttpResponse).process_exception(make(), NotAllowed("No."))

    assert answer.status_code == 403


def test_a_fault_is_no_refusal():
    middleware = RefusalMiddleware(HttpResponse)

    assert middleware.process_exception(make(), ValueError()) is None


def test_a_boosted_link_gets_the_whole_page():
    assert not is_fragment(make(hx_request="true", hx_boosted="true"))
    assert is_fragment(make(hx_request="true"))
    assert not is_fragment(make())
