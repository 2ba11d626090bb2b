"""The trees of topics and causes."""

from collections.abc import Collection
from dataclasses import dataclass

from huiyin.kernel.editions.kept import Kept
from huiyin.standards.models import Cause, Topic
from huiyin.standards.rules.names import name_in


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicCard:
    """A topic in one language. `parent` is '' at the top."""

    code: str
    parent: str
    name: str
    department: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CauseCard:
    """A cause in one language. `parent` is '' at the top."""

    code: str
    parent: str
    name: str


def parent_of(code: str) -> str:
    return code.rpartition(".")[0]


_topics: Kept[list[Topic]] = Kept("standards", lambda: list(Topic.objects.all()))
_causes: Kept[list[Cause]] = Kept("standards", lambda: list(Cause.objects.all()))


def topic_cards(language: str) -> list[TopicCard]:
    """Return the topics in use, in the order of the tree."""
    return [
        TopicCard(
            code=topic.code,
            parent=parent_of(topic.code),
            name=name_in(topic.names, language),
            department=topic.department,
        )
        for topic in _topics.current()
        if topic.is_active
    ]


def cause_cards(language: str) -> list[CauseCard]:
    """Return the causes in use, in the order of the tree."""
    return [
        CauseCard(
            code=cause.code, parent=parent_of(cause.code), name=name_in(cause.names, language)
        )
        for cause in _causes.current()
        if cause.is_active
    ]


def topic_names(language: str) -> dict[str, str]:
    """Return the names of all topics, those out of use too: old cases still show them."""
    return {topic.code: name_in(topic.names, language) for topic in _topics.current()}


def cause_names(language: str) -> dict[str, str]:
    """Return the names of all causes, those out of use too."""
    return {cause.code: name_in(cause.names, language) for cause in _causes.current()}


def topics_by_label(labels: Collection[str]) -> dict[str, str]:
    """Return the code of each label that is the code or a name of a topic, in any language."""
    known: dict[str, str] = {}
    for topic in _topics.current():
        # Leaves after their branches: where both have the name, the narrower is meant.
        for word in (*topic.names.values(), topic.code):
            if topic.is_active and ("." in topic.code or word.casefold() not in known):
                known[word.casefold()] = topic.code
    return {label: known[label.casefold()] for label in labels if label.casefold() in known}
