"""PDF documents from pages of HTML. Nothing is fetched: what a page needs stands in it."""

import threading
from pathlib import Path
from typing import Any, NoReturn

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from huiyin.kernel.refusal import Refusal

# Fonts are read and cut to what a document uses: one at a time keeps memory within bounds.
_lock = threading.Lock()


class CannotMakePdf(Refusal):
    """The library that sets type is not installed on this server."""

    code = "cannot_make_pdf"
    status = 503


def pdf_of(template: str, context: dict[str, Any]) -> bytes:
    """Return the document of a template as PDF; `styles` is the style sheet for paper."""
    html = render_to_string(template, context | {"styles": _styles()})
    return _written(html)


def _styles() -> str:
    path = finders.find("ui/css/document.css")
    return Path(str(path)).read_text() if path else ""


def _written(html: str) -> bytes:
    try:
        import weasyprint  # noqa: PLC0415 - a second of loading, only for who writes PDF
    except OSError as missing:
        raise CannotMakePdf(
            _(
                "This server cannot write PDF: Pango is missing. Print the page instead, and "
                "ask who runs the server to install it (docs/operations.md)."
            )
        ) from missing
    with _lock:
        document = weasyprint.HTML(string=html, url_fetcher=_refuse)
        written: bytes = document.write_pdf()
    return written


def _refuse(url: str, *_more: object, **_named: object) -> NoReturn:
    message = f"a document fetches nothing, not {url[:80]}"
    raise ValueError(message)
