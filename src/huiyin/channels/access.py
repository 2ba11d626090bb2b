"""Who may read conversations, deal with mail, and look into the spool."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiyin.channels.models import Attachment
from huiyin.customers.public import customer_cards
from huiyin.kernel.access.roles import Actor, Role, may, permission, require
from huiyin.kernel.refusal import NotFound

_DESK = (Role.AGENT, Role.SPECIALIST, Role.SUPERVISOR, Role.QUALITY_MANAGER)

SEE_MESSAGES = permission(
    "channels.see_messages",
    *_DESK,
    Role.AUDITOR,
    says=gettext_lazy("Read messages and open their files"),
)
HANDLE_MAIL = permission(
    "channels.handle_mail",
    Role.SUPERVISOR,
    Role.ADMINISTRATOR,
    says=gettext_lazy("Release and discard mail that was held back"),
)
SEE_SPOOL = permission(
    "channels.see_spool",
    Role.SUPERVISOR,
    Role.ADMINISTRATOR,
    says=gettext_lazy("See what waits to be sent by SMS"),
)


def attachment_for(actor: Actor, *, attachment_id: int) -> Attachment:
    """Return a kept file; NotFound where there is none or its customer is out of scope."""
    require(actor, SEE_MESSAGES)
    found = (
        Attachment.objects.filter(pk=attachment_id)
        .exclude(sha256="")
        .select_related("message__conversation")
        .first()
    )
    if found is None or not _is_within(actor, found.message.conversation.customer_id):
        raise NotFound(_("No such file is within your scope. It may have been erased."))
    return found


def _is_within(actor: Actor, customer_id: int | None) -> bool:
    if customer_id is None:
        return True
    card = customer_cards(ids=[customer_id]).get(customer_id)
    return card is None or may(actor, SEE_MESSAGES, region=card.region)
