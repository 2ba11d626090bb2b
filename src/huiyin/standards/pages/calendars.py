"""Working calendars, month by month."""

import calendar as months
from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from huiyin.kernel.access.actor import Request
from huiyin.kernel.access.roles import may, require
from huiyin.kernel.clock import Calendar, Hours, SpecialDay, now
from huiyin.kernel.refusal import NotFound
from huiyin.kernel.ui.fragments import render_page
from huiyin.standards.access import REVISE_STANDARDS, VIEW_STANDARDS
from huiyin.standards.actions.revise_calendar import revise_calendar
from huiyin.standards.models import CalendarVersion
from huiyin.standards.pages import words
from huiyin.standards.pages.answer import answer_form
from huiyin.standards.pages.forms import NamesForm
from huiyin.standards.queries.calendars import calendar_value, latest_versions
from huiyin.standards.queries.listing import calendar_card, calendar_cards
from huiyin.standards.rules.calendars import CalendarDraft
from huiyin.standards.rules.writing import (
    Unreadable,
    keep_origins,
    read_hours,
    read_special_days,
    write_hours,
    write_special_days,
)

UNREADABLE = gettext_lazy("“%(text)s” cannot be read. Write it as in the example.")


class HoursField(forms.CharField):
    """Hours of a day: 09:00-12:00, 13:30-18:00; nothing for a closed day."""

    def clean(self, value: Any) -> Any:
        try:
            return read_hours(super().clean(value))
        except Unreadable as error:
            raise forms.ValidationError(UNREADABLE % {"text": error}) from error


class SpecialDaysField(forms.CharField):
    """Days unlike their weekday, one a line."""

    def clean(self, value: Any) -> Any:
        try:
            return read_special_days(super().clean(value))
        except Unreadable as error:
            raise forms.ValidationError(UNREADABLE % {"text": error}) from error


class CalendarForm(NamesForm):
    seen_number = forms.IntegerField(widget=forms.HiddenInput, initial=0, min_value=0)
    code = forms.SlugField(label=gettext_lazy("Code"), max_length=30)
    zone = forms.CharField(
        label=gettext_lazy("Time zone"), max_length=50, initial="Asia/Shanghai"
    )
    applies_from = forms.DateField(
        label=gettext_lazy("Applies from"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("Days before keep what they had."),
    )
    special_days = SpecialDaysField(
        label=gettext_lazy("Days unlike their weekday"),
        required=False,
        widget=forms.Textarea,
        help_text=gettext_lazy(
            "One a line: 2026-05-01 closed Labour Day, or 2026-05-09 09:00-12:00 13:30-18:00."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, name in enumerate(words.WEEKDAYS):
            self.fields[f"day_{number}"] = HoursField(label=name, required=False)
        self.order_fields(
            [
                "code",
                "name_en",
                "name_hans",
                "name_hant",
                "zone",
                *(f"day_{number}" for number in range(7)),
            ]
        )

    def draft(self, before: tuple[SpecialDay, ...]) -> CalendarDraft:
        return CalendarDraft(
            zone=self.cleaned_data["zone"],
            weekly=tuple(self.cleaned_data[f"day_{number}"] for number in range(7)),
            special_days=keep_origins(self.cleaned_data["special_days"], before),
        )


@login_required
def list_calendars(request: Request) -> HttpResponse:
    require(request.actor, VIEW_STANDARDS)
    context = {
        "cards": calendar_cards(get_language() or "en"),
        "tabs": words.tabs("calendars"),
        "may_revise": may(request.actor, REVISE_STANDARDS),
    }
    return render_page(request, "standards/calendars.html", context)


@login_required
def show_calendar(request: Request, code: str) -> HttpResponse:
    """Show one month; `?month=2026-05` chooses it."""
    require(request.actor, VIEW_STANDARDS)
    version = _version(code)
    first = _month(request.GET.get("month", ""))
    context = {
        "card": calendar_card(version, get_language() or "en"),
        "month": first,
        "weekdays": words.WEEKDAYS,
        "weeks": _weeks(calendar_value(version), first),
        "earlier": f"{first - timedelta(days=1):%Y-%m}",
        "later": f"{first + timedelta(days=31):%Y-%m}",
        "may_revise": may(request.actor, REVISE_STANDARDS),
    }
    return render_page(request, "standards/calendar.html", context)


@login_required
def edit_calendar(request: Request, code: str = "") -> HttpResponse:
    require(request.actor, REVISE_STANDARDS)
    version = _version(code) if code else None
    value = calendar_value(version) if version else None
    form = CalendarForm(request.POST or None, initial=_initial(version, value))
    form.fields["code"].disabled = version is not None
    return answer_form(
        request,
        form,
        lambda: revise_calendar(
            calendar=form.cleaned_data["code"],
            names=form.names,
            draft=form.draft(value.special_days if value else ()),
            seen_number=form.cleaned_data["seen_number"],
            applies_from=form.cleaned_data["applies_from"],
            at=now(),
            actor=request.actor,
        ),
        back="standards:calendars",
        context={"title": _("Calendar")},
    )


def _version(code: str) -> CalendarVersion:
    for version in latest_versions():
        if version.calendar.code == code:
            return version
    raise NotFound(
        _("There is no calendar %(code)s. Choose one of the list of calendars.")
        % {"code": code}
    )


def _month(text: str) -> date:
    try:
        month = date.fromisoformat(f"{text}-01")
    except ValueError:
        month = now().date().replace(day=1)
    return min(max(month, date(1971, 1, 1)), date(2199, 1, 1))


def _weeks(calendar: Calendar, first: date) -> list[list[dict[str, Any]]]:
    special = {one.day: one for one in calendar.special_days}
    return [
        [
            {
                "day": day,
                "is_in_month": day.month == first.month,
                "special": special.get(day),
                "hours": write_hours(_hours(calendar, special, day)),
            }
            for day in week
        ]
        for week in months.Calendar().monthdatescalendar(first.year, first.month)
    ]


def _hours(calendar: Calendar, special: dict[date, SpecialDay], day: date) -> tuple[Hours, ...]:
    if day in special:
        return special[day].hours
    return calendar.week_of(day)[day.weekday()]


def _initial(version: CalendarVersion | None, value: Calendar | None) -> dict[str, Any]:
    today = now().date()
    if version is None or value is None:
        return {"applies_from": today}
    week = value.week_of(today)
    coming = [special for special in value.special_days if special.day >= today]
    return {
        "code": version.calendar.code,
        "seen_number": version.number,
        "zone": version.zone,
        "applies_from": today,
        "special_days": write_special_days(coming),
        **NamesForm.initial_names(version.calendar.names),
        **{f"day_{number}": write_hours(hours) for number, hours in enumerate(week)},
    }
