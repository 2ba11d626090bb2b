"""Writing the first articles into an empty database, and what is missing into any other."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from huiyin.kernel.access.roles import SYSTEM_ACTOR
from huiyin.knowledge.actions.publish_article import publish_article
from huiyin.knowledge.actions.write_article import write_article
from huiyin.knowledge.models import Article

_HEADING = re.compile(
    r"^=== (?P<key>\S+) \| (?P<audience>\S+) \| (?P<language>\S+) \| (?P<topics>\S+)$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeedArticle:
    key: str
    audience: str
    language: str
    topics: tuple[str, ...]
    title: str
    body: str


def plant(*, at: datetime) -> dict[str, int]:
    """Publish each first article that this database has never had; return how many."""
    known = set(Article.objects.values_list("key", "language"))
    missing = [seed for seed in read_seeds() if (seed.key, seed.language) not in known]
    for seed in missing:
        ref = write_article(
            key=seed.key,
            title=seed.title,
            body=seed.body,
            language=seed.language,
            audience=seed.audience,
            topics=seed.topics,
            at=at,
            actor=SYSTEM_ACTOR,
        )
        publish_article(ref=ref, at=at, actor=SYSTEM_ACTOR)
    return {"articles": len(missing)}


def read_seeds() -> Iterator[SeedArticle]:
    text = (Path(__file__).parent / "articles.txt").read_text(encoding="utf-8")
    for part in re.split(r"(?m)^(?==== )", text):
        if not part:
            continue
        heading, title, body = part.split("\n", 2)
        found = _HEADING.match(heading)
        if found is None:
            message = f"{heading} is no heading of an article"
            raise ValueError(message)
        yield SeedArticle(
            key=found["key"],
            audience=found["audience"],
            language=found["language"],
            topics=tuple(found["topics"].split(",")),
            title=title,
            body=body.strip(),
        )
