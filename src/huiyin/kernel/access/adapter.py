import logging
from typing import Any, NoReturn

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.base import AuthError
from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from huiyin.kernel.access.directory import is_answer_to
from huiyin.kernel.access.models import User

logger = logging.getLogger(__name__)


class StaffAccounts(DefaultAccountAdapter):  # type: ignore[misc]
    """Staff accounts are made by administrators; nobody signs up by themselves."""

    def is_open_for_signup(self, request: Any) -> bool:
        return False


class StaffIdentities(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """The operator's own directory says who somebody is; the account must be here already.

    What somebody may do is decided here alone: roles are given on the page of the person and
    told in the journal, whatever groups the directory names.
    """

    def is_open_for_signup(self, request: Any, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: Any, sociallogin: Any) -> None:
        """Connect the identity with the account of the same user name, at the first sign-in."""
        claims = sociallogin.account.extra_data
        if not is_answer_to(sociallogin.state, claims):
            logger.warning("The directory's answer belongs to another sign-in or person.")
            _send_back(request, _failed(sociallogin.account.get_provider().name))
        if sociallogin.is_existing and sociallogin.user.is_active:
            return
        person = None if sociallogin.is_existing else _person_named_in(claims)
        if person is None:
            _send_back(
                request,
                _("There is no account for you here yet. Ask an administrator to create one."),
            )
        if _has_an_identity(person, of=sociallogin.account.provider):
            # User names are given again: the newcomer must not become who had it before.
            _send_back(
                request,
                _(
                    "The account of your user name belongs to somebody else in the directory. "
                    "Ask an administrator to reset its password if it is yours now."
                ),
            )
        sociallogin.connect(request, person)

    def on_authentication_error(
        self,
        request: Any,
        provider: Any,
        error: Any = None,
        exception: Any = None,
        **_more: Any,
    ) -> None:
        """Lead back to signing in with a sentence, and tell the operator what went wrong."""
        if error == AuthError.CANCELLED:
            _send_back(request, _("You stopped signing in. Nothing was changed."))
        logger.warning("Sign-in by the directory failed: %s", exception or error)
        _send_back(request, _failed(provider.name))


def _failed(name: str) -> str:
    return _(
        "Signing in with %(name)s did not work. Try again; if it fails again, sign in with "
        "your password or ask an administrator."
    ) % {"name": name}


def _send_back(request: Any, sentence: str) -> NoReturn:
    messages.error(request, sentence)
    raise ImmediateHttpResponse(redirect("account_login"))


def _person_named_in(claims: dict[str, Any]) -> User | None:
    said = {**claims.get("id_token", {}), **claims.get("userinfo", {})}
    username = said.get("preferred_username")
    if not isinstance(username, str) or not username:
        return None
    return User.objects.filter(username=username, is_active=True).first()


def _has_an_identity(person: User, *, of: str) -> bool:
    return bool(SocialAccount.objects.filter(user=person, provider=of).exists())
