"""What every page of the portal shows: `{% load portal %}`."""

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def service_phone() -> str:
    """Return the line where a person answers, or nothing where the operator named none."""
    return str(settings.SERVICE_PHONE)
