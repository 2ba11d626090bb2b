from datetime import date

import pytest

from huiyin.kernel.clock import public_holidays


def test_china_2026_has_the_weekends_worked_in_lieu():
    (year,) = public_holidays(country="CN", years=[2026])

    assert year.is_announced
    assert year.worked_in_lieu == (
        date(2026, 1, 4),
        date(2026, 2, 14),
        date(2026, 2, 28),
        date(2026, 5, 9),
        date(2026, 9, 20),
        date(2026, 10, 10),
    )
    assert date(2026, 2, 23) in [day for day, _ in year.days_off]
    assert (date(2026, 1, 1), "元旦") in year.days_off


def test_a_chinese_year_that_is_not_announced_yet_says_so():
    (year,) = public_holidays(country="CN", years=[2099])

    assert not year.is_announced
    assert year.worked_in_lieu == ()


def test_a_country_without_days_in_lieu_is_always_announced():
    (year,) = public_holidays(country="DE", years=[2027], subdivision="BE")

    assert year.is_announced
    assert date(2027, 3, 8) in [day for day, _ in year.days_off]


def test_an_unknown_country_is_refused():
    with pytest.raises(LookupError):
        public_holidays(country="XX", years=[2026])
