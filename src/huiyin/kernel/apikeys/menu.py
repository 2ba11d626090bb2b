from django.utils.translation import gettext_lazy as _

from huiyin.kernel.apikeys.access import MANAGE_KEYS
from huiyin.kernel.ui.menu import Group, MenuLine, menu_line

menu_line(
    MenuLine(
        label=_("API keys"),
        url_name="apikeys:keys",
        icon="lock",
        group=Group.SET_UP,
        order=80,
        permission=MANAGE_KEYS,
    )
)
