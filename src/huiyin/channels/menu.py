"""Where channels stand in the navigation."""

from django.utils.translation import gettext_lazy as _

from huiyin.channels.access import HANDLE_MAIL, SEE_SPOOL
from huiyin.kernel.ui.menu import Group, MenuLine, menu_line

menu_line(
    MenuLine(
        label=_("Mailboxes"),
        url_name="channels:mailboxes",
        icon="mail",
        group=Group.SET_UP,
        order=60,
        permission=HANDLE_MAIL,
    )
)
menu_line(
    MenuLine(
        label=_("Unsent answers"),
        url_name="channels:unsent",
        icon="upload",
        group=Group.SET_UP,
        order=61,
        permission=HANDLE_MAIL,
    )
)
menu_line(
    MenuLine(
        label=_("Spool"),
        url_name="channels:spool",
        icon="inbox",
        group=Group.SET_UP,
        order=62,
        permission=SEE_SPOOL,
    )
)
