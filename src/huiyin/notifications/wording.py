"""What the values of the events of notifications are called."""

from django.utils.translation import gettext

from huiyin.kernel.journal.wording import Naming, Values, words_values
from huiyin.notifications.rules.words import declared


@words_values("notifications")
def names_of_notifications(values: Values) -> Naming:
    """Return the titles of the kinds of notices in question."""
    known = values.get("code", set()) & declared.keys()
    return {"code": {code: gettext(declared[code].title) for code in known}}
