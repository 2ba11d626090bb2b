"""Time to the second, for pages that prove a reading: `{% load cases_time %}`."""

from datetime import datetime

from django import template
from django.utils.timezone import localtime

register = template.Library()


@register.filter
def exactly(seconds: int) -> str:
    """Return hours, minutes and seconds: 49:03:12. The sign is left out."""
    left = abs(int(seconds))
    return f"{left // 3600}:{left // 60 % 60:02d}:{left % 60:02d}"


@register.filter
def to_the_second(moment: datetime) -> str:
    return f"{localtime(moment):%Y-%m-%d %H:%M:%S}"
