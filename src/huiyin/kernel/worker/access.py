"""Who may look at the spine, and give parked work its attempts back."""

from huiyin.kernel.access.roles import Role, permission

SEE_HEALTH = permission("worker.see_health", Role.ADMINISTRATOR)
RETRY = permission("worker.retry_parked", Role.ADMINISTRATOR)
SEE_JOURNAL = permission("journal.see", Role.ADMINISTRATOR, Role.AUDITOR)
