from django.utils.translation import gettext_lazy

from huiyin.kernel.access.roles import Role, permission

MANAGE_WEBHOOKS = permission(
    "webhooks.manage_subscriptions",
    Role.ADMINISTRATOR,
    Role.INTEGRATOR,
    says=gettext_lazy("Set up what other systems are told"),
)
