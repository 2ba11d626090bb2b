"""Where notifications stand in the navigation."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from huiyin.kernel.ui.menu import Group, MenuLine, menu_line
from huiyin.notifications.access import EDIT_WORDS, LIST_NOTICES
from huiyin.notifications.queries.staff_notices import unread_count


def _unread(actor: Any) -> int:
    return 0 if actor.user_id is None else unread_count(user_id=actor.user_id)


menu_line(
    MenuLine(
        label=_("News for me"),
        url_name="notifications:bell",
        icon="bell",
        group=Group.WORK,
        order=90,
        count=_unread,
        tour=_(
            "What happened to your cases. Say there what you want by e-mail, at once or "
            "together, and when you want quiet."
        ),
    )
)
menu_line(
    MenuLine(
        label=_("Notices"),
        url_name="notifications:list",
        icon="send",
        group=Group.WATCH,
        order=70,
        permission=LIST_NOTICES,
    )
)
menu_line(
    MenuLine(
        label=_("Words of notices"),
        url_name="notifications:words",
        icon="message",
        group=Group.SET_UP,
        order=55,
        permission=EDIT_WORDS,
    )
)
