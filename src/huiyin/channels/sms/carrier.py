"""Short messages into the spool."""

from collections.abc import Iterable, Iterator

from huiyin.channels.actions.carry_letters import Carried, Letter, carries
from huiyin.channels.actions.spool_letter import spool_letter
from huiyin.channels.rules.kinds import SMS


def name_of(letter: Letter) -> str:
    """Return the name a provider de-duplicates by."""
    return f"huiyin-{letter.key}"


@carries(SMS, named=name_of)
def carry(letters: Iterable[Letter]) -> Iterator[Carried]:
    """Spool each; exactly once by its file's name."""
    for letter in letters:
        yield spool_letter(letter=letter)
