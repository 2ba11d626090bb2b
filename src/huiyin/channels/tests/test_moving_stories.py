import pytest

from huiyin.channels.public import (
    conversations_of,
    keep_message,
    link_story,
    move_story,
    return_story,
)
from huiyin.channels.tests.making import MONDAY, make_message
from huiyin.kernel.journal.models import Entry

pytestmark = pytest.mark.django_db


def stories() -> dict[str, list[int]]:
    cards = conversations_of(stories=["A", "B", "C"])
    return {story: [c.conversation_id for c in found] for story, found in cards.items()}


def test_a_merge_is_undone_without_taking_what_was_there_before():
    a = keep_message(message=make_message(story="A")).conversation_id
    b = keep_message(message=make_message(story="B")).conversation_id

    moved = move_story(from_story="A", to_story="B", at=MONDAY)
    merged = stories()
    returned = return_story(from_story="B", to_story="A", at=MONDAY)

    assert (moved, returned) == (1, 1)
    assert merged == {"A": [], "B": [a, b], "C": []}
    assert stories() == {"A": [a], "B": [b], "C": []}


def test_nested_merges_are_undone_one_by_one():
    a = keep_message(message=make_message(story="A")).conversation_id
    b = keep_message(message=make_message(story="B")).conversation_id
    move_story(from_story="A", to_story="B", at=MONDAY)
    move_story(from_story="B", to_story="C", at=MONDAY)

    return_story(from_story="C", to_story="B", at=MONDAY)
    assert stories() == {"A": [], "B": [a, b], "C": []}

    return_story(from_story="B", to_story="A", at=MONDAY)
    assert stories() == {"A": [a], "B": [b], "C": []}


def test_linking_says_so_once():
    conversation_id = keep_message(message=make_message()).conversation_id

    link_story(conversation_ids=[conversation_id], story="A", at=MONDAY)
    link_story(conversation_ids=[conversation_id], story="A", at=MONDAY)

    assert stories()["A"] == [conversation_id]
    assert Entry.objects.filter(name="channels.conversation_linked").count() == 1
