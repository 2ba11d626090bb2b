"""Short messages into the spool."""

from collections.abc import Iterable, Iterator

from huiyin.channels.actions.carry_letters import Carried, Letter, carries
from huiyin.channels.actions.spool_letter import spool_letter
from huiyin.channels.rules.kinds import SMS


def name_of(letter: Letter) -> str:
    """Return the name a provider de-duplicates by."""
    return name_of_key(letter.key)


def name_of_key(key: str) -> str:
    """Return the name of the letter with this key."""
    return f"huiyin-{key}"


@carries(SMS, named=name_of, folds_copies=True)
def carry(letters: Iterable[Letter]) -> Iterator[Carried]:
    """Spool each; exactly once by its file's name."""
    for letter in letters:
        yield spool_letter(letter=letter)
