from django.utils.translation import gettext_lazy as _

from huiyin.kernel.ui.menu import Group, MenuLine, menu_line
from huiyin.kernel.webhooks.access import MANAGE_WEBHOOKS

menu_line(
    MenuLine(
        label=_("Webhooks"),
        url_name="webhooks:subscriptions",
        icon="upload",
        group=Group.SET_UP,
        order=81,
        permission=MANAGE_WEBHOOKS,
    )
)
