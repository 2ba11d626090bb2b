"""How complaints were handled, as shares of all that were opened."""

from collections.abc import Sequence
from typing import Any

from huiyin.insight.measures.grouping import complaints_of, grouped, rate

_ENDED = ("resolved", "called_back", "closed")


def handling(cases: Any, *, by: Sequence[str] = ()) -> Any:
    """Tell first contacts, repeats, bypasses, reopenings and handovers.

    Definitions, each over complaints (merged ones not counted):
    `first_contact_rate` = solved and closed at the first contact / `ended`, complaints that
    are resolved, called back or closed, history of other systems left aside;
    `repeat_rate` = same customer and topic within 30 days / complaints;
    `bypass_rate` = taken to the regulator or the press, or so announced / complaints;
    `reopen_rate` = reopened at least once / `ended_once`, complaints that are ended or were
    reopened; `chased_rate` = asked about again / complaints;
    `handovers` = times a complaint changed hands, mean.
    Units: shares; handovers per complaint. Base: `complaints`, `ended`, `ended_once`.

    >>> import ibis
    >>> flags = dict.fromkeys(("is_first_contact", "is_repeat", "is_bypass"), [True, False])
    >>> flags["is_history"] = [False, False]
    >>> counts = {"cycle": [1, 2], "chased": [0, 1], "handovers": [0, 3]}
    >>> cases = ibis.memtable({"state": ["closed", "in_progress"]} | flags | counts)
    >>> found = handling(cases).execute().to_dict("records")[0]
    >>> found["first_contact_rate"], found["reopen_rate"], found["handovers"]
    (1.0, 0.5, 1.5)
    """
    counted = _counted(complaints_of(cases), by)
    return counted.mutate(
        first_contact_rate=rate(counted.first_contacts, counted.ended),
        repeat_rate=rate(counted.repeats, counted.complaints),
        bypass_rate=rate(counted.bypasses, counted.complaints),
        reopen_rate=rate(counted.reopened, counted.ended_once),
        chased_rate=rate(counted.chased, counted.complaints),
    )


def _counted(told: Any, by: Sequence[str]) -> Any:
    ended, reopened = told.state.isin(_ENDED) & ~told.is_history, told.cycle > 1
    return grouped(
        told,
        by,
        complaints=told.count(),
        ended=_count(ended),
        ended_once=_count(ended | reopened),
        first_contacts=_count(told.is_first_contact & ended),
        repeats=_count(told.is_repeat),
        bypasses=_count(told.is_bypass),
        reopened=_count(reopened),
        chased=_count(told.chased > 0),
        handovers=told.handovers.mean(),
    )


def _count(condition: Any) -> Any:
    return condition.cast("int64").sum().fill_null(0)
