"""Respect who wants no more of what may be declined."""

from datetime import datetime

from django.utils.translation import gettext as _

from huiyin.kernel.refusal import Refusal
from huiyin.notifications.models import OptOut
from huiyin.notifications.rules.words import declared


class CannotOptOut(Refusal):
    """Service notices cannot be declined; nothing was changed."""

    code = "cannot_opt_out"


def opt_out(*, customer_id: int, code: str, at: datetime) -> None:
    """Send this customer no more notices of `code`. Raises CannotOptOut for service notices."""
    declaration = declared.get(code)
    if declaration is None or not declaration.may_opt_out:
        raise CannotOptOut(
            _("These messages are part of the service and are always sent. Nothing changed.")
        )
    OptOut.objects.get_or_create(customer_id=customer_id, code=code, defaults={"at": at})


def opt_in(*, customer_id: int, code: str) -> None:
    """Let notices of `code` reach this customer again."""
    OptOut.objects.filter(customer_id=customer_id, code=code).delete()
