import pytest

from tests.browser import findings, keep_picture

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("width", "dark", "language"), [(1280, False, "zh-hans"), (390, True, "en")]
)
def test_somebody_new_is_shown_around_by_keyboard(open_page, sign_in, width, dark, language):
    person = sign_in("supervisor", name="李明")
    person.tour = ""
    person.save()
    page = open_page("/cases/", user=person, width=width, dark=dark, language=language)
    keep_picture(page, f"tour-offered-{width}")

    page.locator(".tour .main").focus()
    page.keyboard.press("Enter")
    page.wait_for_load_state("networkidle")
    page.locator(".tour .main").press("Enter")
    page.wait_for_url(lambda url: not url.endswith("/cases/"))
    keep_picture(page, f"tour-{width}")

    assert findings(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width + 1
    page.locator(".tour [value=done]").press("Enter")
    page.wait_for_load_state("networkidle")
    assert page.locator(".tour").count() == 0
