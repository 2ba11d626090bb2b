"""Durations, moments, money and masks as people read them."""

from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from babel.core import Locale
from babel.numbers import format_currency
from django.conf import settings
from django.utils.translation import get_language, ngettext, to_locale
from django.utils.translation import gettext as _

MINUTE = 60
HOUR = 60 * MINUTE
DAY = 24 * HOUR
MILLIONTHS = 1_000_000


def duration_words(seconds: float) -> str:
    """Return the two largest units: "2 h 10 min". The sign is left out."""
    left = abs(int(seconds))
    if left < MINUTE:
        return _("under 1 min")
    if left < HOUR:
        return _("%(minutes)d min") % {"minutes": left // MINUTE}
    if left < DAY:
        return _hours(left)
    return _days(left)


def _hours(left: int) -> str:
    hours, minutes = left // HOUR, left % HOUR // MINUTE
    if not minutes:
        return _("%(hours)d h") % {"hours": hours}
    return _("%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": minutes}


def _days(left: int) -> str:
    days, hours = left // DAY, left % DAY // HOUR
    if not hours or days >= 7:
        return ngettext("%(days)d day", "%(days)d days", days) % {"days": days}
    return _("%(days)d d %(hours)d h") % {"days": days, "hours": hours}


def remaining_words(seconds: float) -> str:
    """Return how long is left of a promise, or by how much it is past."""
    words = {"duration": duration_words(seconds)}
    if seconds < 0:
        return _("%(duration)s past due") % words
    return _("%(duration)s left") % words


def relative_words(moment: datetime, *, at: datetime) -> str:
    """Return how far `moment` is from `at`: "2 h ago", "in 3 days", "just now"."""
    seconds = (moment - at).total_seconds()
    if abs(seconds) < MINUTE:
        return _("just now")
    words = {"duration": duration_words(seconds)}
    return _("in %(duration)s") % words if seconds > 0 else _("%(duration)s ago") % words


def moment_words(moment: datetime, *, zone: str = "") -> str:
    """Return the moment in the reporting zone, with the zone: "2026-03-02 17:00 UTC+8"."""
    local = moment.astimezone(ZoneInfo(zone or settings.TIME_ZONE))
    return f"{local:%Y-%m-%d %H:%M} {_offset(local.utcoffset() or timedelta())}"


def _offset(offset: timedelta) -> str:
    minutes = int(offset.total_seconds()) // MINUTE
    sign = "-" if minutes < 0 else "+"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{sign}{hours}" + (f":{rest:02d}" if rest else "")


def money_words(millionths: int, *, currency: str) -> str:
    """Return an amount kept in millionths of a unit, in the reader's notation."""
    locale = Locale.parse(to_locale(get_language() or settings.LANGUAGE_CODE))
    amount = Decimal(millionths) / MILLIONTHS
    return str(format_currency(amount, currency, locale=locale))


def masked(value: str) -> str:
    """Return enough of a personal value to recognise it, and not more."""
    if "@" in value:
        name, _at, domain = value.partition("@")
        return f"{name[:1]}***@{domain}"
    if len(value) >= 7:
        return f"{value[:3]}****{value[-2:]}"
    return value[:1] + "*" * (len(value) - 1)


def script_patterns() -> dict[str, str]:
    """Return the patterns above for the scripts that go on counting in the browser."""
    return {
        "under": _("under 1 min"),
        "min": _("%(minutes)d min"),
        "h": _("%(hours)d h"),
        "hmin": _("%(hours)d h %(minutes)d min"),
        "day": ngettext("%(days)d day", "%(days)d days", 1),
        "days": ngettext("%(days)d day", "%(days)d days", 2),
        "dh": _("%(days)d d %(hours)d h"),
        "left": _("%(duration)s left"),
        "late": _("%(duration)s past due"),
        "ago": _("%(duration)s ago"),
        "ahead": _("in %(duration)s"),
        "now": _("just now"),
        "offline": _("The server does not answer. Nothing was sent; try again in a moment."),
    }
