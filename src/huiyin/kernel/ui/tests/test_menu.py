import pytest
from django.urls import reverse

from huiyin.kernel.ui import menu
from huiyin.kernel.ui.menu import Group, MenuLine, first_page, menu_line, navigation

AGENT = "agent"
SUPERVISOR = "supervisor"


class ForSupervisors:
    """A gate that only supervisors pass."""

    def allows(self, actor):
        return actor == SUPERVISOR


@pytest.fixture(autouse=True)
def own_lines(monkeypatch):
    monkeypatch.setattr(menu, "lines", {})


def add(url_name, **changes):
    return menu_line(MenuLine(label=url_name, url_name=url_name, icon="inbox", **changes))


def test_a_line_is_seen_only_by_those_who_may():
    add("ui:patterns", permission=ForSupervisors(), group=Group.WATCH)

    assert navigation(AGENT, path="/") == []
    assert [section.name for section in navigation(SUPERVISOR, path="/")]


def test_the_line_of_the_page_is_marked_and_the_longest_address_wins():
    add("access:home")
    add("ui:patterns")

    (section,) = navigation(AGENT, path=reverse("ui:patterns") + "more/")

    assert [(link.label, link.is_current) for link in section.links] == [
        ("access:home", False),
        ("ui:patterns", True),
    ]


def test_what_waits_is_counted_for_the_one_who_looks():
    add("ui:patterns", count=lambda actor: 7 if actor == AGENT else 0)

    (section,) = navigation(AGENT, path="/")

    assert section.links[0].count == 7


def test_a_role_begins_at_its_own_page():
    add("access:home", order=1)
    add("ui:patterns", permission=ForSupervisors(), first_for=frozenset({SUPERVISOR}))

    assert first_page(SUPERVISOR, roles=[SUPERVISOR]) == reverse("ui:patterns")
    assert first_page(AGENT, roles=[AGENT]) == reverse("access:home")


def test_who_oversees_others_as_well_begins_with_the_overview():
    add("access:home", group=Group.WORK, first_for=frozenset({AGENT}))
    add("ui:patterns", group=Group.WATCH, first_for=frozenset({SUPERVISOR}))

    assert first_page(SUPERVISOR, roles=[AGENT, SUPERVISOR]) == reverse("ui:patterns")
    assert first_page(AGENT, roles=[AGENT]) == reverse("access:home")


def test_two_lines_to_one_page_are_a_mistake():
    add("ui:patterns")

    with pytest.raises(ValueError, match="two menu lines"):
        add("ui:patterns", order=3)
