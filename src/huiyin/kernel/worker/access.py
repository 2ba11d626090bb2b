"""Who may look at the spine, and give parked work its attempts back."""

from django.utils.translation import gettext_lazy

from huiyin.kernel.access.roles import Role, permission

SEE_HEALTH = permission(
    "worker.see_health", Role.ADMINISTRATOR, says=gettext_lazy("See the health of the system")
)
RETRY = permission(
    "worker.retry_parked", Role.ADMINISTRATOR, says=gettext_lazy("Try parked work again")
)
SEE_JOURNAL = permission(
    "journal.see", Role.ADMINISTRATOR, Role.AUDITOR, says=gettext_lazy("Read the journal")
)
