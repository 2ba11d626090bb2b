"""How long a short message is, as the network counts it (3GPP TS 23.038 and 23.040)."""

import math
from typing import Final

BASIC: Final = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENDED: Final = frozenset("^{}\\[~]|€\f")


def sms_parts(text: str) -> int:
    """Return how many short messages `text` takes: one of 160 or 70, more of 153 or 67 each."""
    if set(text) <= BASIC | EXTENDED:
        return _parts(len(text) + sum(c in EXTENDED for c in text), 160, 153)
    return _parts(len(text.encode("utf-16-be")) // 2, 70, 67)


def _parts(units: int, alone: int, joined: int) -> int:
    return 1 if units <= alone else math.ceil(units / joined)
