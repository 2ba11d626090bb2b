"""The views of the organisation."""

from typing import Any

from django.urls import reverse
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from huiyin.workforce.rules import ROUND_THE_CLOCK, Week, runs_of

TABS = (
    ("people", _("People")),
    ("teams", _("Departments and teams")),
    ("escalation", _("Escalation contacts")),
    ("limits", _("Authority limits")),
)


def week_in_words(week: Week) -> str:
    """Say weekly hours: "Mon to Fri 09:00-18:00; Sat 09:00-12:00"."""
    if week == ROUND_THE_CLOCK:
        return gettext("Around the clock")
    return "; ".join(f"{_days(first, last)} {hours}" for first, last, hours in runs_of(week))


def _days(first: int, last: int) -> str:
    if (first, last) == (0, 6):
        return gettext("Daily")
    names = {"first": WEEKDAYS_ABBR[first], "last": WEEKDAYS_ABBR[last]}
    return str(names["first"]) if first == last else gettext("%(first)s to %(last)s") % names


def tabs(current: str) -> list[dict[str, Any]]:
    """Return the views of the organisation, the current one marked."""
    return [
        {"href": reverse(f"workforce:{name}"), "label": label, "is_current": name == current}
        for name, label in TABS
    ]
