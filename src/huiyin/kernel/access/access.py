"""Who may administer people; declared so that the table of roles shows it like any other."""

from huiyin.kernel.access.roles import Role, permission

SEE_PEOPLE = permission("access.see_people", Role.ADMINISTRATOR, Role.AUDITOR)
MANAGE_PEOPLE = permission("access.manage_people", Role.ADMINISTRATOR)
