from huiyin.kernel.access.roles import Role, permission

MANAGE_KEYS = permission("apikeys.manage_keys", Role.ADMINISTRATOR)
