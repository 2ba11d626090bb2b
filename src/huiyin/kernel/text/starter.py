"""The starter model: learnt from examples that come with the product, before any history."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from huiyin.kernel.text.examples import Labelled
from huiyin.kernel.text.model import TopicModel
from huiyin.kernel.text.store import current_model, keep
from huiyin.kernel.text.training import train

_SEEDS = Path(__file__).parent / "seeds" / "starter"
_HEADING = re.compile(r"== (?P<topic>[a-z_]+\.[a-z_0-9]+)")


def starter_examples() -> list[Labelled]:
    """Return the examples of every topic of the starter tree, Chinese and English."""
    return [
        example
        for language in ("zh", "en")
        for file in sorted((_SEEDS / language).glob("*.txt"))
        for example in _read(file.read_text(encoding="utf-8").splitlines())
    ]


def _read(lines: Iterable[str]) -> Iterator[Labelled]:
    topic = ""
    for line in lines:
        if heading := _HEADING.fullmatch(line):
            topic = heading["topic"]
        elif line:
            yield Labelled(text=line, topic=topic)


def train_starter() -> TopicModel:
    """Return a model of the starter examples. Takes a few seconds."""
    return train(starter_examples(), facts={"origin": "starter"})


def model_in_use(root: Path) -> TopicModel:
    """Return the model in use under `root`; where there is none, train the starter."""
    model = current_model(root)
    if model is None:
        keep(train_starter(), root=root)
        model = current_model(root)
    assert model is not None  # noqa: S101 - kept just now
    return model
