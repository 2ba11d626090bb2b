"""Finding cases by words, by reference, by the customer's number or name."""

import re
from collections.abc import Sequence

from huiyin.cases.access import visible_cases
from huiyin.cases.models import Case
from huiyin.customers.public import search_customers
from huiyin.kernel.access.roles import Actor
from huiyin.kernel.search import best_first, index_rows, newest_of, reindex_rows

TABLE = "cases_search"
MOST_OWNERS = 200
_REF = re.compile(r"^[cC]-?\d{4}-?\d+$")


def index_cases(rows: Sequence[tuple[int, str]]) -> None:
    """Make new cases findable by their words: pairs of case id and text."""
    index_rows(TABLE, rows)


def reindex_cases(rows: Sequence[tuple[int, str]]) -> None:
    """Make cases findable by their present words only."""
    reindex_rows(TABLE, rows)


def find_cases(
    *, text: str, actor: Actor, limit: int = 50, before: int | None = None
) -> list[Case]:
    """Return the cases `actor` may see that match, the newest first.

    A reference finds its case; what looks like a phone, an address or a name finds that
    customer's cases; anything else is looked for in the words of the complaints. `before` is
    the id of the last case of the page before.
    """
    asked = text.strip()
    cases = visible_cases(actor)
    if _REF.match(asked):
        return list(cases.filter(ref=asked.upper()))
    if not asked:
        return []
    owners = search_customers(text=asked, actor=actor)[:MOST_OWNERS]
    if owners:
        theirs = cases.filter(customer_id__in=owners)
        older = theirs if before is None else theirs.filter(id__lt=before)
        return list(older.order_by("-id")[:limit])
    return newest_of(cases, TABLE, text=asked, limit=limit, before=before)


def alike(*, case: Case, actor: Actor, limit: int) -> list[Case]:
    """Return other cases `actor` may see whose words are most like those of `case`."""
    hits = best_first(TABLE, text=case.title, limit=4 * limit + 1)
    found = visible_cases(actor).exclude(pk=case.pk).in_bulk([hit.id for hit in hits])
    return [found[hit.id] for hit in hits if hit.id in found][:limit]
