"""What the values of the events of webhooks are called."""

from django.utils.translation import gettext as _

from huiyin.kernel.journal.wording import Naming, Values, words_values
from huiyin.kernel.webhooks.models import Subscription


@words_values("webhooks")
def names_of_webhooks(values: Values) -> Naming:
    """Return the labels of the subscriptions in question, and why they were switched."""
    wanted = [one for one in values.get("subscription_id", ()) if one.isdigit()]
    found = Subscription.objects.filter(pk__in=wanted).only("name")
    return {
        "subscription_id": {str(one.pk): one.name for one in found},
        "is_active": {"True": _("on"), "False": _("off")},
        "reason": {
            Subscription.Off.BY_HAND.value: _("by a person"),
            Subscription.Off.GONE.value: _("the address is gone"),
            Subscription.Off.FAILING.value: _("no good answer for three days"),
        },
    }
