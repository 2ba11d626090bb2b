"""Front-end libraries fetched by `make assets`; pages do without those that are missing."""

from functools import cache

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage


@cache
def vendor_url(name: str) -> str:
    """Return the address of a fetched file, empty where it has not been fetched."""
    path = f"vendor/{name}"
    try:
        if not settings.WHITENOISE_USE_FINDERS or finders.find(path):
            return str(staticfiles_storage.url(path))
    except ValueError:
        return ""
    return ""
