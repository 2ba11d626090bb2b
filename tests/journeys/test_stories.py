"""A story is led to wherever it is named."""

import pytest
from django.template import Context, Template

from huiyin.kernel.ui.stories import address_of


@pytest.mark.parametrize(
    ("story", "address"),
    [
        ("C-2603-000017", "/cases/C-2603-000017/"),
        ("topic:7", "/topics/7/"),
        ("topic:7/../x", ""),
        ("nobody's", ""),
        ("", ""),
    ],
)
def test_each_context_says_where_its_stories_are_shown(story, address):
    assert address_of(story) == address


def test_a_story_without_a_page_is_named_and_its_words_are_harmless():
    said = Template("{% load ui %}{% story_link story %}")

    assert said.render(Context({"story": "<b>x"})) == "&lt;b&gt;x"
    assert said.render(Context({"story": ""})) == "–"
    assert said.render(Context({"story": "topic:7"})) == (
        '<a class="figures" href="/topics/7/">topic:7</a>'
    )
