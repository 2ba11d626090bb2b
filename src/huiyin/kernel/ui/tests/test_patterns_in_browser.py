import pytest

pytestmark = pytest.mark.browser


def test_every_component_looks_right_and_axe_finds_nothing(look_at, sign_in):
    look_at("/patterns/", "patterns", user=sign_in("administrator", name="李明"))
