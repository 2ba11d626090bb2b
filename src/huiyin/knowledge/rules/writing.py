"""How the body of an article is written and read: paragraphs, lists, headings; nothing else."""

import difflib
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

_BOLD = re.compile(r"\*\*(.+?)\*\*")
_LINK = re.compile(r"\[([^\]\n]{1,200})\]\((https?://[^\s)\"'<>]{1,500})\)")
_EXCERPT = 120


@dataclass(frozen=True, slots=True)
class Change:
    """A line of a comparison: `kind` is `same`, `added` or `removed`."""

    kind: str
    text: str


def as_html(body: str) -> str:
    """Return `body` as HTML: every character escaped, then our few marks read.

    `# heading`, `- list`, `1. steps`, `**bold**`, `[text](https://…)`, blank lines.
    """
    blocks = re.split(r"\n\s*\n", body.replace("\r\n", "\n").strip())
    return "\n".join(part for block in blocks if block for part in _block(block))


def _block(block: str) -> Iterator[str]:
    for kind, lines in groupby(block.split("\n"), key=_kind):
        inner = [_inline(_MARKS[kind].sub("", line, count=1)) for line in lines]
        if kind in ("ul", "ol"):
            items = "".join(f"<li>{line}</li>" for line in inner)
            yield f"<{kind}>{items}</{kind}>"
        elif kind == "h3":
            yield from (f"<h3>{line}</h3>" for line in inner)
        else:
            yield f"<p>{'<br>'.join(inner)}</p>"


_MARKS = {
    "ul": re.compile(r"^\s*[-*]\s+"),
    "ol": re.compile(r"^\s*\d{1,2}[.、)]\s*"),
    "h3": re.compile(r"^#{1,4}\s+"),
    "p": re.compile(r"^\s+"),
}


def _kind(line: str) -> str:
    return next((kind for kind in ("ul", "ol", "h3") if _MARKS[kind].match(line)), "p")


def _inline(line: str) -> str:
    escaped = html.escape(line.strip())
    linked = _LINK.sub(r'<a href="\2" rel="noopener noreferrer">\1</a>', escaped)
    return _BOLD.sub(r"<strong>\1</strong>", linked)


def excerpt(body: str) -> str:
    """Return the beginning of `body` on one line."""
    plain = " ".join(re.sub(r"^[#\-*\s]+", "", line) for line in body.split("\n")).strip()
    return plain if len(plain) <= _EXCERPT else plain[: _EXCERPT - 1].rstrip() + "…"


def plain(body: str) -> str:
    """Return `body` as a letter would say it: without marks, addresses written out."""
    linked = _LINK.sub(r"\1 (\2)", _BOLD.sub(r"\1", body.replace("\r\n", "\n")))
    return re.sub(r"^#{1,4}\s+", "", linked, flags=re.MULTILINE).strip()


def compare(before: str, after: str) -> list[Change]:
    """Return what changed between two versions, line by line."""
    kinds = {" ": "same", "+": "added", "-": "removed"}
    lines = difflib.ndiff(before.splitlines(), after.splitlines())
    return [Change(kinds[line[0]], line[2:]) for line in lines if line[0] in kinds]
