"""The palette keeps its promises: contrast, and one dark palette."""

import re
from pathlib import Path

import pytest

CSS = (Path(__file__).parent.parent / "static/ui/css/tokens.css").read_text(encoding="utf-8")
COLOUR = re.compile(r"--([a-z-]+): (#[0-9a-f]{6});")
PALETTES = [dict(COLOUR.findall(block)) for block in re.findall(r"\{([^{}]*#[^{}]*)\}", CSS)]
GROUNDS = ("ground", "surface", "sunken", "hover")
PAIRS = [
    *[("ink", ground) for ground in (*GROUNDS, "accent-soft")],
    *[("ink-soft", ground) for ground in GROUNDS],
    *[("accent", ground) for ground in ("ground", "surface", "hover", "accent-soft")],
    *[
        (m, g)
        for m in ("ok", "attention", "overdue", "information")
        for g in ("ground", "surface", f"{m}-soft")
    ],
    *[("ink", f"{m}-soft") for m in ("ok", "attention", "overdue", "information")],
    ("on-fill", "accent-fill"),
]


def luminance(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("palette", PALETTES[:2], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_can_be_read(palette, text, ground):
    assert contrast(palette[text], palette[ground]) >= 4.5


@pytest.mark.parametrize("palette", PALETTES[:2], ids=["light", "dark"])
def test_edges_of_controls_can_be_seen(palette):
    assert contrast(palette["line-strong"], palette["surface"]) >= 3


def test_the_switch_and_the_system_give_the_same_dark():
    light, by_system, by_switch = PALETTES

    assert by_system == by_switch
    assert light.keys() == by_switch.keys()
