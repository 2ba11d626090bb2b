"""The way through the desk for whoever is new: the pages of their navigation, one by one.

How far somebody came is kept with the account: nothing (not asked yet), the page, or `DONE`.
"""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from huiyin.kernel.ui.menu import MenuLine, open_lines

DONE = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """One page of the tour as it is shown; `back` and `onward` name its neighbours, empty at
    the ends; `is_here` where it is the page that is open."""

    name: str
    title: str
    text: str
    url: str
    number: int
    count: int
    back: str
    onward: str
    is_here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Somebody new is asked whether to be shown around, from this page on."""

    first: str
    count: int


def stops(actor: Any) -> list[MenuLine]:
    """Return the pages that `actor` would be shown."""
    return [line for line in open_lines(actor) if line.tour]


def tour_on(path: str, *, actor: Any, reached: str) -> Stop | Offer | None:
    """Return what of the tour a page shows, nothing where it is over or never begun elsewhere.

    It is offered on any of its pages; once begun it goes along, so that nobody loses it.
    """
    if reached == DONE:
        return None
    seen = stops(actor)
    names = [line.url_name for line in seen]
    if reached in names:
        return _stop(seen, names.index(reached), path)
    if path in (reverse(name) for name in names):
        return Offer(first=names[0], count=len(names))
    return None


def _stop(seen: list[MenuLine], place: int, path: str) -> Stop:
    line = seen[place]
    url = reverse(line.url_name)
    return Stop(
        name=line.url_name,
        title=str(line.label),
        text=str(line.tour),
        url=url,
        number=place + 1,
        count=len(seen),
        back=seen[place - 1].url_name if place else "",
        onward=seen[place + 1].url_name if place + 1 < len(seen) else "",
        is_here=path == url,
    )
