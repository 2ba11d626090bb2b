"""Which answers are worth putting before somebody who is about to write one."""

from collections.abc import Iterable
from dataclasses import dataclass

# An article below this speaks of something else; so does a case.
ARTICLE_SPEAKS_OF_IT = 0.15
CASE_IS_LIKE_IT = 0.25
# From here on the other case said the same, so its answer is nearer than any article.
CASE_IS_THE_SAME = 0.6
OFFERED = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An answer somebody gave or wrote down: `kind` is article or case."""

    kind: str
    ref: str
    title: str
    words: str
    likeness: float

    @property
    def is_worth_it(self) -> bool:
        least = ARTICLE_SPEAKS_OF_IT if self.kind == "article" else CASE_IS_LIKE_IT
        return bool(self.words.strip()) and self.likeness >= least


def best_sources(found: Iterable[Source]) -> list[Source]:
    """Return what to suggest, best first.

    Articles come before cases, because somebody answers for their words; a case that said the
    same comes before both.
    """
    worth_it = [source for source in found if source.is_worth_it]
    return sorted(worth_it, key=_rank)[:OFFERED]


def _rank(source: Source) -> tuple[int, float, str]:
    is_same = source.kind == "case" and source.likeness >= CASE_IS_THE_SAME
    order = 0 if is_same else 1 if source.kind == "article" else 2
    return order, -source.likeness, source.ref
