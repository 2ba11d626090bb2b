"""Every line of the menu leads to a page, behind the permission the page asks for."""

import pytest
from django.urls import resolve, reverse

from huiyin.kernel.ui.menu import lines


@pytest.mark.parametrize("name", sorted(lines))
def test_every_menu_line_leads_to_a_page(name):
    match = resolve(reverse(name))

    assert match.view_name == name


def test_no_two_menu_lines_of_a_group_stand_at_the_same_place():
    places = [(line.group, line.order, str(line.label)) for line in lines.values()]

    assert len(set(places)) == len(places)
