import pytest

from tests.browser import findings, keep_picture

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("size", ["", "18", "30"])
def test_the_portal_fits_a_telephone_in_each_size_of_type(open_page, sign_in, size):
    page = open_page("/patterns/portal/", user=sign_in("agent"), width=390)
    url = page.url.split("/patterns")[0]
    page.context.add_cookies([{"name": "huiyin_type", "value": size, "url": url}])
    page.reload()

    keep_picture(page, f"portal-390-{size or 'standard'}")
    button = page.locator(".form-end .button").bounding_box()

    assert findings(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 391
    assert button["height"] >= (60 if size else 44)


def test_every_component_looks_right_and_axe_finds_nothing(look_at, sign_in):
    look_at("/patterns/", "patterns", user=sign_in("administrator", name="李明"))
