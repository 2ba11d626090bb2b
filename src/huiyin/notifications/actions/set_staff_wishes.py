"""Say how one wants to be told, beside the bell."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiyin.kernel.refusal import Refusal
from huiyin.notifications.models import StaffLetter, StaffWishes
from huiyin.notifications.queries.staff_wishes import readers
from huiyin.notifications.rules.staff_hours import StaffWish, what_is_wrong

WRONG = {
    "half": gettext_lazy(
        "Quiet hours need both a beginning and an end. Fill in the other one."
    ),
    "empty": gettext_lazy(
        "Quiet hours end where they begin. Choose another end, or leave both empty."
    ),
    "no_quiet": gettext_lazy("There are no quiet hours to wait for. Say when they are."),
    "no_time": gettext_lazy("Once a day, but when? Say the time."),
}


class CannotSetWishes(Refusal):
    """The wishes cannot be met as they are."""

    code = "cannot_set_wishes"


@transaction.atomic
def set_staff_wishes(*, user_id: int, wish: StaffWish, at: datetime) -> None:
    """Put one colleague's wishes in force, for what already waits as well.

    Raises CannotSetWishes where they contradict each other, or no address is known.
    """
    if wrong := what_is_wrong(wish):
        raise CannotSetWishes(str(WRONG[wrong]))
    if wish.is_sent and user_id not in readers([user_id]):
        raise CannotSetWishes(
            _("No e-mail address is known for you. Ask an administrator to enter it.")
        )
    StaffWishes.objects.update_or_create(
        user_id=user_id,
        defaults={
            "is_sent": wish.is_sent,
            "quiet_from": wish.quiet_from,
            "quiet_to": wish.quiet_to,
            "gather": wish.gather,
            "daily_at": wish.daily_at,
            "changed_at": at,
        },
    )
    # Whoever sends decides again for each, by the wishes of that moment.
    waiting = StaffLetter.objects.filter(StaffLetter.OPEN, user_id=user_id, claim=None)
    waiting.update(visible_at=at)
