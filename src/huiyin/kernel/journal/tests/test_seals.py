"""Whoever changes the journal is found out, whatever they change."""

import json
from datetime import timedelta

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from huiyin.kernel.journal import merkle
from huiyin.kernel.journal.models import Entry, Seal
from huiyin.kernel.journal.record import digest_of, encode
from huiyin.kernel.journal.seals import anchors_path, seal_waiting, write_anchors
from huiyin.kernel.journal.tests.sample import MONDAY, light
from huiyin.kernel.journal.verify import verify_journal

pytestmark = pytest.mark.django_db


def verdict():
    return verify_journal(anchors=anchors_path())


def found():
    finding = verdict().finding
    return finding and (finding.kind, finding.seal_id, finding.entry_id)


def content_digest(entry):
    return digest_of(
        name=entry.name,
        story=entry.story,
        subject=entry.subject,
        actor=entry.actor,
        at=entry.at,
        recorded_at=entry.recorded_at,
        payload=encode(entry.payload),
    )


@pytest.fixture
def sealed():
    """Three seals over ten entries each, and two entries not yet sealed."""
    ids = light(30)
    for batch in range(3):
        seal_waiting(at=MONDAY + timedelta(minutes=batch), limit=10)
    light(2, first=30)
    return ids


def seal_number(position):
    return Seal.objects.order_by("pk")[position].pk


def test_an_untouched_journal_is_whole(sealed):
    seen = verdict()

    assert (seen.seals, seen.sealed, seen.unsealed, seen.anchored) == (3, 30, 2, 3)
    assert seen.finding is None


@pytest.mark.parametrize(
    "change",
    [
        {"payload": {"number": 7, "colour": "绿"}},
        {"actor": "user:1"},
        {"story": "lamp:2"},
        {"subject": "x"},
        {"name": "tests.lamp_broken"},
        {"at": MONDAY - timedelta(microseconds=1)},
        {"recorded_at": MONDAY},
    ],
    ids=lambda change: next(iter(change)),
)
def test_an_altered_entry_is_named(sealed, change):
    Entry.objects.filter(pk=sealed[14]).update(**change)

    assert found() == ("entry_altered", seal_number(1), sealed[14])


def test_an_entry_altered_together_with_its_digest_is_named(sealed):
    entry = Entry.objects.get(pk=sealed[14])
    entry.actor = "user:1"
    Entry.objects.filter(pk=entry.pk).update(actor="user:1", digest=content_digest(entry))

    assert found() == ("entry_altered", seal_number(1), sealed[14])


def test_an_entry_altered_before_it_was_sealed_is_named(sealed):
    waiting = Entry.objects.filter(seal=None).order_by("pk").last()
    Entry.objects.filter(pk=waiting.pk).update(actor="user:1")

    assert found() == ("entry_altered", None, waiting.pk)


def test_a_removed_entry_is_named(sealed):
    Entry.objects.filter(pk=sealed[20]).delete()

    assert found() == ("entry_removed", seal_number(2), sealed[20])


def test_the_last_entry_of_a_seal_removed_is_named(sealed):
    Entry.objects.filter(pk=sealed[9]).delete()

    assert found() == ("entry_removed", seal_number(0), sealed[9])


def test_an_entry_taken_out_of_its_seal_is_named(sealed):
    Entry.objects.filter(pk=sealed[3]).update(seal=None)

    assert found() == ("entry_removed", seal_number(0), sealed[3])


@pytest.mark.parametrize("offset", [-1000, 1000])
def test_an_inserted_entry_is_named(sealed, offset):
    copy = Entry.objects.get(pk=sealed[10])
    copy.pk = sealed[0] + offset
    copy.save(force_insert=True)

    assert found() == ("entry_inserted", seal_number(1), copy.pk)


def test_two_entries_that_changed_places_are_found(sealed):
    first, second = Entry.objects.filter(pk__in=sealed[4:6]).order_by("pk")
    first.pk, second.pk = second.pk, first.pk
    first.save()
    second.save()

    assert found() == ("entry_altered", seal_number(0), sealed[4])


@pytest.mark.parametrize(
    "change",
    [
        {"root": bytes(32)},
        {"chain": bytes(32)},
        {"count": 9},
        {"sealed_at": MONDAY},
        {"leaves": merkle.pack_leaf(1, bytes(32))},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_tampered_seal_is_named(sealed, change):
    number = seal_number(1)
    Seal.objects.filter(pk=number).update(**change)

    assert found()[:2] == ("seal_altered", number)


def test_a_seal_whose_leaf_was_fitted_to_an_altered_entry_is_named(sealed):
    number = seal_number(1)
    entry = Entry.objects.get(pk=sealed[14])
    entry.actor = "user:1"
    digest = content_digest(entry)
    Entry.objects.filter(pk=entry.pk).update(actor="user:1", digest=digest)
    seal = Seal.objects.get(pk=number)
    leaves = bytearray(seal.leaves)
    leaves[4 * merkle.LEAF_SIZE : 5 * merkle.LEAF_SIZE] = merkle.pack_leaf(entry.pk, digest)
    Seal.objects.filter(pk=number).update(leaves=bytes(leaves))

    assert found() == ("seal_altered", number, sealed[10])


def test_a_seal_taken_out_of_the_chain_is_found(sealed):
    Entry.objects.filter(seal=seal_number(1)).delete()
    Seal.objects.filter(pk=seal_number(1)).delete()

    assert found() == ("seal_missing", seal_number(1), None)


def test_the_last_seal_removed_with_its_entries_is_found_by_the_file(sealed):
    number = seal_number(2)
    Entry.objects.filter(seal=number).delete()
    Seal.objects.filter(pk=number).delete()

    assert found() == ("seals_truncated", number, None)


def test_a_whole_chain_made_anew_is_found_by_the_file(sealed):
    numbers = list(Seal.objects.values_list("pk", flat=True))
    Entry.objects.update(seal=None)
    Seal.objects.all().delete()
    Entry.objects.filter(pk=sealed[14]).delete()
    seal_waiting(at=MONDAY)

    assert found()[0] == "seals_truncated"
    assert found()[1] == numbers[0]


def test_a_rewritten_seal_of_the_same_number_is_found_by_the_file(sealed):
    last = Seal.objects.order_by("pk").last()
    chain = merkle.chain_of(
        previous=bytes(last.previous),
        root=bytes(last.root),
        count=last.count,
        sealed_at=MONDAY.isoformat(timespec="microseconds"),
    )
    Seal.objects.filter(pk=last.pk).update(sealed_at=MONDAY, chain=chain)

    assert found() == ("seal_rewritten", last.pk, sealed[20])


def test_the_file_is_not_extended_from_a_tampered_database(sealed):
    before = anchors_path().read_bytes()
    Entry.objects.filter(seal=seal_number(2)).update(seal=None)
    Seal.objects.filter(pk=seal_number(2)).delete()

    seal_waiting(at=MONDAY)

    assert anchors_path().read_bytes() == before


def test_links_lost_in_a_crash_are_written_later(sealed):
    path = anchors_path()
    whole = path.read_bytes()
    path.write_bytes(whole[:-20])

    added = write_anchors(path=path)

    assert added == 1
    assert path.read_bytes() == whole


def test_entries_that_became_visible_late_are_sealed_too(sealed):
    late = Entry.objects.get(pk=sealed[0])
    late.pk, late.seal = sealed[0] - 500, None
    late.digest = content_digest(late)
    late.save(force_insert=True)

    seal_waiting(at=MONDAY + timedelta(hours=1))

    assert verdict().finding is None
    assert verdict().sealed == 33


def test_nothing_waiting_makes_no_seal():
    assert seal_waiting(at=MONDAY) == 0
    assert not Seal.objects.exists()


def test_the_command_names_the_culprit_and_fails(sealed, capsys):
    Entry.objects.filter(pk=sealed[14]).update(actor="user:1")

    with pytest.raises(SystemExit) as ended:
        call_command("journal_verify", "--json")

    answer = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert ended.value.code == 1
    assert answer["is_whole"] is False
    assert answer["finding"]["entry_id"] == sealed[14]
    assert answer["sentence"] == f"Entry {sealed[14]} was altered after it was written."


def test_the_command_says_that_all_is_well(sealed, capsys):
    call_command("journal_verify", "--json")

    assert json.loads(capsys.readouterr().out.splitlines()[-1])["is_whole"] is True


leaf_lists = st.lists(st.binary(min_size=40, max_size=40), max_size=40)


@given(leaf_lists, leaf_lists)
def test_different_leaves_have_different_roots(one, other):
    assert (merkle.root_of(one) == merkle.root_of(other)) == (one == other)


@given(
    st.lists(st.tuples(st.integers(-(2**63), 2**63 - 1), st.binary(min_size=32, max_size=32)))
)
def test_leaves_are_read_as_they_were_packed(leaves):
    packed = b"".join(merkle.pack_leaf(*leaf) for leaf in leaves)

    assert list(merkle.unpack_leaves(packed)) == leaves
