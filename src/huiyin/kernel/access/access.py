"""Who may administer people; declared so that the table of roles shows it like any other."""

from django.utils.translation import gettext_lazy

from huiyin.kernel.access.roles import Role, permission

SEE_PEOPLE = permission(
    "access.see_people",
    Role.ADMINISTRATOR,
    Role.AUDITOR,
    says=gettext_lazy("See accounts and their roles"),
)
MANAGE_PEOPLE = permission(
    "access.manage_people",
    Role.ADMINISTRATOR,
    says=gettext_lazy("Create accounts and give roles"),
)
