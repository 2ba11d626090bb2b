from django.utils.translation import gettext_lazy

from huiyin.kernel.access.roles import Role, permission

SET_BRAND = permission(
    "branding.set_brand",
    Role.ADMINISTRATOR,
    says=gettext_lazy("Say how the operator presents itself to customers and staff"),
)
