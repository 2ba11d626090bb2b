"""What codes are called on pages."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# As browsers want it, in every language: they show nothing of a moment written otherwise.
LOCAL = "%Y-%m-%dT%H:%M"
CLOCKS = {
    "first_response": _("First response"),
    "accept": pgettext_lazy("step", "Accept"),
    "dispatch": pgettext_lazy("step", "Dispatch"),
    "work": pgettext_lazy("step", "Work"),
    "feedback": pgettext_lazy("step", "Feedback"),
    "call_back": pgettext_lazy("step", "Call-back"),
    "resolution": _("Resolution"),
    "fault_response": _("Fault response"),
    "fault_repair": _("Fault repair"),
    "legal_answer": _("Legal answer"),
}
URGENCIES = {"normal": _("Normal"), "high": _("High"), "urgent": _("Urgent")}
CHANNELS = {
    "web": _("Web"),
    "phone": _("Phone"),
    "email": _("E-mail"),
    "sms": _("SMS"),
    "wechat": _("WeChat"),
    "chat": _("Chat"),
    "hall": _("Business hall"),
    "social": _("Social media"),
    "api": _("API"),
    "import": pgettext_lazy("channel", "Import"),
}
AUDIENCES = {
    "assignee": _("Person in charge"),
    "team_lead": _("Team lead"),
    "department_head": _("Department head"),
    "supervision": _("Supervision"),
}
DEPARTMENTS = {
    "care": _("Customer service"),
    "technical": _("Technical"),
    "business": _("Business"),
    "network": _("Network"),
    "billing": _("Billing"),
    "supervision": _("Supervision"),
}
UNITS = {
    "seconds": _("seconds"),
    "minutes": _("minutes"),
    "hours": _("hours"),
    "days": _("days"),
    "weeks": _("weeks"),
    "working_days": _("working days"),
    "months": _("months"),
    "percent": "%",
    "times": _("times"),
    "amount": pgettext_lazy("unit", "amount"),
    "per_quarter": _("a quarter"),
    "per_year": _("a year"),
    "percent_per_quarter": _("% a quarter"),
}
ASPECTS = {"time": _("Time"), "quality": _("Quality"), "conduct": _("Conduct")}
COMPARISONS = {"at_least": _("at least"), "at_most": _("at most")}
TAGS = {
    "V": _("Law, read in its text"),
    "S": _("Law, from a secondary source"),
    "R": _("Our default, not law"),
}
TAG_MEANINGS = {"V": "ok", "S": "information", "R": "attention"}
WEEKDAYS = (
    _("Monday"),
    _("Tuesday"),
    _("Wednesday"),
    _("Thursday"),
    _("Friday"),
    _("Saturday"),
    _("Sunday"),
)
TABS = (
    ("policies", _("Policies")),
    ("service_standards", _("Service standards")),
    ("limits", _("Legal limits")),
    ("topics", _("Topics")),
    ("causes", _("Causes")),
    ("calendars", _("Calendars")),
)


def tabs(current: str) -> list[dict[str, Any]]:
    """Return the views of the standards, the current one marked."""
    return [
        {"href": reverse(f"standards:{name}"), "label": label, "is_current": name == current}
        for name, label in TABS
    ]


def choices(words: dict[str, Any], *, empty: Any = None) -> list[tuple[str, Any]]:
    """Return form choices, led by the one for none where there may be none."""
    lead = [] if empty is None else [("", empty)]
    return [*lead, *words.items()]
