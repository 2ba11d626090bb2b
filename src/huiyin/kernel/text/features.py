"""From a text to the terms that models count: words, pairs of words, runs of characters."""

from huiyin.kernel.text.words import cut

# A topic is said early or at the very end; the middle of a long letter repeats it.
_HEAD, _TAIL = 1_600, 400
WORD = "\x01"


def shortened(text: str) -> str:
    """Return the head and the tail of a very long text."""
    if len(text) <= _HEAD + _TAIL:
        return text
    return f"{text[:_HEAD]} {text[-_TAIL:]}"


def words_and_pairs(normalised: str) -> list[str]:
    words = cut(normalised)
    marked = [WORD + word for word in words]
    return marked + [f"{a} {b}" for a, b in zip(marked, words[1:], strict=False)]


def runs(normalised: str) -> list[str]:
    """Return runs of 1 to 3 characters (3 to 5 where there is no Chinese)."""
    if normalised.isascii():
        padded = f" {normalised} "
        lengths: tuple[int, ...] = (3, 4, 5)
    else:
        padded = normalised
        lengths = (1, 2, 3)
    found: list[str] = []
    for length in lengths:
        found += [padded[at : at + length] for at in range(len(padded) - length + 1)]
    return found


def terms(normalised: str) -> list[str]:
    """Return the terms of a text that is already normalised, each as often as it occurs."""
    text = shortened(normalised)
    return words_and_pairs(text) + runs(text)
