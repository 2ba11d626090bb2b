"""Typing a code of the second step: guessed at slowly, and answered in words."""

from datetime import timedelta
from typing import Any

from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiyin.kernel.access.throttle import TooOften, forget, throttle
from huiyin.kernel.clock import now

GUESSES = 5
WITHIN = timedelta(minutes=15)


class Guarded:
    """Six digits are guessed by a machine in a day, unless it may try only now and then."""

    user: Any
    fields: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["code"]
        field.label = _("Sign-in code")
        field.widget.attrs.pop("placeholder", None)
        field.widget.attrs |= {"inputmode": "numeric", "autocomplete": "one-time-code"}

    def clean_code(self) -> str:
        """Return the code if it is right; count it against the account if it is not."""
        guess = {"what": "access.second_step", "who": f"user:{self.user.pk}"}
        try:
            throttle(**guess, limit=GUESSES, within=WITHIN, at=now())
        except TooOften as refusal:
            raise ValidationError(str(refusal)) from None
        try:
            code: str = super().clean_code()  # type: ignore[misc]
        except ValidationError:
            raise ValidationError(WRONG) from None
        forget(**guess)
        return code


WRONG = gettext_lazy("This code is wrong or was used before. Type the one that is shown now.")


class CodeForm(Guarded, AuthenticateForm):  # type: ignore[misc]
    """The code asked for after the password."""


class CodeAgainForm(Guarded, ReauthenticateForm):  # type: ignore[misc]
    """The code asked for again before the account is changed."""


class FirstCodeForm(Guarded, ActivateTOTPForm):  # type: ignore[misc]
    """The first code, which shows that the app has the secret."""
