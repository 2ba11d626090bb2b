from huiyin.kernel.access.roles import Role, permission

MANAGE_WEBHOOKS = permission(
    "webhooks.manage_subscriptions", Role.ADMINISTRATOR, Role.INTEGRATOR
)
