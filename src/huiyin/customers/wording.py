"""What the values of the events of customers are called, and the list of tiers."""

from django.utils.translation import gettext as _

from huiyin.customers.queries.wording import CONSENT_NAMES, PURPOSE_NAMES
from huiyin.kernel.journal.wording import Naming, Values, words_values
from huiyin.kernel.ui.choices import Choices, offers_choices


@offers_choices("tiers")
def list_of_tiers() -> Choices:
    """Return what sets customers apart for routes and skills."""
    return [("vip", _("VIP"))]


@words_values("customers")
def names_of_customers(values: Values) -> Naming:
    """Return the names of purposes; references stand for the customers themselves."""
    purposes = {**PURPOSE_NAMES, **CONSENT_NAMES}
    return {"purpose": {code: str(name) for code, name in purposes.items()}}
