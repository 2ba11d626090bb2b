"""Take in a file that was sent through a page."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import ClassVar
from uuid import uuid4

from django.conf import settings
from django.utils.translation import gettext as _

from huiyin.customers.access import IMPORT_CUSTOMERS
from huiyin.customers.actions.import_customers import (
    ImportTally,
    import_customers,
    mapped_or_guessed,
)
from huiyin.customers.models import ImportRun
from huiyin.customers.rules.vocabulary import SYNONYMS
from huiyin.kernel.access.roles import Actor, require
from huiyin.kernel.refusal import NotFound, Refusal
from huiyin.kernel.tabular.mapping import checked_mapping, guess_mapping
from huiyin.kernel.tabular.problems import TableProblem
from huiyin.kernel.tabular.reading import open_table
from huiyin.kernel.tabular.writing import RejectFile

LARGEST = 200 * 1024 * 1024


class CannotImport(Refusal):
    """The file or its mapping cannot be used."""

    code: ClassVar[str] = "cannot_import"


def keep_file(*, actor: Actor, file_name: str, chunks: Iterable[bytes], at: datetime) -> int:
    """Keep a file outside the web root under a name of our own, and guess its columns.

    Raises NotAllowed, CannotImport.
    """
    require(actor, IMPORT_CUSTOMERS)
    folder = Path(settings.SPOOL_ROOT) / "customers"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / uuid4().hex
    _write(path, chunks)
    try:
        with open_table(path) as table:
            mapping = guess_mapping(table.headers, SYNONYMS)
            size = table.size
    except TableProblem as problem:
        path.unlink()
        raise _refused(problem) from problem
    run = ImportRun.objects.create(
        file_name=file_name[:200],
        path=str(path),
        mapping=mapping,
        actor=actor.id,
        sent_at=at,
        size=size,
    )
    return run.pk


def start_import(
    *, actor: Actor, run_id: int, mapping: Mapping[str, str], at: datetime
) -> None:
    """Confirm what the columns mean; a worker goes on from here.

    Raises NotAllowed, NotFound, CannotImport.
    """
    require(actor, IMPORT_CUSTOMERS)
    run = run_for(actor, run_id=run_id)
    try:
        with open_table(Path(run.path)) as table:
            given = checked_mapping(mapping, headers=table.headers, targets=SYNONYMS)
    except TableProblem as problem:
        raise _refused(problem) from problem
    started = ImportRun.objects.filter(pk=run_id, ready_at=None).update(
        mapping=mapped_or_guessed({}, given), ready_at=at
    )
    if not started:
        raise CannotImport(_("This file is being imported already. Follow it on its page."))


def run_for(actor: Actor, *, run_id: int) -> ImportRun:
    """Return the run of a file; NotFound where there is none. Raises NotAllowed."""
    require(actor, IMPORT_CUSTOMERS)
    run = ImportRun.objects.filter(pk=run_id).first()
    if run is None:
        raise NotFound(_("There is no such import. Send the file again."))
    return run


def run_waiting_import(*, at: datetime) -> int:
    """Take the oldest confirmed file in; killed half-way, it is begun again and nothing is
    created twice. Return how many files were finished.
    """
    waiting = ImportRun.objects.filter(finished_at=None, ready_at__isnull=False)
    run = waiting.order_by("id").first()
    if run is None:
        return 0
    try:
        _take_in(run, at=at)
    except (TableProblem, OSError) as problem:
        ImportRun.objects.filter(pk=run.pk).update(error=str(problem)[:500], finished_at=at)
        return 1
    ImportRun.objects.filter(pk=run.pk).update(finished_at=at, done=run.size)
    Path(run.path).unlink(missing_ok=True)
    return 1


def rejects_of(run: ImportRun) -> Path:
    """Return where the rows that were not taken are."""
    return Path(f"{run.path}.rejects.csv")


def _take_in(run: ImportRun, *, at: datetime) -> None:
    with (
        open_table(Path(run.path)) as table,
        RejectFile(rejects_of(run), table.headers) as rejects,
    ):

        def write_down(tally: ImportTally) -> None:
            ImportRun.objects.filter(pk=run.pk).update(
                done=table.position(),
                read=tally.read,
                created=tally.created,
                known=tally.known,
                rejected=tally.rejected,
            )

        import_customers(
            table=table,
            mapping=run.mapping,
            rejects=rejects,
            source=run.file_name,
            actor_id=run.actor,
            at=at,
            on_progress=write_down,
        )


def _write(path: Path, chunks: Iterable[bytes]) -> None:
    written = 0
    with path.open("wb") as file:
        for chunk in chunks:
            written += len(chunk)
            if written > LARGEST:
                break
            file.write(chunk)
    if written > LARGEST:
        path.unlink()
        raise CannotImport(
            _("The file is larger than 200 MB. Import it by huiyin customers import instead.")
        )


def _refused(problem: TableProblem) -> CannotImport:
    return CannotImport(_(problem.msgid) % problem.values)
