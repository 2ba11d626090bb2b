"""Sign-in by the operator's own directory (OpenID Connect): what the library leaves open."""

import secrets
from typing import Any

from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from django.http import HttpRequest, HttpResponse
from requests import RequestException


class Directory(OpenIDConnectProvider):  # type: ignore[misc]
    """A directory that is asked to repeat a number in the token, and may be out of reach."""

    def redirect(
        self, request: HttpRequest, process: str, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Send the browser to the directory, with a nonce that is kept beside the state."""
        nonce = secrets.token_urlsafe(24)
        asked = kwargs.pop("auth_params", None) or self.get_auth_params()
        kwargs["auth_params"] = {**asked, "nonce": nonce}
        try:
            answer: HttpResponse = super().redirect(
                request, process, *args, nonce=nonce, **kwargs
            )
        except RequestException as wrong:
            # Its own address is asked for first: nobody answered, or not a directory.
            answer = render_authentication_error(request, self, exception=wrong)
        return answer


def is_answer_to(state: dict[str, Any], claims: dict[str, Any]) -> bool:
    """Return whether these claims answer this very sign-in and speak of one person.

    A token made for another sign-in has another nonce, or none; what the directory says of a
    person beside the token must be about the person of the token.
    """
    token = claims.get("id_token", {})
    about = claims.get("userinfo", token)
    expected = str(state.get("nonce", ""))
    matches = secrets.compare_digest(str(token.get("nonce", "")).encode(), expected.encode())
    return bool(expected) and matches and token.get("sub") == about.get("sub")
