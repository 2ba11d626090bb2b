"""The brand as it is shown at this moment, in the language of this moment."""

from django.conf import settings
from django.utils.translation import get_language

from huiyin.kernel.brand.kept import read_brand


def operator_name() -> str:
    """Return what the operator is called in the language of the moment."""
    name = read_brand(settings.BRAND_ROOT).name(get_language() or settings.LANGUAGE_CODE)
    return name or str(settings.OPERATOR_NAME)


def service_phone(kind: str = "service") -> str:
    """Return the line where a person answers, or the one for a kind of customers (`elders`);
    empty where there is none."""
    phone = read_brand(settings.BRAND_ROOT).phones.get(kind, "")
    return phone or (str(settings.SERVICE_PHONE) if kind == "service" else "")


def terms_of_service() -> str:
    """Return the terms customers accept, in the nearest language; empty where none."""
    return read_brand(settings.BRAND_ROOT).terms_in(get_language() or settings.LANGUAGE_CODE)
