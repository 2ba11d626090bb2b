"""Who works when, a week at a time."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.timezone import get_current_timezone, localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from huiyin.kernel.access.actor import Request
from huiyin.kernel.access.roles import require
from huiyin.kernel.clock import now
from huiyin.kernel.ui.fragments import render_page
from huiyin.workforce.access import SEE
from huiyin.workforce.models import Absence, Person, Shift
from huiyin.workforce.queries.organisation import departments
from huiyin.workforce.rules import day_in_words, week_of

SIZE = 200


@login_required
@require_safe
def show(request: Request) -> HttpResponse:
    """Show people by days of a week: weekly hours, planned shifts, absences."""
    require(request.actor, SEE)
    monday = _monday(request.GET.get("week", ""), today=localtime(now()).date())
    days = [monday + timedelta(days=ahead) for ahead in range(7)]
    cards = departments()
    chosen = request.GET.get("department", "") or (cards[0].code if cards else "")
    context = {
        "title": _("Duty roster"),
        "days": days,
        "rows": _rows(chosen, days),
        "chips": [
            {
                "href": f"?week={monday}&department={card.code}",
                "label": card.name,
                "is_on": card.code == chosen,
            }
            for card in cards
        ],
        "department": chosen,
        "before": monday - timedelta(days=7),
        "after": monday + timedelta(days=7),
    }
    return render_page(request, "workforce/roster.html", context)


def _monday(text: str, *, today: date) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = today
    if not 1971 <= day.year <= 2199:
        day = today
    return day - timedelta(days=day.weekday())


def _rows(department: str, days: list[date]) -> list[dict[str, Any]]:
    zone = get_current_timezone()
    begin = datetime.combine(days[0], time(), zone)
    end = datetime.combine(days[-1] + timedelta(days=1), time(), zone)
    people = list(
        Person.objects.filter(left_at=None, department__code=department)
        .select_related("team")
        .order_by("team_id", "name", "pk")[:SIZE]
    )
    overlapping = {"person__in": people, "starts_at__lt": end, "ends_at__gt": begin}
    shifts, absences = (
        Shift.objects.filter(**overlapping),
        Absence.objects.filter(**overlapping),
    )
    return [
        {
            "person": person,
            "days": [_day(person, day, shifts=shifts, absences=absences) for day in days],
        }
        for person in people
    ]


def _day(person: Person, day: date, *, shifts: Any, absences: Any) -> dict[str, Any]:
    zone = get_current_timezone()
    begin = datetime.combine(day, time(), zone)
    end = datetime.combine(day + timedelta(days=1), time(), zone)
    week = week_of(person.team.hours if person.hours is None else person.hours)
    mine = [row for row in shifts if row.person_id == person.pk]
    away = [row for row in absences if row.person_id == person.pk]
    return {
        "hours": day_in_words(week[day.weekday()]),
        "shifts": [row for row in mine if row.starts_at < end and row.ends_at > begin],
        "absences": [row for row in away if row.starts_at < end and row.ends_at > begin],
    }
