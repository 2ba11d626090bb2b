"""For which purposes personal values may be looked at."""

from enum import StrEnum

SHOWN_FOR_SECONDS = 60


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
