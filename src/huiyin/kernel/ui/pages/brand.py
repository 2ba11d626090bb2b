"""What the operator's brand adds to pages: a style sheet of its colour, and its mark."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from huiyin.kernel.brand import read_brand
from huiyin.kernel.brand.colours import Shades, is_colour, shades

_YEAR = 365 * 24 * 3600


@require_safe
def styles(request: HttpRequest) -> HttpResponse:
    """Answer the accents of the brand's colour; `colour` in the address shows another, within
    the elements of a preview only."""
    tried = request.GET.get("colour", "")
    colour = tried if is_colour(tried) else read_brand(settings.BRAND_ROOT).colour
    if not colour:
        raise Http404
    light, dark = shades(colour)
    where = ".brand-preview" if tried else ":root"
    text = _light_and_dark(where, light, dark) if not tried else _both(where, light, dark)
    return _kept_long(HttpResponse(text, content_type="text/css; charset=utf-8"))


@require_safe
def logo(_request: HttpRequest, name: str) -> HttpResponse:
    """Answer the operator's mark; its name changes with what it shows."""
    brand = read_brand(settings.BRAND_ROOT)
    if not brand.logo or name != brand.logo:
        raise Http404
    content = (settings.BRAND_ROOT / name).read_bytes()
    response = HttpResponse(content, content_type=f"image/{name.rpartition('.')[2]}")
    return _kept_long(response)


def _light_and_dark(where: str, light: Shades, dark: Shades) -> str:
    return (
        f"{where} {{ {_set(light)} }}\n"
        f"@media (prefers-color-scheme: dark) {{\n"
        f'  {where}:not([data-theme="light"]) {{ {_set(dark)} }}\n'
        f"}}\n"
        f'{where}[data-theme="dark"] {{ {_set(dark)} }}\n'
    )


def _both(where: str, light: Shades, dark: Shades) -> str:
    return f"{where}.light {{ {_set(light)} }}\n{where}.dark {{ {_set(dark)} }}\n"


def _set(values: Shades) -> str:
    return " ".join(f"--{name}: {value};" for name, value in values.items())


def _kept_long(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = f"public, max-age={_YEAR}, immutable"
    return response
