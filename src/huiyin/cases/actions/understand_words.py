"""Reading complaints with the model in use."""

from collections.abc import Sequence

from django.conf import settings

from huiyin.kernel.text import Understanding, understand
from huiyin.kernel.text.hearing import hearing_in_use
from huiyin.kernel.text.store import current_model


def understand_words(texts: Sequence[str]) -> list[Understanding]:
    """Return what each text is about, how urgent it is and what it signals.

    Without a model every topic stays open, and a person decides.
    """
    root = settings.MODELS_ROOT
    return understand(texts, model=current_model(root), hearing=hearing_in_use(root))
