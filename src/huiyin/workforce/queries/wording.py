"""What the workforce's own codes are called."""

from django.utils.translation import gettext_lazy as _

from huiyin.workforce.rules import DEPARTMENT_HEAD, SUPERVISION, TEAM_LEAD

LEVEL_NAMES = {
    TEAM_LEAD: _("Team lead"),
    DEPARTMENT_HEAD: _("Department head"),
    SUPERVISION: _("Supervision"),
}


def level_names() -> dict[str, str]:
    """Return what the levels of escalation are called, in the reader's language."""
    return {level: str(name) for level, name in LEVEL_NAMES.items()}
