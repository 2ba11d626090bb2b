"""Call-back and rating: who is called, and what an answer means."""


def call_back_by_person(*, is_vip: bool, is_vulnerable: bool, urgency: str) -> bool:
    """Return whether a person calls back, instead of an invitation in writing."""
    return is_vip or is_vulnerable or urgency == "urgent"


def may_be_spared(*, by_person: bool, cycle: int, escalation: int, is_bypass: bool) -> bool:
    """Return whether the customer need not be asked, if they were asked elsewhere lately.

    Where something went wrong before (taken up again, escalated, on the way to the regulator)
    their word is wanted each time, and a call that a person owes is always made.
    """
    return not by_person and cycle == 1 and escalation == 0 and not is_bypass


def is_dissatisfied(*, score: int | None, is_solved: bool | None) -> bool:
    """Return whether the matter must be taken up again: not solved, or rated 1 or 2 of 5."""
    return is_solved is False or (score is not None and score <= 2)
