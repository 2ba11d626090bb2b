"""Where the page of a story is: each context says so for its own stories, in its `menu.py`."""

import re

from django.urls import reverse

_pages: dict[re.Pattern[str], str] = {}


def story_page(shape: str, url_name: str) -> None:
    """Say that stories of this shape, a regular expression with one group, are shown by the
    page `url_name`, which takes that group."""
    _pages[re.compile(shape)] = url_name


def address_of(story: str) -> str:
    """Return the address of the story's page, empty where nobody has said that it has one."""
    for shape, url_name in _pages.items():
        if found := shape.fullmatch(story):
            return reverse(url_name, args=[found[1]])
    return ""
