"""The board of topics: what many customers speak of, the hottest first."""

from collections.abc import Mapping, Sequence
from io import StringIO
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from huiyin.insight.pages.words import Names, names
from huiyin.insight.queries.topics import CURVE_DAYS, TopicCard, Wanted, board
from huiyin.insight.rules.topics.standing import Mark, Standing
from huiyin.insight.wording import MARKS
from huiyin.kernel.access.actor import Request
from huiyin.kernel.access.names import actor_names
from huiyin.kernel.clock import now
from huiyin.kernel.regions import region_name, region_names
from huiyin.kernel.tabular.writing import write_csv
from huiyin.kernel.ui.fragments import render_page

STANDINGS = {
    Standing.EMERGING: (gettext_lazy("Emerging"), "overdue"),
    Standing.HOT: (gettext_lazy("Hot"), "attention"),
    Standing.COOLING: (gettext_lazy("Cooling"), "information"),
    Standing.CLOSED: (gettext_lazy("Over"), "plain"),
}
PERIODS = {
    0: gettext_lazy("Open now"),
    7: gettext_lazy("Spoken of in the last 7 days"),
    30: gettext_lazy("Spoken of in the last 30 days"),
    365: gettext_lazy("Spoken of in the last year"),
}
# The small curve, in its own units.
WIDE, HIGH = 84, 22


@login_required
@require_safe
def show(request: Request) -> HttpResponse:
    """Show the topics within the person's scope."""
    wanted = read_wanted(request.GET)
    found = board(wanted=wanted, actor=request.actor, at=now())
    called = names()
    context = {
        "lines": _lines(found, called),
        "wanted": wanted,
        "areas": _areas(),
        "branches": sorted(
            ((code, name) for code, name in called.topics.items() if "." not in code),
            key=lambda one: one[1],
        ),
        "periods": PERIODS.items(),
        "standings": [(one.value, name) for one, (name, _meaning) in STANDINGS.items()],
        "address": request.GET.urlencode(),
        "is_narrowed": wanted != Wanted(),
        "days": CURVE_DAYS,
    }
    return render_page(request, "insight/topics.html", context)


def read_wanted(asked: Mapping[str, str]) -> Wanted:
    """Return what the address asks for; what it does not know asks for nothing."""
    days = asked.get("days", "")
    standing = asked.get("standing", "")
    return Wanted(
        area=asked.get("area", "")[:12],
        topic=asked.get("topic", "")[:60],
        days=int(days) if days in {str(known) for known in PERIODS} else 0,
        standing=standing if standing in set(Standing) else "",
    )


def _areas() -> list[tuple[str, str]]:
    known = region_names(language=get_language() or "")
    return [(code, name) for code, name in known.items() if len(code) == 2]


def _lines(found: Sequence[TopicCard], called: Names) -> list[dict[str, Any]]:
    people = actor_names({card.owner for card in found if card.owner})
    return [line_of(card, called, people) for card in found]


def line_of(card: TopicCard, called: Names, people: Mapping[str, str]) -> dict[str, Any]:
    """Return a topic as a line of a table shows it."""
    standing, meaning = STANDINGS[card.standing]
    language = get_language() or ""
    return {
        "id": card.id,
        "title": card.title,
        "standing": standing,
        "meaning": meaning,
        "heat": f"{card.heat:.1f}",
        "curve": points(card.curve),
        "curve_text": ", ".join(str(count) for count in card.curve),
        "where": region_name(card.region, language=language) if card.region else "",
        "tree": called.of("topic", card.topic) if card.topic else "",
        "first_at": card.first_at,
        "last_at": card.last_at,
        "customers": card.customers,
        "cases": card.cases,
        "words": list(card.words[:4]),
        "mark": MARKS[Mark(card.mark)] if card.mark else "",
        "owner": people.get(card.owner, "") if card.mark else "",
        "is_whole": card.is_whole,
    }


def points(counts: Sequence[int]) -> str:
    """Return the small curve as the points of a line."""
    most, steps = max([*counts, 1]), max(len(counts) - 1, 1)
    return " ".join(
        f"{1 + place * (WIDE - 2) / steps:.1f},{HIGH - 2 - count * (HIGH - 4) / most:.1f}"
        for place, count in enumerate(counts)
    )


@login_required
@require_safe
def as_csv(request: Request) -> HttpResponse:
    """Give the board as CSV, readable by spreadsheets of any language."""
    found = board(wanted=read_wanted(request.GET), actor=request.actor, at=now())
    stream = StringIO()
    write_csv(stream, _head(), (_row(line) for line in _lines(found, names())))
    content = stream.getvalue().encode("utf-8-sig")
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="topics.csv"'
    return response


def _head() -> list[str]:
    return [
        *(_("Number"), _("Matter"), _("State"), _("Heat"), _("Customers")),
        *(_("Complaints"), _("First spoken of"), _("Last"), _("Where"), _("Topic")),
        *(_("Telling words"), _("What is being done"), _("Noted by")),
    ]


def _row(line: Mapping[str, Any]) -> list[Any]:
    return [
        *(line["id"], line["title"], str(line["standing"]), line["heat"], line["customers"]),
        *(line["cases"], line["first_at"].isoformat(), line["last_at"].isoformat()),
        *(line["where"], line["tree"], ", ".join(line["words"]), str(line["mark"])),
        line["owner"],
    ]
