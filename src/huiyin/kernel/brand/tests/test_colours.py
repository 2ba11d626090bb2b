"""Of any colour an operator has, shades that can be read."""

from hypothesis import given
from hypothesis import strategies as st

from huiyin.kernel.brand.colours import contrast, is_colour, mixed, shades

COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


def test_contrast_is_the_one_of_wcag():
    assert contrast("#000000", "#ffffff") == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48
    assert contrast("#123456", "#123456") == 1


@given(COLOURS)
def test_every_shade_can_be_read_on_its_grounds(colour):
    light, dark = shades(colour)

    for found, grounds in ((light, ("#ffffff", "#f4f5f7")), (dark, ("#191f27", "#11151b"))):
        assert all(contrast(found["accent"], ground) >= 4.5 for ground in grounds)
        assert contrast(found["accent"], found["accent-soft"]) >= 4.5
        assert contrast("#ffffff", found["accent-fill"]) >= 4.5


def test_a_colour_that_can_be_read_stays_as_it_is():
    light, _dark = shades("#1f55b8")

    assert (light["accent"], light["accent-fill"]) == ("#1f55b8", "#1f55b8")
    assert mixed("#000000", "#ffffff", 0.5) == "#808080"


def test_only_six_digits_are_a_colour():
    assert is_colour("#1f55b8")
    assert not any(map(is_colour, ("", "1f55b8", "#1f5", "#1F55B8", "#1f55b8;", "red")))
