from django.utils.translation import gettext_lazy

from huiyin.kernel.access.roles import Role, permission

VIEW_STANDARDS = permission(
    "standards.view_standards", *Role, says=gettext_lazy("See promises and standards")
)
REVISE_STANDARDS = permission(
    "standards.revise_standards",
    Role.QUALITY_MANAGER,
    Role.ADMINISTRATOR,
    says=gettext_lazy("Revise promises, standards, topics and calendars"),
)
