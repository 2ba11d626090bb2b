from django.utils.translation import gettext_lazy

from huiyin.kernel.access.roles import Role, permission

MANAGE_KEYS = permission(
    "apikeys.manage_keys",
    Role.ADMINISTRATOR,
    says=gettext_lazy("Create and withdraw keys for machines"),
)
