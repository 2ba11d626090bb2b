"""What the values of the events of channels are called."""

from huiyin.channels.models.conversations import KIND_NAMES, STATE_NAMES
from huiyin.channels.models.mail import REASON_NAMES
from huiyin.kernel.journal.wording import Naming, Values, words_values


@words_values("channels")
def names_of_channels(values: Values) -> Naming:
    """Return the names of kinds of channel, and of what became of a letter or mail."""
    return {
        "kind": {code: str(name) for code, name in KIND_NAMES.items()},
        "status": {code: str(name) for code, name in STATE_NAMES.items()},
        "reason": {code: str(name) for code, name in REASON_NAMES.items()},
    }
