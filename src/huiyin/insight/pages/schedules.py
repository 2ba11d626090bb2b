"""Reports that are sent regularly: order one, see what became of it, stop it."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from huiyin.insight.access import SCHEDULE, reach_of
from huiyin.insight.actions.schedule_report import (
    NewSchedule,
    delete_schedule,
    pause_schedule,
    restore_schedule,
    resume_schedule,
    schedule_report,
    send_now,
)
from huiyin.insight.pages.asking import FIELDS, read_users
from huiyin.insight.pages.words import CUT_NAMES, Names, names
from huiyin.insight.queries.reports import known_choices
from huiyin.insight.queries.schedules import ScheduleCard, colleagues, schedules_of
from huiyin.insight.rules.schedules import Form, Rhythm
from huiyin.kernel.access.actor import Request
from huiyin.kernel.access.roles import require
from huiyin.kernel.clock import now
from huiyin.kernel.refusal import Refusal
from huiyin.kernel.ui.fragments import render_page

RHYTHMS = {
    Rhythm.MONTHLY.value: gettext_lazy("Each month on the 2nd: the month before"),
    Rhythm.WEEKLY.value: gettext_lazy("Each Monday: the month so far"),
}
FORMS = {
    Form.PDF.value: gettext_lazy("PDF"),
    Form.XLSX.value: gettext_lazy("Workbook (XLSX)"),
    Form.LINK.value: gettext_lazy("Link alone"),
}
STATES = {
    "queued": gettext_lazy("%(count)s waiting"),
    "sent": gettext_lazy("%(count)s sent"),
    "failed": gettext_lazy("%(count)s failed"),
    "dropped": gettext_lazy("%(count)s not sent"),
}
WHY_NOT = {
    "no_address": gettext_lazy("The reader has left or has no address any more."),
    "owner_left": gettext_lazy("Whoever ordered it has left."),
    "owner_may_not": gettext_lazy("Whoever ordered it may not see reports any more."),
}
VERBS = {
    "pause": pause_schedule,
    "resume": resume_schedule,
    "delete": delete_schedule,
    "restore": restore_schedule,
    "send": send_now,
}


class ScheduleForm(forms.Form):
    """What is ordered."""

    rhythm = forms.ChoiceField(label=gettext_lazy("How often"), choices=list(RHYTHMS.items()))
    form = forms.ChoiceField(label=gettext_lazy("Sent as"), choices=list(FORMS.items()))
    language = forms.ChoiceField(
        label=gettext_lazy("Language"), choices=lambda: list(settings.LANGUAGES)
    )
    readers = forms.MultipleChoiceField(
        label=gettext_lazy("To"),
        help_text=gettext_lazy("They get the figures that you may see when it is sent."),
        widget=forms.CheckboxSelectMultiple,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: Request) -> HttpResponse:
    """List what one has ordered; a POST orders another."""
    require(request.actor, SCHEDULE)
    reach = reach_of(request.actor)
    sent = request.POST if request.method == "POST" else None
    initial = {"language": request.LANGUAGE_CODE, "rhythm": Rhythm.MONTHLY.value}
    form = ScheduleForm(sent, initial=initial)
    form.fields["readers"].choices = colleagues()  # type: ignore[attr-defined]
    refusal = None
    asked = _asked(request, sent)
    if sent is not None and form.is_valid():
        try:
            schedule_report(wanted=_wanted(form, asked), at=now(), actor=request.actor)
        except Refusal as error:
            refusal = error
        else:
            messages.success(request, _("The report will be sent."))
            return redirect("insight:schedules")
    context = {
        "form": form,
        "refusal": refusal,
        "asked": asked,
        "choices": known_choices(reach=reach),
        "called": names(),
        "schedules": _shown(schedules_of(owner_id=request.actor.user_id or 0)),
        "deleted": request.GET.get("deleted", "")[:12],
    }
    status = 422 if refusal or (sent is not None) else 200
    return render_page(request, "insight/schedules.html", context, status=status)


@login_required
@require_POST
def act(request: Request, schedule_id: str, verb: str) -> HttpResponse:
    """Pause, resume, delete, restore or send one's own."""
    VERBS[verb](schedule_id=int(schedule_id), at=now(), actor=request.actor)
    if verb == "send":
        messages.success(request, _("It is sent within a minute."))
    undo = f"?deleted={schedule_id}" if verb == "delete" else ""
    return redirect(f"{reverse('insight:schedules')}{undo}")


def _asked(request: Request, sent: Any) -> dict[str, str]:
    told = sent if sent is not None else request.GET
    asked = {name: told.get(name, "").strip()[:120] for name in FIELDS}
    users = read_users(told.get("users", ""))
    return asked | {"users": str(users) if users else ""}


def _wanted(form: ScheduleForm, asked: dict[str, str]) -> NewSchedule:
    told = form.cleaned_data
    return NewSchedule(
        rhythm=Rhythm(told["rhythm"]),
        form=Form(told["form"]),
        language=told["language"],
        readers=[int(reader) for reader in told["readers"]],
        asked=asked,
    )


def _shown(cards: list[ScheduleCard]) -> list[dict[str, Any]]:
    called, languages = names(), dict(settings.LANGUAGES)
    return [
        {
            "id": card.id,
            "rhythm": RHYTHMS[card.rhythm],
            "form": FORMS[card.form],
            "language": languages.get(card.language, card.language),
            "readers": card.readers,
            "only": _only(card.asked, called),
            "next_at": card.next_at,
            "is_paused": card.is_paused,
            "last_at": card.last_at,
            "outcome": [STATES[state] % {"count": n} for state, n in card.states.items()],
            "why": WHY_NOT.get(card.error, card.error),
        }
        for card in cards
    ]


def _only(asked: dict[str, str], called: Names) -> list[str]:
    told = [f"{CUT_NAMES[n]}: {called.of(n, c)}" for n, c in asked.items() if n in CUT_NAMES]
    if users := asked.get("users"):
        told.append(
            ngettext("%(count)s user", "%(count)s users", int(users)) % {"count": users}
        )
    return told
