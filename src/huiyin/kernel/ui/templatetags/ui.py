"""What templates say in words and shapes: `{% load ui %}`."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import template
from django.forms.boundfield import BoundField, BoundWidget
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from huiyin.kernel.clock import now
from huiyin.kernel.regions import region_name
from huiyin.kernel.ui import words
from huiyin.kernel.ui.stories import address_of
from huiyin.kernel.ui.vendor import vendor_url

register = template.Library()


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """Draw an icon of the sprite; with a label it speaks, without one it is decoration."""
    address = vendor_url("icons.svg")
    if not address:
        return format_html('<span class="unseen">{}</span>', label) if label else SafeString()
    if label:
        return format_html(
            '<svg class="icon" role="img" aria-label="{}"><use href="{}#{}"></use></svg>',
            label,
            address,
            name,
        )
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>', address, name
    )


@register.simple_tag
def script_words() -> SafeString:
    """Give scripts the words they need, as data attributes."""
    pairs = words.script_patterns().items()
    return format_html_join(" ", 'data-{}="{}"', pairs)


@register.simple_tag
def vendor(name: str) -> str:
    """Return the address of a fetched library, empty where there is none."""
    return vendor_url(name)


@register.simple_tag
def story_link(story: str) -> SafeString:
    """Name a story and lead to its page, where it has one."""
    address = address_of(story)
    if address:
        return format_html('<a class="figures" href="{}">{}</a>', address, story)
    return format_html("{}", story or "–")


@register.simple_tag
def ago(moment: datetime | None) -> SafeString:
    """Say how long ago (or in how long), with the absolute time on hover and in print."""
    if moment is None:
        return SafeString("–")
    absolute = words.moment_words(moment)
    return format_html(
        '<time datetime="{}" title="{}" data-absolute="{}" data-relative>{}</time>',
        moment.isoformat(timespec="seconds"),
        absolute,
        absolute,
        words.relative_words(moment, at=now()),
    )


@register.filter
def moment(value: datetime | None) -> str:
    """Say an absolute time with its zone."""
    return words.moment_words(value) if value else "–"


@register.filter
def clock_time(value: datetime | None) -> str:
    """Say the hour and minute alone, under a day's heading."""
    return words.moment_words(value)[11:16] if value else "–"


@register.filter
def duration(seconds: float | None) -> str:
    return "–" if seconds is None else words.duration_words(seconds)


@register.filter
def remaining(due_at: datetime) -> str:
    return words.remaining_words((due_at - now()).total_seconds())


@register.filter
def money(millionths: int | None, currency: str = "CNY") -> str:
    return "–" if millionths is None else words.money_words(millionths, currency=currency)


@register.filter
def region(code: str | None) -> str:
    """Say a region by its name; a code without a name stands for itself."""
    return region_name(code or "", language=get_language() or "en")


@register.filter
def masked(value: str | None) -> str:
    return words.masked(value or "")


@register.filter
def initial(name: str | None) -> str:
    """Return the letter or character that stands for a person."""
    return (name or "?").strip()[:1].upper() or "?"


@register.filter
def grouped(field: BoundField) -> list[tuple[str, list[BoundWidget]]]:
    """Return the choices of a field under their headings; those without one under none."""
    choices = iter(field.subwidgets)
    named = getattr(field.field.widget, "choices", ())
    if not isinstance(named, list):
        # Choices from a query have no headings, and asking for them would ask twice.
        return [("", list(choices))]
    groups: list[tuple[str, list[BoundWidget]]] = []
    for value, label in named:
        if isinstance(label, list | tuple):
            groups.append((str(value), [next(choices) for _pair in label]))
        elif groups and not groups[-1][0]:
            groups[-1][1].append(next(choices))
        else:
            groups.append(("", [next(choices)]))
    return groups


@register.filter
def item(values: Mapping[Any, Any], key: Any) -> Any:
    """Return `values[key]`, None where there is none."""
    return values.get(key)


@register.simple_tag
def clock(
    *,
    due_at: datetime | None,
    started_at: datetime,
    label: str = "",
    state: str = "running",
    used: float | None = None,
    remaining_s: float | None = None,
    warn: int = 50,
) -> SafeString:
    """Show a promise: what is left in words, and a thin bar of what is used.

    `state` is running, paused, met or missed. Give `used` (percent) and `remaining_s` where the
    clock follows working hours; without them wall time counts. What is paused is due at no
    moment, so it needs both. Drawn here and not by a template: a queue shows fifty of them.
    """
    due, at = due_at or started_at, now()
    left = (due - at).total_seconds() if remaining_s is None else remaining_s
    if used is None:
        whole = max((due - started_at).total_seconds(), 1)
        used = 100 * (1 - left / whole)
    is_ticking = state == "running" and remaining_s is None
    said = _clock_words(state, left)
    return format_html(
        CLOCK,
        _clock_look(state, used=used, left=left, warn=warn),
        format_html(TICKING, due.isoformat(), started_at.isoformat(), warn)
        if is_ticking
        else "",
        _("Due %(at)s") % {"at": words.moment_words(due_at)} if due_at else said,
        format_html('<span class="clock-label">{}</span>', label) if label else "",
        said,
        round(min(max(used, 0), 100)),
        _("Part of the time used"),
    )


CLOCK = (
    '<span class="clock {}"{} title="{}"><span class="clock-words">{}<span class="clock-left">'
    '{}</span></span><progress max="100" value="{}" aria-label="{}"></progress></span>'
)
TICKING = ' data-clock data-due="{}" data-started="{}" data-warn="{}"'


def _clock_words(state: str, left: float) -> str:
    if state == "met":
        return pgettext("clock", "kept")
    if state == "missed":
        return _("missed")
    said = words.remaining_words(left)
    return _("paused, %(left)s") % {"left": said} if state == "paused" else said


def _clock_look(state: str, *, used: float, left: float, warn: int) -> str:
    if state in {"paused", "met"}:
        return "paused" if state == "paused" else "done"
    if state == "missed" or left < 0:
        return "late"
    return "warned" if used >= warn else "calm"
