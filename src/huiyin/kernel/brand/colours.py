"""From one colour of an operator to the shades of light and dark pages that can be read.

Contrast as WCAG 2.2 defines it (relative luminance, 4.5 : 1 for text, success criterion 1.4.3).
"""

import re
from typing import TypeAlias

LEAST = 4.5
_STEP = 0.02
_COLOUR = re.compile(r"#[0-9a-f]{6}")
_WHITE, _BLACK = "#ffffff", "#000000"
# What text in the accent stands on (tokens.css): surface and ground, light and dark.
_LIGHT, _DARK = ("#ffffff", "#f4f5f7", "#f0f3f8", "#eceef1"), ("#191f27", "#11151b", "#242c37")

Shades: TypeAlias = dict[str, str]


def is_colour(text: str) -> bool:
    """Say whether a text is a colour such as `#1f55b8`."""
    return _COLOUR.fullmatch(text) is not None


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 (none) to 21 (black on white)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def shades(colour: str) -> tuple[Shades, Shades]:
    """Return the accents of light and of dark pages made of `colour`, as near to it as can be
    read: text (`accent`), its ground (`accent-soft`), and what white text stands on
    (`accent-fill`)."""
    fill = _until(colour, _BLACK, (_WHITE,))
    light_soft, dark_soft = mixed(colour, _WHITE, 0.88), mixed(colour, _DARK[0], 0.75)
    light = {
        "accent": _until(colour, _BLACK, (*_LIGHT, light_soft)),
        "accent-soft": light_soft,
        "accent-fill": fill,
    }
    dark = {
        "accent": _until(colour, _WHITE, (*_DARK, dark_soft)),
        "accent-soft": dark_soft,
        "accent-fill": fill,
    }
    return light, dark


def mixed(colour: str, other: str, share: float) -> str:
    """Return `colour` with a share of `other` in it (0 to 1)."""
    parts = zip(_parts(colour), _parts(other), strict=True)
    return "#" + "".join(f"{round(one + (two - one) * share):02x}" for one, two in parts)


def _until(colour: str, towards: str, grounds: tuple[str, ...]) -> str:
    share = 0.0
    found = colour
    while min(contrast(found, ground) for ground in grounds) < LEAST and share < 1:
        share = min(share + _STEP, 1.0)
        found = mixed(colour, towards, share)
    return found


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(part / 255) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
