"""Call-back and rating: who is called, and what an answer means."""


def call_back_by_person(*, is_vip: bool, is_vulnerable: bool, urgency: str) -> bool:
    """Return whether a person calls back, instead of an invitation in writing."""
    return is_vip or is_vulnerable or urgency == "urgent"


def is_dissatisfied(*, score: int | None, is_solved: bool | None) -> bool:
    """Return whether the matter must be taken up again: not solved, or rated 1 or 2 of 5."""
    return is_solved is False or (score is not None and score <= 2)
