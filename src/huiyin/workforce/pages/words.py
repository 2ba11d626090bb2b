"""The views of the organisation."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

TABS = (
    ("people", _("People")),
    ("teams", _("Departments and teams")),
    ("escalation", _("Escalation contacts")),
    ("limits", _("Authority limits")),
)


def tabs(current: str) -> list[dict[str, Any]]:
    """Return the views of the organisation, the current one marked."""
    return [
        {"href": reverse(f"workforce:{name}"), "label": label, "is_current": name == current}
        for name, label in TABS
    ]
