"""Reading labelled texts from the files people have."""

from pathlib import Path

from django.core.management.base import CommandError, CommandParser

from huiyin.kernel.tabular.cells import as_text
from huiyin.kernel.tabular.problems import TableProblem
from huiyin.kernel.tabular.reading import open_table
from huiyin.kernel.text.examples import Labelled


def add_columns(parser: CommandParser, *, is_required: bool) -> None:
    """Declare `--text COL[,COL]` and `--label COL`."""
    parser.add_argument("--text", required=is_required, help="columns that hold the text")
    parser.add_argument("--label", required=is_required, help="column that holds the topic")


def read_labelled(path: Path, *, text: str, label: str) -> list[Labelled]:
    """Return the rows of `path` that have both a text and a label."""
    columns = [column.strip() for column in text.split(",")]
    try:
        with open_table(path) as table:
            table.require((*columns, label), name=path.name)
            rows = [
                Labelled(
                    text="\n".join(as_text(row.cells.get(name)) for name in columns).strip(),
                    topic=as_text(row.cells.get(label)).strip(),
                )
                for row in table.rows
            ]
    except TableProblem as problem:
        raise CommandError(str(problem)) from problem
    return [row for row in rows if row.text and row.topic]
