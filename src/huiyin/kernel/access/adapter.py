from typing import Any

from allauth.account.adapter import DefaultAccountAdapter


class StaffAccounts(DefaultAccountAdapter):  # type: ignore[misc]
    """Staff accounts are made by administrators; nobody signs up by themselves."""

    def is_open_for_signup(self, request: Any) -> bool:
        return False
