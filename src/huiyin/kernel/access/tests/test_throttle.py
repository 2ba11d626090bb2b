from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from huiyin.kernel.access.models import Bucket
from huiyin.kernel.access.throttle import TooOften, client_address, limited, throttle

TEN_MINUTES = timedelta(minutes=10)


def use(at, *, who="203.0.113.7", what="portal.report"):
    throttle(what=what, who=who, limit=5, within=TEN_MINUTES, at=at)


@pytest.mark.django_db
def test_as_many_uses_as_allowed_pass_and_the_next_is_refused(monday_nine):
    for _use in range(5):
        use(monday_nine)

    with pytest.raises(TooOften):
        use(monday_nine)


@pytest.mark.django_db
def test_a_refused_use_does_not_lengthen_the_wait(monday_nine):
    for _use in range(5):
        use(monday_nine)
    before = Bucket.objects.get().even_at

    with pytest.raises(TooOften):
        use(monday_nine)

    assert Bucket.objects.get().even_at == before


@pytest.mark.django_db
def test_one_use_comes_back_with_its_share_of_the_time(monday_nine):
    for _use in range(5):
        use(monday_nine)

    use(monday_nine + timedelta(minutes=2))

    with pytest.raises(TooOften):
        use(monday_nine + timedelta(minutes=2))


@pytest.mark.django_db
def test_addresses_and_forms_are_counted_apart(monday_nine):
    for _use in range(5):
        use(monday_nine)

    use(monday_nine, who="203.0.113.8")
    use(monday_nine, what="portal.follow")

    assert Bucket.objects.count() == 3


@pytest.mark.django_db
def test_the_address_itself_is_not_kept(monday_nine):
    use(monday_nine)

    assert "203.0.113.7" not in Bucket.objects.get().key


@pytest.mark.django_db
def test_looking_at_a_form_costs_nothing():
    @limited(what="a form", limit=1, within=TEN_MINUTES)
    def form(request):
        return HttpResponse()

    for _look in range(3):
        form(RequestFactory().get("/"))

    assert not Bucket.objects.exists()


@pytest.mark.parametrize(
    ("behind_proxy", "forwarded", "expected"),
    [
        (False, "198.51.100.1", "192.0.2.5"),
        (True, "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        (True, "rubbish", "unknown"),
        (True, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
    ],
)
def test_only_our_own_proxy_is_believed(settings, behind_proxy, forwarded, expected):
    settings.BEHIND_PROXY = behind_proxy
    request = RequestFactory().get(
        "/", REMOTE_ADDR="192.0.2.5", headers={"x-forwarded-for": forwarded}
    )

    assert client_address(request) == expected
