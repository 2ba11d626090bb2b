"""Every page a role can reach from its menu opens, reads and fits, in both languages."""

from dataclasses import dataclass
from urllib.parse import urljoin

import pytest
from django.core.management import call_command
from django.urls import reverse

from huiyin.kernel.access.roles import Role
from huiyin.kernel.ui.menu import lines
from tests.browser import findings

# Pages that stand behind no line of the menu.
MAIN_PAGES = {
    Role.ADMINISTRATOR: (
        "access:person_new",
        "standards:service_standards",
        "standards:limits",
        "standards:topics",
        "standards:causes",
        "standards:calendars",
        "standards:add_policy",
        "workforce:teams",
        "workforce:add_team",
        "workforce:escalation",
        "workforce:limits",
        "customers:import",
        "knowledge:new",
    ),
    Role.SUPERVISOR: ("customers:import", "workforce:teams", "knowledge:new"),
}
ALWAYS = ("account_change_password", "mfa_index", "access:sessions")


@dataclass(frozen=True)
class Reader:
    """Stands for a signed-in person when the menu is asked what it shows."""

    role: Role

    @property
    def pages(self) -> list[str]:
        shown = [
            line.url_name
            for line in lines.values()
            if line.permission is None or self.role in getattr(line.permission, "roles", ())
        ]
        return [*shown, *MAIN_PAGES.get(self.role, ()), *ALWAYS]


@pytest.mark.browser
@pytest.mark.parametrize("role", list(Role))
def test_every_page_of_a_role_opens_and_fits(role, open_page, sign_in):
    call_command("seed", verbosity=0)
    user = sign_in(role.value, name="林晓")
    start = reverse("account_change_password")
    wide = open_page(start, user=user)
    narrow = open_page(start, user=user, width=390, dark=True, language="en")
    found = {}

    for name in Reader(role).pages:
        for page in (wide, narrow):
            answer = page.goto(urljoin(page.url, reverse(name)))
            faults = [] if answer and answer.ok else [f"answered {answer and answer.status}"]
            faults += findings(page)
            if page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1"):
                faults.append("scrolls sideways")
            if faults:
                found[name, page is narrow] = faults

    assert found == {}
