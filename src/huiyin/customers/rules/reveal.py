"""For which purposes personal values may be looked at."""

import re
from enum import StrEnum

SHOWN_FOR_SECONDS = 60
# C-2603-000017. Too few digits in a row for the number of a telephone.
_REFERENCE = re.compile(r"[A-Za-z]{1,6}(?:-[A-Za-z]?[0-9]{1,8}){1,3}")


class Purpose(StrEnum):
    HANDLE_CASE = "handle_case"
    CALL_BACK = "call_back"
    VISIT = "visit"
    VERIFY_IDENTITY = "verify_identity"
    DATA_RIGHTS = "data_rights"
    LEGAL_DUTY = "legal_duty"


# Purposes that only exist on account of some matter, whose reference must then be given.
NEEDS_MATTER = frozenset({Purpose.HANDLE_CASE, Purpose.CALL_BACK, Purpose.VISIT})


def lacks_matter(purpose: str, matter: str) -> bool:
    """Return whether this purpose needs the reference of a matter and has none."""
    return purpose in NEEDS_MATTER and not matter.strip()


def is_reference(matter: str) -> bool:
    """Return whether this is the reference of a matter, or nothing: no words, no numbers.

    It goes into the journal, which nothing can be taken out of.
    """
    return not matter.strip() or _REFERENCE.fullmatch(matter.strip()) is not None
