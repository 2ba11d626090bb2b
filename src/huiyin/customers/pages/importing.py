"""Sending a file of customers: columns guessed and corrected, then taken in by a worker."""

from itertools import islice
from pathlib import Path
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from huiyin.customers.access import IMPORT_CUSTOMERS
from huiyin.customers.actions.run_import import (
    CannotImport,
    keep_file,
    rejects_of,
    run_for,
    start_import,
)
from huiyin.customers.models import ImportRun
from huiyin.customers.pages.fields import FIELD_NAMES
from huiyin.customers.rules.vocabulary import SYNONYMS
from huiyin.kernel.access.actor import Request
from huiyin.kernel.access.roles import require
from huiyin.kernel.clock.system import now
from huiyin.kernel.protection.masks import mask
from huiyin.kernel.refusal import NotFound
from huiyin.kernel.tabular.cells import as_text
from huiyin.kernel.tabular.reading import open_table
from huiyin.kernel.ui.fragments import render_page

SHOWN_ROWS = 3


@login_required
def send(request: Request) -> HttpResponse:
    """Show earlier imports and the place for a file, or keep the file."""
    require(request.actor, IMPORT_CUSTOMERS)
    sent = request.FILES.get("file")
    refusal = None
    if request.method == "POST" and sent is not None:
        try:
            run_id = keep_file(
                actor=request.actor, file_name=sent.name or "", chunks=sent.chunks(), at=now()
            )
        except CannotImport as error:
            refusal = error
        else:
            return redirect("customers:import_run", run_id=run_id)
    elif request.method == "POST":
        refusal = CannotImport(_("No file was chosen. Choose a CSV, XLSX or JSON Lines file."))
    context = {"runs": ImportRun.objects.all()[:20], "refusal": refusal}
    status = 422 if refusal else 200
    return render_page(request, "customers/import.html", context, status=status)


@login_required
def show(request: Request, run_id: int) -> HttpResponse:
    """Show what the columns will mean, or how far the import is."""
    run = run_for(request.actor, run_id=run_id)
    refusal = None
    if request.method == "POST":
        try:
            mapping = {t: request.POST.get(f"column-{t}", "") for t in SYNONYMS}
            start_import(actor=request.actor, run_id=run_id, mapping=mapping, at=now())
        except CannotImport as error:
            refusal = error
        else:
            return redirect("customers:import_run", run_id=run_id)
    context: dict[str, Any] = {"run": run, "refusal": refusal}
    if run.ready_at is None:
        context |= _preview(run)
    status = 422 if refusal else 200
    return render_page(
        request, "customers/import_run.html", context, partial="progress", status=status
    )


@login_required
@require_safe
def rejects(request: Request, run_id: int) -> HttpResponse:
    """Hand out the rows that were not taken."""
    run = run_for(request.actor, run_id=run_id)
    path = rejects_of(run)
    if not path.exists():
        raise NotFound(_("No row of this file was rejected."))
    name = f"rejects-{run_id}.csv"
    return FileResponse(  # type: ignore[return-value]
        path.open("rb"), as_attachment=True, filename=name, content_type="text/csv"
    )


def _preview(run: ImportRun) -> dict[str, Any]:
    with open_table(Path(run.path)) as table:
        rows = list(islice(table.rows, SHOWN_ROWS))
        headers = table.headers
    columns = []
    for target, name in FIELD_NAMES.items():
        header = run.mapping.get(target, "")
        samples = [mask(target, as_text(row.cells.get(header))) for row in rows if header]
        columns.append({"target": target, "name": name, "header": header, "samples": samples})
    return {"columns": columns, "headers": headers}
