"""Reading complaints with the model in use."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from huiyin.kernel.text import TopicModel, Understanding, understand


def understand_words(texts: Sequence[str]) -> list[Understanding]:
    """Return what each text is about, how urgent it is and what it signals."""
    return understand(texts, model=_model(settings.MODELS_ROOT))


@lru_cache(maxsize=2)
def _model(root: Path) -> TopicModel | None:
    folders = sorted(path.parent for path in root.glob("*/model.json"))
    return TopicModel.load(folders[-1]) if folders else None
