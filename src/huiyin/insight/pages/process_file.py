"""The process map of an event log that somebody sends; nothing of it is kept."""

from collections.abc import Mapping
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.staticfiles import finders
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from huiyin.insight.access import reach_of
from huiyin.insight.pages.process import USUALLY, course_context
from huiyin.insight.pages.process_words import StepNames
from huiyin.insight.queries.process_log import LogMap, map_of_log
from huiyin.insight.rules.process.columns import COLUMNS
from huiyin.kernel.access.actor import Request
from huiyin.kernel.refusal import Refusal
from huiyin.kernel.tabular.problems import TableProblem
from huiyin.kernel.ui.fragments import render_page

LARGEST = 30 * 1024 * 1024
STYLES = ("tokens", "base", "table", "panel", "process", "print")


class CannotMap(Refusal):
    """The file is none, too large, or no event log."""

    code = "cannot_map"


@login_required
def show(request: Request) -> HttpResponse:
    """Show the place for a file, or the map of the one sent."""
    reach_of(request.actor)
    context: dict[str, Any] = {"refusal": None, "asked": {}}
    if request.method == "POST":
        asked = {name: request.POST.get(name, "").strip()[:200] for name in COLUMNS}
        context["asked"] = asked
        try:
            context |= log_context(_mapped(request.FILES.get("file"), asked))
        except CannotMap as refusal:
            context["refusal"] = refusal
    status = 422 if context["refusal"] else 200
    return render_page(request, "insight/process_file.html", context, status=status)


def log_context(found: LogMap, *, shown: int = USUALLY) -> dict[str, Any]:
    """Return all a template needs of the map of a log."""
    context = course_context(found.course, shown=shown, names=StepNames(), link=_nowhere)
    return context | {"log": found}


def standing_alone(found: LogMap, *, name: str) -> str:
    """Return the map of a log as a page of its own, to be opened anywhere."""
    styles = "".join(_style(one) for one in STYLES)
    context = log_context(found) | {"name": name, "styles": styles}
    return render_to_string("insight/process_alone.html", context)


def _style(name: str) -> str:
    path = finders.find(f"ui/css/{name}.css")
    return Path(str(path)).read_text() if path else ""


def _nowhere(_rows: Mapping[str, str]) -> str:
    return ""


def _mapped(sent: "UploadedFile[bytes] | None", columns: Mapping[str, str]) -> LogMap:
    if sent is None:
        raise CannotMap(_("No file was chosen. Choose a CSV, XLSX or JSON Lines file."))
    if (sent.size or 0) > LARGEST:
        raise CannotMap(
            _("The file has more than 30 MB. Map it on the server: huiyin process map FILE")
        )
    with NamedTemporaryFile(suffix=Path(sent.name or "").suffix[:8]) as kept:
        for chunk in sent.chunks():
            kept.write(chunk)
        kept.flush()
        try:
            path = Path(kept.name)
            return map_of_log(path=path, name=sent.name or "", columns=columns)
        except TableProblem as problem:
            raise CannotMap(_(problem.msgid) % problem.values) from problem
