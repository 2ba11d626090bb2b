"""The queue: what is open, the soonest due first; a look at one; a table of all."""

import tempfile
from collections.abc import Iterator
from datetime import datetime
from io import TextIOWrapper
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from huiyin.cases.access import ASSIGN, VIEW, WORK, see_case
from huiyin.cases.models import QueueEntry
from huiyin.cases.pages.asked import (
    VIEWS,
    Asked,
    chips,
    count_words,
    filter_of,
    person_of,
    read_asked,
    region_input,
    tabs,
)
from huiyin.cases.pages.lines import Line, case_lines, queue_lines
from huiyin.cases.queries.queue import COUNTED, PAGE, count_up_to, queue
from huiyin.cases.queries.views import saved_views
from huiyin.cases.queries.wording import Names, language, reason_words, state_name
from huiyin.cases.rules.life import OPEN, State
from huiyin.channels.public import messages_of
from huiyin.kernel.access.actor import Request
from huiyin.kernel.access.roles import require
from huiyin.kernel.clock import now
from huiyin.kernel.tabular.reading import Cell
from huiyin.kernel.tabular.writing import write_csv
from huiyin.kernel.ui.fragments import is_fragment, render_page
from huiyin.kernel.ui.tables import keyset_page

ORDER = ("due_at", "case_id")
EXPORTED = 20_000
BATCH = 500


@login_required
@require_safe
def show(request: Request) -> HttpResponse:
    """List what is open as far as the person may see it."""
    require(request.actor, VIEW)
    at = now()
    person = person_of(request.actor, at=at)
    asked = read_asked(request.GET, person=person)
    entries = queue(actor=request.actor, wanted=filter_of(asked, person=person, at=at))
    page = keyset_page(entries, order=ORDER, after=request.GET.get("after", ""), size=PAGE)
    lines, known = queue_lines(page.rows, at=at)
    count = count_words(count_up_to(entries), most=COUNTED)
    holder = lines[0].holder if lines else ""
    context = {
        "page": page,
        "lines": lines,
        "asked": asked,
        "count": count,
        "tabs": tabs(asked, count=count, person=person),
        "chips": chips(asked, known, holder=holder),
        "more": asked.more(),
        "is_first": not request.GET.get("after"),
        "choices": _choices(asked, known),
        "region_input": region_input(asked.region, language()),
        "may_work": WORK.allows(request.actor),
        "may_assign": ASSIGN.allows(request.actor),
    } | _empty_words(asked)
    context |= _saved(request, asked, team=person.team if person else "")
    return render_page(request, "cases/queue.html", context)


def _saved(request: Request, asked: Asked, *, team: str) -> dict[str, Any]:
    """Return the saved views, and which of them is shown."""
    views = saved_views(actor=request.actor, team=team)
    shown = asked.address()
    same = sorted((v for v in views if v.query == shown), key=lambda v: not v.is_mine)
    deleted = request.GET.get("deleted", "")
    return {
        "saved": views,
        "open_view": same[0] if same else None,
        "deleted_view": deleted if deleted.isdigit() and len(deleted) < 19 else "",
    }


def _choices(asked: Asked, known: Names) -> dict[str, list[tuple[str, str, bool]]]:
    """Return what the filters offer: code, name, whether it is chosen."""
    states = [state for state in State if state in OPEN]
    offered = {
        "department": list(known.department_names().items()),
        "topic": sorted(known.topics.items()),
        "state": [(state.value, state_name(state)) for state in states],
    }
    return {
        field: [(code, name, code == getattr(asked, field)) for code, name in pairs]
        for field, pairs in offered.items()
    }


def _empty_words(asked: Asked) -> dict[str, str]:
    if asked.is_filtered:
        return {
            "empty_title": _("Nothing fits these filters"),
            "empty_text": _("Take a filter away to see more."),
            "empty_href": Asked(view=asked.view).address(),
            "empty_label": _("Without filters"),
        }
    if asked.view in ("mine", "team"):
        return {
            "empty_title": _("Nothing waits for you here"),
            "empty_text": _("Take a case that nobody holds yet; the top one is due first."),
            "empty_href": Asked(view="unheld").address(),
            "empty_label": _("Cases held by nobody"),
        }
    return {
        "empty_title": _("Nothing waits here: %(view)s") % {"view": VIEWS[asked.view]},
        "empty_text": _("New cases appear here by themselves, the soonest due on top."),
        "empty_href": Asked(view="all").address(),
        "empty_label": _("All open cases"),
    }


@login_required
@require_safe
def preview(request: Request, ref: str) -> HttpResponse:
    """Show enough of a case to decide whether to take it."""
    case = see_case(ref=ref, actor=request.actor)
    if not is_fragment(request):
        return redirect("cases:case", ref=ref)
    at = now()
    entry = QueueEntry.objects.filter(case=case).first()
    if entry is None:
        line, known = case_lines([case], at=at)[0], None
    else:
        lines, known = queue_lines([entry], at=at)
        line = lines[0]
    said = messages_of(stories=[ref])[ref]
    context = {
        "line": line,
        "case": case,
        "first": said[0] if said else None,
        "last": said[-1] if len(said) > 1 else None,
        "why": reason_words(case.reasons, known) if known else [],
        "may_work": WORK.allows(request.actor),
    }
    return render_page(request, "cases/preview.html", context)


@login_required
@require_safe
def export(request: Request) -> FileResponse:
    """Give the list as a CSV file, safe to open in a spreadsheet."""
    require(request.actor, VIEW)
    at = now()
    person = person_of(request.actor, at=at)
    asked = read_asked(request.GET, person=person)
    entries = queue(actor=request.actor, wanted=filter_of(asked, person=person, at=at))
    # Closed with the response; beyond 5 MB it lies on the disk.
    file = tempfile.SpooledTemporaryFile(max_size=5_000_000)  # noqa: SIM115
    stream = TextIOWrapper(file, encoding="utf-8-sig", newline="")
    write_csv(stream, _headers(), _rows(entries, at=at))
    stream.flush()
    stream.detach()
    file.seek(0)
    name = f"cases-{at:%Y%m%d-%H%M}.csv"
    return FileResponse(file, as_attachment=True, filename=name, content_type="text/csv")


def _headers() -> list[str]:
    return [
        _("Case"),
        _("State"),
        _("Urgency"),
        _("Customer"),
        _("Topic"),
        _("Words"),
        _("Channel"),
        _("Department"),
        _("Held by"),
        _("Opened"),
        _("Due"),
    ]


def _rows(entries: QuerySet[QueueEntry], *, at: datetime) -> Iterator[list[Cell]]:
    after, written = "", 0
    while written < EXPORTED:
        page = keyset_page(entries, order=ORDER, after=after, size=BATCH)
        lines, _known = queue_lines(page.rows, at=at)
        yield from map(_cells, lines)
        after, written = page.next, written + len(lines)
        if page.is_last:
            return


def _cells(line: Line) -> list[Cell]:
    return [
        line.ref,
        line.state,
        line.priority,
        line.who,
        line.topic,
        line.title,
        line.channel,
        line.department,
        line.holder,
        line.opened_at,
        line.due_at,
    ]
