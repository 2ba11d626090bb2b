"""Links from figures to the rows behind them: `{% load insight %}`."""

from collections.abc import Mapping
from urllib.parse import urlencode

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from huiyin.insight.pages.asking import address
from huiyin.insight.pages.words import Names
from huiyin.insight.rules.questions import OWN, Question

register = template.Library()


@register.simple_tag
def drill(rows: Mapping[str, str]) -> SafeString:
    """Return the rest of an address that narrows to the rows of a figure."""
    narrowed = {name: value for name, value in rows.items() if name != "all"}
    # urlencode leaves nothing that HTML could take for its own, the ampersands are escaped.
    rest = urlencode(narrowed).replace("&", "&amp;")
    return mark_safe(f"&amp;{rest}" if rest else "")  # noqa: S308


@register.simple_tag
def narrowed(question: Question, name: str, code: str) -> str:
    """Return the address of the rows of one line of a table."""
    return address(question, **{name: code or OWN})


@register.simple_tag
def name_of(called: Names, cut: str, code: str) -> str:
    """Return what a code is called."""
    return called.of(cut, code)


@register.simple_tag
def case_link(ref: str) -> SafeString:
    """Show a reference, as a link where there is a page of cases."""
    try:
        return format_html('<a href="{}">{}</a>', reverse("cases:case", args=[ref]), ref)
    except NoReverseMatch:
        return format_html("{}", ref)
