"""Who may see notices, try them again, and put other words in force."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiyin.customers.public import customer_cards
from huiyin.kernel.access.roles import Actor, Role, may, permission, require
from huiyin.kernel.refusal import NotFound
from huiyin.notifications.models import Notice

SEE_NOTICES = permission(
    "notifications.see_notices",
    Role.AGENT,
    Role.SPECIALIST,
    Role.SUPERVISOR,
    Role.QUALITY_MANAGER,
    Role.AUDITOR,
    says=gettext_lazy("See notices of one's own"),
)
RETRY_NOTICES = permission(
    "notifications.retry_notices",
    Role.SUPERVISOR,
    Role.ADMINISTRATOR,
    says=gettext_lazy("Send failed notices again"),
)
LIST_NOTICES = permission(
    "notifications.list_notices",
    Role.SUPERVISOR,
    Role.AUDITOR,
    Role.ADMINISTRATOR,
    says=gettext_lazy("List all notices"),
)
EDIT_WORDS = permission(
    "notifications.edit_words",
    Role.QUALITY_MANAGER,
    Role.ADMINISTRATOR,
    says=gettext_lazy("Change the words of notices"),
)


def listed_notices(actor: Actor) -> QuerySet[Notice]:
    """Return the notices of the whole house; the list names no customer."""
    require(actor, LIST_NOTICES)
    return Notice.objects.all()


def notice_for(actor: Actor, *, notice_id: int) -> Notice:
    """Return a notice with its words; NotFound where its customer is out of scope."""
    row = Notice.objects.filter(pk=notice_id).first()
    card = customer_cards(ids=[row.customer_id]).get(row.customer_id) if row else None
    region = card.region if card is not None else None
    if row is None or not may(actor, SEE_NOTICES, region=region):
        raise NotFound(_("No such notice is within your scope. Check its address."))
    return row
