"""Signing in by a code: who gets in, how often one may try, and what nobody learns."""

import json
import re
from datetime import timedelta

import pytest
from django.test import Client

from huiyin.cases.actions.send_code import WrongCode, check_code, send_code
from huiyin.cases.rules.codes import digits_of
from huiyin.cases.tests.builders import MONDAY_NINE, make_case
from huiyin.customers.public import Contact
from huiyin.kernel.access.throttle import TooOften

pytestmark = pytest.mark.django_db
KNOWN, UNKNOWN = "13800001111", "13800002222"


def letters(settings):
    found = settings.SPOOL_ROOT.rglob("code-*.json")
    return sorted(found, key=lambda path: path.stat().st_mtime_ns)


def code_in(settings):
    return re.match(r"\d{6}", json.loads(letters(settings)[-1].read_text())["body"]).group()


def test_the_answer_is_the_same_for_known_and_unknown(operator, settings):
    make_case()
    pages = []
    for contact in (KNOWN, UNKNOWN):
        client = Client()
        asked = client.post("/portal/sign-in/", {"contact": contact})
        page = client.get(asked.url).content.decode()
        text = re.sub(r'value="[^"]{64}"|x-csrftoken[^}]*|nonce="[^"]*"', "", page)
        pages.append((asked.status_code, asked.url, text.replace(contact[-8:], "")))

    assert pages[0] == pages[1]
    assert len(letters(settings)) == 2


def test_the_code_lets_in_and_works_once(client, operator, settings):
    case = make_case()
    client.post("/portal/sign-in/", {"contact": KNOWN})
    code = code_in(settings)
    client.post("/portal/sign-in/code/", {"code": f" {code[:3]} {code[3:]} "})

    assert case.ref in client.get("/portal/matters/").content.decode()
    assert client.post("/portal/sign-in/code/", {"code": code}).url == "/portal/sign-in/"


def test_a_wrong_code_lets_nobody_in(client, operator, settings):
    make_case()
    client.post("/portal/sign-in/", {"contact": KNOWN})
    wrong = f"{(int(code_in(settings)) + 1) % 10**6:06d}"

    answer = client.post("/portal/sign-in/code/", {"code": wrong})

    assert answer.status_code == 422
    assert client.get("/portal/matters/").url == "/portal/sign-in/"


def test_five_wrong_codes_use_it_up(client, operator, settings):
    client.post("/portal/sign-in/", {"contact": KNOWN})
    code = code_in(settings)
    wrong = f"{(int(code) + 1) % 10**6:06d}"
    for _ in range(5):
        client.post("/portal/sign-in/code/", {"code": wrong})

    answer = client.post("/portal/sign-in/code/", {"code": code})

    assert answer.status_code == 429
    assert client.get("/portal/matters/").url == "/portal/sign-in/"


def test_an_old_code_does_not_open(db, settings):
    sent = send_code(contact=Contact("phone", "+8613800001111"), address="1", at=MONDAY_NINE)
    late = MONDAY_NINE + timedelta(minutes=10)

    with pytest.raises(WrongCode):
        check_code(sent=sent, typed=code_in(settings), at=late)


def test_one_contact_gets_few_codes(client, operator, settings):
    answers = [
        client.post("/portal/sign-in/", {"contact": KNOWN}).status_code for _ in range(6)
    ]

    assert answers == [302, 302, 302, 302, 302, 429]
    assert len(letters(settings)) == 5


def test_one_address_gets_codes_for_few_contacts(db, settings):
    for number in range(60):
        contact = Contact("phone", f"+86138000{number:05d}")
        send_code(contact=contact, address="203.0.113.9", at=MONDAY_NINE)

    with pytest.raises(TooOften):
        send_code(contact=Contact("phone", "+1"), address="203.0.113.9", at=MONDAY_NINE)
    assert len(letters(settings)) == 60


def test_a_customer_is_no_user_and_the_session_gets_a_new_key(client, operator, settings):
    client.post("/portal/sign-in/", {"contact": KNOWN})
    before = client.session.session_key
    client.post("/portal/sign-in/code/", {"code": code_in(settings)})

    assert client.session.session_key != before
    assert "_auth_user_id" not in client.session
    assert client.get("/customers/").status_code == 302


def test_signing_out_forgets_everything(client, operator, settings):
    make_case()
    client.post("/portal/sign-in/", {"contact": KNOWN})
    client.post("/portal/sign-in/code/", {"code": code_in(settings)})

    client.post("/portal/sign-out/")

    assert client.get("/portal/matters/").url == "/portal/sign-in/"
    assert not [key for key in client.session.keys() if key.startswith("portal_")]  # noqa: SIM118


def test_forms_want_the_token_against_forgery(operator):
    strict = Client(enforce_csrf_checks=True)

    answers = [
        strict.post(path, {"contact": KNOWN}).status_code
        for path in ("/portal/sign-in/", "/portal/say/", "/portal/sign-out/")
    ]

    assert answers == [403, 403, 403]


def test_a_mail_address_gets_its_code_by_mail(client, operator, settings):
    client.post("/portal/sign-in/", {"contact": "Li.Lei@Example.com"})

    letter = json.loads(letters(settings)[0].read_text())
    assert letter["address"] == "li.lei@example.com"


@pytest.mark.parametrize(
    ("typed", "digits"), [(" 12 34-56", "123456"), ("１２３４５６", "123456")]
)
def test_digits_are_read_as_people_type_them(typed, digits):
    assert digits_of(typed) == digits
