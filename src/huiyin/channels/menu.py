"""Where channels stand in the navigation."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from huiyin.channels.access import HANDLE_MAIL, SEE_SPOOL
from huiyin.channels.models import FetchedMail, Outgoing
from huiyin.channels.models.mail import QUARANTINED
from huiyin.kernel.ui.menu import Group, MenuLine, menu_line


def _in_quarantine(_actor: Any) -> int:
    return FetchedMail.objects.filter(outcome=QUARANTINED).count()


def _given_up(_actor: Any) -> int:
    return Outgoing.objects.exclude(parked_at=None).count()


menu_line(
    MenuLine(
        label=_("Mailboxes"),
        url_name="channels:mailboxes",
        icon="mail",
        group=Group.SET_UP,
        order=60,
        permission=HANDLE_MAIL,
        count=_in_quarantine,
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
        count=_given_up,
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
