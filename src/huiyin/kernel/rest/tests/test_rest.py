from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.kernel.rest.idempotency import KEPT_FOR, purge_replies
from huiyin.kernel.rest.models import KeptReply
from huiyin.kernel.rest.paging import BadCursor, cursor_of, page_of, read_cursor
from huiyin.kernel.rest.problems import explain_fields, problem
from huiyin.kernel.rest.rates import Rates

AT = datetime(2026, 3, 2, 1, tzinfo=UTC)


@given(st.text(max_size=40), st.integers(-(2**63) + 1, 2**63 - 1))
def test_a_cursor_reads_back_as_it_was(text, number):
    assert read_cursor(cursor_of([text, number]), kinds=[str, int]) == [text, number]


@given(st.text(max_size=600))
def test_a_hostile_cursor_is_refused_and_nothing_else(cursor):
    with pytest.raises(BadCursor):
        read_cursor(cursor, kinds=[str, int])


@pytest.mark.parametrize("values", [["a"], [1, "a"], ["a", True], ["a", 2**63]])
def test_a_cursor_of_another_shape_is_refused(values):
    with pytest.raises(BadCursor):
        read_cursor(cursor_of(values), kinds=[str, int])


def test_a_page_leads_on_only_where_there_is_more():
    def key(row):
        return [row]

    assert page_of([1, 2, 3], limit=2, key=key).next == cursor_of([2])
    assert page_of([1, 2], limit=2, key=key).next is None
    assert page_of([], limit=2, key=key).items == []


def test_a_bucket_holds_two_seconds_and_fills_with_time():
    rates = Rates()

    taken = [rates.wait_for("a", per_second=2, moment=0.0) for _n in range(5)]

    assert taken == [0, 0, 0, 0, 1]
    assert rates.wait_for("b", per_second=2, moment=0.0) == 0
    assert rates.wait_for("a", per_second=2, moment=0.5) == 0
    assert rates.wait_for("a", per_second=2, moment=0.5) == 1


def test_a_problem_leads_to_its_explanation():
    body = problem(status=404, code="not_found", detail="None.", instance="/api/v1/x")

    assert body["type"] == "/api/v1/docs#not_found"
    assert "errors" not in body


def test_names_fields_as_the_caller_wrote_them():
    detail, errors = explain_fields(
        [
            {"loc": ("body", "payload", "contact", "kind"), "type": "missing", "msg": ""},
            {"loc": ("query", "limit"), "type": "odd", "msg": "Is odd"},
        ]
    )

    assert [e.field for e in errors] == ["contact.kind", "limit"]
    assert errors[1].message == "Is odd."
    assert "contact.kind, limit" in detail


@pytest.mark.django_db
def test_old_replies_are_purged_and_young_ones_kept():
    for n, age in enumerate((KEPT_FOR + timedelta(seconds=1), KEPT_FOR)):
        KeptReply.objects.create(actor="key:1", key=str(n), fingerprint="", at=AT - age)

    assert purge_replies(at=AT) == 1
    assert purge_replies(at=AT) == 0
    assert KeptReply.objects.get().key == "1"
