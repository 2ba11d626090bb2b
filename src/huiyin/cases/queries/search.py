"""Finding cases by words, by reference, by the customer's number or name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from huiyin.cases.access import visible_cases
from huiyin.cases.models import Case
from huiyin.customers.public import search_customers
from huiyin.kernel.access.roles import Actor
from huiyin.kernel.search import best_first, index_rows, newest_of, put_right, reindex_rows
from huiyin.kernel.text.spelling import Asked

TABLE = "cases_search"
MOST_OWNERS = 200
_REF = re.compile(r"^[cC]-?\d{4}-?\d+$")


def index_cases(rows: Sequence[tuple[int, str]]) -> None:
    """Make new cases findable by their words: pairs of case id and text."""
    index_rows(TABLE, rows)


def reindex_cases(rows: Sequence[tuple[int, str]]) -> None:
    """Make cases findable by their present words only."""
    reindex_rows(TABLE, rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Cases that match; `instead` are the words that found them where the given found none."""

    cases: list[Case]
    instead: str = ""


def find_cases(
    *, text: str, actor: Actor, limit: int = 50, before: int | None = None
) -> list[Case]:
    """Return the cases `actor` may see that match, the newest first: see `look_for`."""
    return look_for(text=text, actor=actor, limit=limit, before=before).cases


def look_for(*, text: str, actor: Actor, limit: int = 50, before: int | None = None) -> Found:
    """Return the cases `actor` may see that match, the newest first.

    A reference finds its case; what looks like a phone, an address or a name finds that
    customer's cases; anything else is looked for in the words of the complaints, and, where
    they find nothing, in the words that may have been meant. `before` is the id of the last
    case of the page before.
    """
    asked = text.strip()
    cases = visible_cases(actor)
    if _REF.match(asked):
        return Found(cases=list(cases.filter(ref=asked.upper())))
    if not asked:
        return Found(cases=[])
    owners = search_customers(text=asked, actor=actor)[:MOST_OWNERS]
    if owners:
        theirs = cases.filter(customer_id__in=owners)
        older = theirs if before is None else theirs.filter(id__lt=before)
        return Found(cases=list(older.order_by("-id")[:limit]))
    found = newest_of(cases, TABLE, text=asked, limit=limit, before=before)
    is_past_the_last = before is not None and bool(newest_of(cases, TABLE, text=asked, limit=1))
    if found or is_past_the_last:
        return Found(cases=found)
    return _found_instead(cases, asked, limit=limit, before=before)


def _found_instead(
    cases: QuerySet[Case], asked: str, *, limit: int, before: int | None
) -> Found:
    meant = put_right(TABLE, text=asked)
    if meant is None:
        return Found(cases=[])
    found = newest_of(cases, TABLE, text=meant, limit=limit, before=before)
    return Found(cases=found, instead=worded(meant) if found else "")


def worded(meant: Asked) -> str:
    """Return in words what was looked for instead."""
    return " ".join("/".join(either) for either in meant)


def alike(*, case: Case, actor: Actor, limit: int) -> list[Case]:
    """Return other cases `actor` may see whose words are most like those of `case`."""
    hits = best_first(TABLE, text=case.title, limit=4 * limit + 1)
    found = visible_cases(actor).exclude(pk=case.pk).in_bulk([hit.id for hit in hits])
    return [found[hit.id] for hit in hits if hit.id in found][:limit]
