from huiyin.kernel.access.roles import Role, permission

VIEW_STANDARDS = permission("standards.view_standards", *Role)
REVISE_STANDARDS = permission(
    "standards.revise_standards", Role.QUALITY_MANAGER, Role.ADMINISTRATOR
)
