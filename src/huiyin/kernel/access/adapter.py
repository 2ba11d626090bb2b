from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from huiyin.kernel.access.models import User


class StaffAccounts(DefaultAccountAdapter):  # type: ignore[misc]
    """Staff accounts are made by administrators; nobody signs up by themselves."""

    def is_open_for_signup(self, request: Any) -> bool:
        return False


class StaffIdentities(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """The operator's own directory says who somebody is; the account must be here already."""

    def is_open_for_signup(self, request: Any, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: Any, sociallogin: Any) -> None:
        """Connect the identity with the account of the same user name, at the first sign-in."""
        if sociallogin.is_existing:
            return
        claims = sociallogin.account.extra_data
        claims = {**claims, **claims.get("userinfo", {}), **claims.get("id_token", {})}
        username = str(claims.get("preferred_username", ""))
        person = User.objects.filter(username=username, is_active=True).first()
        if username and person:
            sociallogin.connect(request, person)
            return
        messages.error(
            request,
            _("There is no account for you here yet. Ask an administrator to create one."),
        )
        raise ImmediateHttpResponse(redirect("account_login"))
