"""Signing in: what differs from the library's own pages."""

from typing import Any

from allauth.account.forms import LoginForm, ReauthenticateForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect


class SignInForm(LoginForm):  # type: ignore[misc]
    """User name and password, named once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name_once(self.fields)


class PasswordAgainForm(ReauthenticateForm):  # type: ignore[misc]
    """The password, asked for again before the account is changed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name_once(self.fields)


def _name_once(fields: dict[str, Any]) -> None:
    # The help leads to a page for forgotten passwords, which there is not.
    fields["password"].help_text = ""
    for field in fields.values():
        field.widget.attrs.pop("placeholder", None)


def ask_an_administrator(request: HttpRequest) -> HttpResponse:
    """Lead whoever forgot the password back to sign-in, which says whom to ask."""
    return redirect("account_login")
