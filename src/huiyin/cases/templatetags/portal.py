"""What every page of the portal shows: `{% load portal %}`."""

from django import template

from huiyin.kernel import brand

register = template.Library()


@register.simple_tag
def service_phone(kind: str = "service") -> str:
    """Return the line where a person answers, or nothing where the operator named none;
    `elders` asks for the one of older people."""
    return brand.service_phone(kind)


@register.simple_tag
def has_terms() -> bool:
    """Say whether the operator has terms of service to read."""
    return bool(brand.terms_of_service())
