"""The story of a matter reads as sentences."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from huiyin.kernel.journal.models import Entry
from huiyin.kernel.journal.story import recent_lines, story_of
from huiyin.kernel.journal.tests.sample import MONDAY, light

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def test_a_story_is_told_in_order_and_without_others(django_assert_num_queries):
    ids = light(2, story="lamp:1")
    light(1, story="lamp:2")

    with django_assert_num_queries(1):
        lines = story_of(story="lamp:1")

    assert [line.entry_id for line in lines] == ids
    assert [line.sentence for line in lines] == ["Lamp 0 was lit.", "Lamp 1 was lit."]
    assert lines[0].at == MONDAY


def test_what_an_older_version_did_not_record_reads_as_a_dash():
    light(1)
    Entry.objects.update(payload={})

    assert story_of(story="lamp:1")[0].sentence == "Lamp – was lit."


def test_an_event_of_another_version_reads_as_its_name():
    light(1)
    Entry.objects.update(name="tests.gone")

    assert story_of(story="lamp:1")[0].sentence == "tests.gone"


def test_the_latest_come_first_and_go_on_where_they_ended():
    ids = light(5)

    first = recent_lines(limit=3)
    rest = recent_lines(before=first[-1].entry_id, limit=3)

    assert [line.entry_id for line in first + rest] == ids[::-1]


def test_the_command_tells_the_story(capsys):
    light(1)

    call_command("journal_story", "lamp:1", "--json")

    told = json.loads(capsys.readouterr().out)
    assert [line["sentence"] for line in told["lines"]] == ["Lamp 0 was lit."]


def test_the_command_says_when_nothing_is_known():
    with pytest.raises(CommandError, match="Nothing is known of C-1"):
        call_command("journal_story", "C-1")
