"""The second step of signing in, as a person sets it up and uses it."""

import base64
import hmac
import re
import struct
import time

import pytest
from allauth.mfa.models import Authenticator

from tests.browser import PASSWORD, findings, keep_picture

pytestmark = pytest.mark.browser
STEP_S = 30
LOOKS = [("en", 1440, False), ("zh-hans", 390, True)]


def code_now(secret, *, steps=0):
    """What an authenticator shows (RFC 6238), reckoned without the library that checks it."""
    moment = int(time.time()) // STEP_S + steps  # noqa: TID251 - an authenticator has a clock
    digest = hmac.digest(base64.b32decode(secret), struct.pack(">Q", moment), "sha1")
    at = digest[-1] & 15
    (number,) = struct.unpack(">I", digest[at : at + 4])
    return f"{(number & 0x7FFFFFFF) % 1_000_000:06d}"


def a_wrong_code(secret):
    near = {code_now(secret, steps=steps) for steps in range(-3, 4)}
    return next(code for code in map("{:06d}".format, range(8)) if code not in near)


class Walk:
    """One person at the pages of their account, each of them looked at."""

    def __init__(self, page, person, look):
        self.page, self.person, self.look = page, person, look

    def type(self, name, text):
        self.page.locator(f"[name={name}]").fill(text)
        self.page.locator(f"[name={name}]").press("Enter")

    def sign_in(self):
        self.page.locator("[name=login]").fill(self.person.username)
        self.type("password", PASSWORD)

    def sign_out(self):
        self.page.context.clear_cookies(name="sessionid")
        self.open("/accounts/login/")

    def open(self, path):
        self.page.goto(re.match(r"https?://[^/]+", self.page.url).group() + path)

    def see(self, name):
        keep_picture(self.page, f"second-step-{name}-{self.look}")
        assert findings(self.page) == []

    def set_up(self):
        """Set the second step up; return its secret and the recovery codes."""
        self.open("/accounts/")
        self.page.locator("a[href$='/totp/activate/']").click()
        self.see("again")
        self.type("password", PASSWORD)
        self.page.wait_for_url("**/totp/activate/")
        self.see("activate")
        secret = self.page.locator("#authenticator_secret").input_value()
        self.type("code", a_wrong_code(secret))
        self.page.locator(".field-error, [aria-invalid=true]").first.wait_for()
        self.see("wrong")
        assert not Authenticator.objects.exists()
        assert self.page.locator("#authenticator_secret").input_value() == secret
        self.type("code", code_now(secret))
        self.page.wait_for_url("**/recovery-codes/")
        self.see("codes")
        return secret, self.page.locator("#recovery_codes").input_value().split()


@pytest.fixture
def walk(open_page, sign_in):
    def start(language, width, dark):
        page = open_page("/accounts/login/", language=language, width=width, dark=dark)
        walk = Walk(page, sign_in("agent", name="王芳"), f"{language}-{width}")
        walk.sign_in()
        page.wait_for_url("**/cases/**")
        return walk

    return start


@pytest.mark.parametrize(("language", "width", "dark"), LOOKS)
def test_a_person_sets_up_the_second_step_and_signs_in_with_it(walk, language, width, dark):
    person = walk(language, width, dark)
    person.open("/accounts/")
    person.see("off")

    secret, recovery = person.set_up()
    assert len(recovery) == 10

    person.sign_out()
    person.sign_in()
    person.page.wait_for_url("**/accounts/authenticate/")
    person.see("ask")
    person.open("/cases/")
    # The password alone opens nothing: the code is still asked for.
    assert person.page.url.endswith("/accounts/authenticate/")
    person.type("code", a_wrong_code(secret))
    person.page.locator("[aria-invalid=true]").wait_for()
    person.see("ask-wrong")
    person.type("code", code_now(secret, steps=1))
    person.page.wait_for_url("**/cases/**")


@pytest.mark.parametrize(("language", "width", "dark"), LOOKS)
def test_a_recovery_code_signs_in_once(walk, language, width, dark):
    person = walk(language, width, dark)
    _secret, recovery = person.set_up()

    person.sign_out()
    person.sign_in()
    person.type("code", recovery[0])
    person.page.wait_for_url("**/cases/**")
    person.open("/accounts/")
    person.see("on")
    assert "9" in person.page.locator(".account-panel").last.inner_text()

    person.sign_out()
    person.sign_in()
    person.type("code", recovery[0])
    person.page.locator("[aria-invalid=true]").wait_for()
    person.type("code", recovery[1])
    person.page.wait_for_url("**/cases/**")


def test_the_second_step_is_turned_off_and_the_password_is_enough_again(walk):
    person = walk("en", 1024, dark=False)
    person.set_up()

    person.open("/accounts/recovery-codes/generate/")
    person.see("generate")
    person.open("/accounts/totp/deactivate/")
    person.see("deactivate")
    person.page.get_by_role("button", name="Turn off").click()
    person.page.get_by_text("Two-step sign-in is off.").wait_for()

    assert not Authenticator.objects.exists()
    person.sign_out()
    person.sign_in()
    person.page.wait_for_url("**/cases/**")
