import pytest
from django.conf import settings

from huiyin.kernel.brand import Brand
from huiyin.kernel.brand.kept import keep

pytestmark = pytest.mark.browser


def test_the_page_of_the_brand_looks_right(look_at, sign_in):
    names = {"zh-hans": "北方电信", "en": "North Tel"}
    keep(
        Brand(names=names, colour="#0a7d4b", phones={"service": "10099"}),
        root=settings.BRAND_ROOT,
    )

    look_at("/settings/brand/", "brand", user=sign_in("administrator", name="李明"))
    look_at("/portal/", "brand-portal")
