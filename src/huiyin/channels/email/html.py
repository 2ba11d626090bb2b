"""HTML of a stranger: as text to read and search, and sanitised to show."""

import re
from html.parser import HTMLParser
from typing import Final

import nh3

BLOCKS: Final = frozenset(
    {
        "p",
        "div",
        "br",
        "tr",
        "li",
        "ul",
        "ol",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "table",
        "hr",
        "pre",
        "section",
        "article",
    }
)
SILENT: Final = frozenset({"script", "style", "head", "title", "template", "noscript", "svg"})
ALLOWED: Final = frozenset(
    {
        "a",
        "b",
        "blockquote",
        "br",
        "code",
        "div",
        "em",
        "h1",
        "h2",
        "h3",
        "h4",
        "hr",
        "i",
        "li",
        "ol",
        "p",
        "pre",
        "s",
        "span",
        "strong",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "u",
        "ul",
    }
)
LONGEST: Final = 500_000


def html_to_text(html: str) -> str:
    """Return the words of `html`, one line per block, quotations marked with `>`."""
    reader = _Reader()
    try:
        reader.feed(html[:LONGEST])
        reader.close()
    except (AssertionError, ValueError, RecursionError):
        # The parser gives up on some broken declarations; what it read so far stays.
        pass
    return reader.text()


def clean_html(html: str) -> str:
    """Return `html` with plain markup alone: no scripts, styles, images, forms or ids."""
    return nh3.clean(
        html[:LONGEST],
        tags=set(ALLOWED),
        attributes={"a": {"href"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener noreferrer nofollow",
    )


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[str] = [""]
        self._silent = 0
        self._quoted = 0

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        if tag in SILENT:
            self._silent += 1
        elif tag == "blockquote":
            self._break()
            self._quoted += 1
        elif tag in BLOCKS:
            self._break()

    def handle_endtag(self, tag: str) -> None:
        if tag in SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag == "blockquote":
            self._break()
            self._quoted = max(0, self._quoted - 1)
        elif tag in BLOCKS and tag != "br":
            self._break()

    def handle_data(self, data: str) -> None:
        if not self._silent:
            if not self._lines[-1] and data.strip() and self._quoted:
                self._lines[-1] = "> "
            self._lines[-1] += re.sub(r"\s+", " ", data)

    def _break(self) -> None:
        if self._lines[-1].strip():
            self._lines.append("")

    def text(self) -> str:
        return "\n".join(line.strip() for line in self._lines).strip()
