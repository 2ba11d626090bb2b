"""What customers said when they were asked whether it is solved."""

from collections.abc import Sequence
from typing import Any

from huiyin.insight.measures.grouping import grouped, rate

CONTENT_FROM = 4
_ENDED = ("resolved", "called_back", "closed")


def call_backs(ratings: Any, *, by: Sequence[str] = ()) -> Any:
    """Tell how many were asked, how many answered, and what they said.

    Definitions: `asked` = call-backs begun, one for each cycle of a case (who was spared, being
    asked about another case lately, is not among them unless they rated it unasked);
    `reached_rate` = rated / asked, still open ones included (call-back rate, 回访率, counts who
    was reached); `satisfaction` = scores of 4 and 5 / scores given; `solved_share` = says it is
    solved / answers to that question; `mean_score` on the scale 1 to 5.
    Units: shares; points. Base: `asked`, `rated`, `scored`, `solved_asked`.

    >>> import ibis
    >>> ratings = ibis.memtable(
    ...     {"outcome": ["rated", "silent"], "score": [5, None], "is_solved": [True, None]}
    ... )
    >>> found = call_backs(ratings).execute().to_dict("records")[0]
    >>> found["asked"], found["reached_rate"], found["satisfaction"], found["solved_share"]
    (2, 0.5, 1.0, 1.0)
    """
    counted = grouped(
        ratings,
        by,
        asked=ratings.count(),
        rated=_count(ratings.outcome == "rated"),
        scored=ratings.score.count(),
        content=_count(ratings.score >= CONTENT_FROM),
        solved_asked=ratings.is_solved.count(),
        solved=_count(ratings.is_solved),
        mean_score=ratings.score.mean(),
    )
    return counted.mutate(
        reached_rate=rate(counted.rated, counted.asked),
        satisfaction=rate(counted.content, counted.scored),
        solved_share=rate(counted.solved, counted.solved_asked),
    )


def call_back_rate(cases: Any, ratings: Any, *, by: Sequence[str] = ()) -> Any:
    """Tell for how many ended complaints the customer was asked back (回访率).

    Definition: complaints with at least one call-back begun / complaints resolved, called back
    or closed here (history of other systems was never asked back). Who was spared counts as
    not asked.
    Unit: share. Base: `ended`.

    >>> import ibis
    >>> cases = ibis.memtable({"ref": ["a", "b"], "state": "closed", "is_history": False})
    >>> call_back_rate(cases, ibis.memtable({"ref": ["a", "a"]})).execute().to_dict("records")
    [{'called_back': 1, 'ended': 2, 'call_back_rate': 0.5}]
    """
    here = cases.filter(cases.state.isin(_ENDED) & ~cases.is_history)
    begun = here.semi_join(ratings, "ref")
    asked = here.mutate(is_asked=0).union(begun.mutate(is_asked=1))
    counted = grouped(
        asked,
        by,
        called_back=asked.is_asked.sum().fill_null(0),
        ended=(1 - asked.is_asked).sum().fill_null(0),
    )
    return counted.mutate(call_back_rate=rate(counted.called_back, counted.ended))


def _count(condition: Any) -> Any:
    return condition.fill_null(False).cast("int64").sum().fill_null(0)  # noqa: FBT003 - of Ibis
