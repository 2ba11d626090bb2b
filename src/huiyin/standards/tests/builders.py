from datetime import date

from huiyin.kernel.clock import HolidayYear

NEW_YEAR_2026 = HolidayYear(
    year=2026,
    days_off=(
        (date(2026, 1, 1), "元旦"),
        (date(2026, 1, 2), "调休"),
        *((date(2026, 2, day), "春节") for day in (16, 17, 18, 19, 20, 23)),
    ),
    worked_in_lieu=(date(2026, 1, 4), date(2026, 2, 14), date(2026, 2, 28)),
    is_announced=True,
)


def known_holidays(country, years):
    """Two holidays of 2026, at once: the package needs seconds to know them all."""
    unknown = [
        HolidayYear(year=year, days_off=(), worked_in_lieu=(), is_announced=year <= 2026)
        for year in years
        if year != 2026
    ]
    return sorted([NEW_YEAR_2026, *unknown], key=lambda one: one.year)
