"""Navigation: each context declares its own lines in its `menu.py`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Gate(Protocol):
    """Whatever can say whether an actor may pass; a permission of kernel.access is one."""

    def allows(self, actor: Any, /) -> bool: ...


class Group(StrEnum):
    """The headings of the navigation, in their order."""

    WORK = "work"
    WATCH = "watch"
    IMPROVE = "improve"
    SET_UP = "set_up"


GROUP_NAMES = {
    Group.WORK: _("Work"),
    Group.WATCH: _("Overview"),
    Group.IMPROVE: _("Quality"),
    Group.SET_UP: _("Set-up"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuLine:
    """A line of the navigation.

    `count` answers how many wait there for this actor; `first_for` names the roles that begin
    their day on that page; `tour` is what whoever is new is told of it, in two sentences.
    """

    label: str | Promise
    url_name: str
    icon: str
    group: Group = Group.WORK
    order: int = 50
    permission: Gate | None = None
    count: Callable[[Any], int] | None = None
    first_for: frozenset[str] = frozenset()
    tour: str | Promise = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A line as it is shown to somebody on some page."""

    label: str
    url: str
    icon: str
    is_current: bool
    count: int


@dataclass(frozen=True, slots=True)
class Section:
    name: str
    links: tuple[Link, ...]


lines: dict[str, MenuLine] = {}


def menu_line(line: MenuLine) -> MenuLine:
    """Declare a line of the navigation; one line per page."""
    if lines.setdefault(line.url_name, line) != line:
        message = f"two menu lines lead to {line.url_name}"
        raise ValueError(message)
    return line


def navigation(actor: Any, *, path: str) -> list[Section]:
    """Return what `actor` may open, by group, with the line that leads to `path` marked."""
    seen = open_lines(actor)
    urls = {line.url_name: reverse(line.url_name) for line in seen}
    current = _longest_match(urls.values(), path)
    sections = []
    for group in Group:
        links = tuple(
            _link(line, urls[line.url_name], current, actor)
            for line in seen
            if line.group == group
        )
        if links:
            sections.append(Section(str(GROUP_NAMES[group]), links))
    return sections


def first_page(actor: Any, *, roles: Sequence[str]) -> str:
    """Return where somebody of these roles begins, empty where nothing is open to them: of
    several pages that the roles begin with, an overview, for who oversees others as well.
    """
    seen = open_lines(actor)
    first = [line for line in seen if line.first_for.intersection(roles)]
    overviews = [line for line in first if line.group == Group.WATCH]
    return next((reverse(line.url_name) for line in (*overviews, *first, *seen)), "")


def open_lines(actor: Any) -> list[MenuLine]:
    """Return the lines that `actor` may follow, in the order of the navigation."""
    return sorted((line for line in lines.values() if _is_open(line, actor)), key=_rank)


def _rank(line: MenuLine) -> tuple[int, int, str]:
    return list(Group).index(line.group), line.order, line.url_name


def _is_open(line: MenuLine, actor: Any) -> bool:
    return line.permission is None or line.permission.allows(actor)


def _link(line: MenuLine, url: str, current: str, actor: Any) -> Link:
    count = line.count(actor) if line.count else 0
    return Link(str(line.label), url, line.icon, url == current, count)


def _longest_match(urls: Any, path: str) -> str:
    fitting = [url for url in urls if path == url or (url != "/" and path.startswith(url))]
    return max(fitting, key=len, default="")
