"""How one wants to be told: by e-mail as well, when not, and how many at a time."""

from datetime import time
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from huiyin.kernel.access.actor import Request
from huiyin.kernel.clock import now
from huiyin.kernel.refusal import Refusal
from huiyin.kernel.ui.fragments import render_page
from huiyin.notifications.actions.set_staff_wishes import set_staff_wishes
from huiyin.notifications.models.staff import GATHER_NAMES
from huiyin.notifications.queries.staff_wishes import last_trouble, wish_of
from huiyin.notifications.rules.staff_hours import AT_ONCE, StaffWish

TIME = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class WishForm(forms.Form):
    """What a colleague wants."""

    is_sent = forms.BooleanField(
        label=gettext_lazy("Send me my news by e-mail as well"), required=False
    )
    quiet_from = forms.TimeField(label=gettext_lazy("Quiet from"), required=False, widget=TIME)
    quiet_to = forms.TimeField(
        label=gettext_lazy("Quiet until"),
        required=False,
        widget=TIME,
        help_text=gettext_lazy("May be on the next day: from 22:00 until 07:00."),
    )
    gather = forms.ChoiceField(
        label=gettext_lazy("What is not urgent comes"), choices=list(GATHER_NAMES.items())
    )
    daily_at = forms.TimeField(label=gettext_lazy("Once a day at"), required=False, widget=TIME)

    def wish(self) -> StaffWish:
        """Return what was filled in; to the minute, as the page shows it."""
        return StaffWish(**self.cleaned_data)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: Request) -> HttpResponse:
    """Show one's wishes; a POST puts them in force."""
    user_id = int(str(request.user.pk))
    sent = request.POST if request.method == "POST" else None
    form = WishForm(sent, initial=_initial(wish_of(user_id=user_id)))
    refusal = None
    if sent is not None and form.is_valid():
        try:
            set_staff_wishes(user_id=user_id, wish=form.wish(), at=now())
        except Refusal as no:
            refusal = no
        else:
            messages.success(request, _("Your wishes are in force from now on."))
            return redirect("notifications:mine")
    is_wrong = refusal is not None or bool(form.errors)
    context = {
        "form": form,
        "refusal": refusal,
        "address": str(getattr(request.user, "email", "")),
        "trouble": last_trouble(user_id=user_id),
    }
    return render_page(
        request, "notifications/mine.html", context, status=422 if is_wrong else 200
    )


def _initial(wish: StaffWish) -> dict[str, Any]:
    times: dict[str, time | None] = {
        "quiet_from": wish.quiet_from,
        "quiet_to": wish.quiet_to,
        "daily_at": wish.daily_at,
    }
    return {"is_sent": wish.is_sent, "gather": wish.gather or AT_ONCE, **times}
