"""Where notifications stand in the navigation."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from huiyin.kernel.clock import now
from huiyin.kernel.ui.menu import Group, MenuLine, menu_line
from huiyin.notifications.access import EDIT_WORDS, LIST_NOTICES
from huiyin.notifications.models import Notice
from huiyin.notifications.queries.staff_notices import unread_count
from huiyin.notifications.rules.routes import FAILED
from huiyin.workforce.public import person_of_user


def _failed(_actor: Any) -> int:
    return Notice.objects.filter(state=FAILED).count()


def _unread(actor: Any) -> int:
    kind, _colon, number = str(actor.id).partition(":")
    if kind != "user":
        return 0
    person = person_of_user(user_id=int(number), at=now())
    return unread_count(
        user_id=int(number), person_id=person.person_id if person is not None else None
    )


menu_line(
    MenuLine(
        label=_("News for me"),
        url_name="notifications:bell",
        icon="bell",
        group=Group.WORK,
        order=90,
        count=_unread,
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
        count=_failed,
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
