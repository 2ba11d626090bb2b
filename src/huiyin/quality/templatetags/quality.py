"""How the pages of quality write figures."""

from django import template

register = template.Library()


@register.filter
def percent(share: float) -> int:
    """Return a share as whole percent."""
    return round(100 * share)
