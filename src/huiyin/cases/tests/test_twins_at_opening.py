"""Complaints that may be the same matter as another are noted when they are opened."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huiyin.cases.actions.merge_cases import (
    CannotMerge,
    keep_apart,
    merge_cases,
    undo_apart,
    undo_merge,
)
from huiyin.cases.actions.open_cases import open_cases
from huiyin.cases.models import Case, MergeCandidate
from huiyin.cases.queries.merging import kept_apart, merge_candidates
from huiyin.cases.tests.builders import complaint, later, make_case
from huiyin.cases.tests.test_life import resolved
from huiyin.kernel.access.models import User
from huiyin.kernel.journal.models import Entry

pytestmark = pytest.mark.django_db
# The same words under another topic: no repeat, and yet perhaps the same matter.
ELSEWHERE = {"topic": "billing.refund_pending"}


@pytest.fixture
def pair(operator):
    """Two open cases that may be one, the later one second."""
    return make_case(), make_case(at=later(days=1), **ELSEWHERE)


def noted():
    rows = MergeCandidate.objects.order_by("case_id", "other_id")
    return list(rows.values_list("case__ref", "other__ref", "state"))


def stories(name):
    rows = Entry.objects.filter(name=name).order_by("pk")
    return [(entry.story, entry.payload["other_ref"], entry.actor) for entry in rows]


def likely(case):
    return [one.case.ref for one in merge_candidates(case=case)]


def test_the_same_words_under_another_topic_are_noted_in_both_stories(pair):
    first, second = pair

    assert second.repeat_of_id is None
    assert noted() == [(second.ref, first.ref, "open")]
    assert stories("cases.twin_found") == [
        (second.ref, first.ref, "system"),
        (first.ref, first.ref, "system"),
    ]


def test_a_repeat_is_known_to_be_the_same_and_not_noted(operator):
    make_case()

    assert make_case(at=later(days=1)).repeat_of_id is not None
    assert noted() == []


def test_what_was_answered_is_not_noted(operator):
    first = make_case()
    resolved(first, operator, later(hours=3))

    make_case(at=later(days=1), **ELSEWHERE)

    assert noted() == []


def test_another_customer_is_another_matter(operator):
    make_case()

    make_case(at=later(days=1), contacts=(("phone", "13900002222"),), **ELSEWHERE)

    assert noted() == []


def test_two_in_one_batch_are_noted(operator):
    batch = [complaint(), complaint(at=later(minutes=5), **ELSEWHERE)]

    opened = open_cases(complaints=batch, at=later(minutes=6), actor_id="system")

    assert noted() == [(opened[1].ref, opened[0].ref, "open")]


def test_what_lies_behind_us_is_not_noted(operator):
    make_case()

    make_case(at=later(days=1), is_closed=True, is_history=True, **ELSEWHERE)

    assert noted() == []


def test_noting_costs_one_statement_for_all_and_none_where_nothing_is_found(operator):
    def people(prefix):
        return [(("phone", f"{prefix}{number:04d}"),) for number in range(20)]

    def statements(topic, day, prefix):
        batch = [
            complaint(at=later(days=day), contacts=contacts, topic=topic)
            for contacts in people(prefix)
        ]
        with CaptureQueriesContext(connection) as asked:
            open_cases(complaints=batch, at=later(days=day), actor_id="system")
        return [query["sql"] for query in asked if "mergecandidate" in query["sql"].lower()]

    nobody = statements("billing.unrecognised_charge", 0, "1380000")
    everybody = statements("billing.refund_pending", 1, "1380000")

    assert nobody == []
    assert len(everybody) <= 1
    assert MergeCandidate.objects.count() == 20


def test_what_was_noted_stands_on_both_cases_and_goes_when_they_are_kept_apart(pair, operator):
    first, second = pair

    before = (likely(first), likely(second))
    keep_apart(ref=second.ref, other=first.ref, at=later(days=2), actor=operator["agent"])

    assert before == ([second.ref], [first.ref])
    assert (likely(first), likely(second)) == ([], [])
    assert [case.ref for case in kept_apart(case=first)] == [second.ref]
    agent = operator["agent"].id
    assert stories("cases.cases_kept_apart") == [
        (second.ref, first.ref, agent),
        (first.ref, first.ref, agent),
    ]


def test_keeping_apart_twice_is_told_once(pair, operator):
    first, second = pair
    for _time in range(2):
        keep_apart(ref=second.ref, other=first.ref, at=later(days=2), actor=operator["agent"])

    assert len(stories("cases.cases_kept_apart")) == 2


def test_keeping_apart_is_taken_back(pair, operator):
    first, second = pair
    keep_apart(ref=second.ref, other=first.ref, at=later(days=2), actor=operator["agent"])

    undo_apart(ref=first.ref, other=second.ref, at=later(days=3), actor=operator["agent"])

    assert (likely(first), likely(second)) == ([second.ref], [first.ref])
    assert len(stories("cases.kept_apart_undone")) == 2


def test_what_nobody_kept_apart_is_not_taken_back(pair, operator):
    first, second = pair

    with pytest.raises(CannotMerge):
        undo_apart(ref=first.ref, other=second.ref, at=later(days=3), actor=operator["agent"])

    assert noted() == [(second.ref, first.ref, "open")]
    assert stories("cases.kept_apart_undone") == []


def test_a_noted_pair_is_merged_and_parted_again(pair, operator):
    first, second = pair

    merge_cases(ref=second.ref, into=first.ref, at=later(days=2), actor=operator["agent"])
    merged = Case.objects.get(pk=second.pk).state
    undo_merge(ref=second.ref, at=later(days=3), actor=operator["agent"])

    assert merged == "merged"
    assert likely(Case.objects.get(pk=first.pk)) == [second.ref]


def test_the_case_page_tells_and_its_panel_acts(pair, operator, client):
    first, second = pair
    client.force_login(User.objects.get(pk=operator["agent"].user_id))
    client.cookies["django_language"] = "en"
    panel = f"/cases/{second.ref}/panels/merging/"

    page = client.get(f"/cases/{second.ref}/").content.decode()
    before = client.get(panel).content.decode()
    client.post(f"/cases/{second.ref}/do/keep-apart/", {"of": first.ref})
    apart = client.get(panel).content.decode()
    client.post(f"/cases/{second.ref}/do/undo-apart/", {"of": first.ref})
    again = client.get(panel).content.decode()

    assert f"{second.ref} may be the same matter as {first.ref}." in page
    assert f"Merge into {first.ref}" in before
    assert (f"Merge into {first.ref}" in apart, "Suggest " in apart) == (False, True)
    assert (f"Merge into {first.ref}" in again, "Suggest " in again) == (True, False)
