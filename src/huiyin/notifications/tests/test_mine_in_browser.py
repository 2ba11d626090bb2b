"""A colleague's wishes, in a real browser."""

import pytest

from huiyin.notifications.models import StaffWishes

pytestmark = pytest.mark.browser


def test_a_colleague_says_when_to_be_left_alone(open_page, sign_in):
    person = sign_in("agent", name="李明")
    person.email = "li@example.com"
    person.save()
    page = open_page("/notices/bell/", user=person, language="en")

    page.get_by_role("link", name="My notices").click()
    page.check("[name=is_sent]")
    page.fill("[name=quiet_from]", "22:00")
    page.fill("[name=quiet_to]", "07:00")
    page.select_option("[name=gather]", "after_quiet")
    page.click("main form .form-end button")
    page.wait_for_selector("text=in force from now on")

    kept = StaffWishes.objects.get()
    assert (kept.is_sent, kept.gather, kept.quiet_from.hour) == (True, "after_quiet", 22)


def test_the_page_looks_right(look_at, sign_in):
    look_at("/notices/mine/", "my-notices", user=sign_in("agent", name="李明"))
