"""Reading the lake: tables of Ibis, answered by DuckDB in this process.

Measures take and give tables and know no engine. Here they are turned into a statement of the
engine in use and run on one connection that can only read what is published. Whoever asks the
same again and again keeps it worded and loads the engine alone.
"""

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeAlias

from huiyin.kernel.lake import manifest as files
from huiyin.kernel.lake.datasets import Column, Dataset, Kind, declared
from huiyin.kernel.lake.manifest import Manifest

IBIS_TYPES = {
    Kind.TEXT: "string",
    Kind.WHOLE: "int64",
    Kind.NUMBER: "float64",
    Kind.YES_NO: "boolean",
    # In UTC, without saying so: engines disagree about zones, and none about plain moments.
    Kind.MOMENT: "timestamp",
    Kind.DAY: "date",
}
DUCKDB_TYPES = {
    Kind.TEXT: "VARCHAR",
    Kind.WHOLE: "BIGINT",
    Kind.NUMBER: "DOUBLE",
    Kind.YES_NO: "BOOLEAN",
    Kind.MOMENT: "TIMESTAMP",
    Kind.DAY: "DATE",
}
MEMORY = "256MB"
Rows: TypeAlias = list[dict[str, Any]]
# A statement of the engine and the values of its question marks.
Asked: TypeAlias = tuple[str, Sequence[Any]]


class Lake:
    """The lake at one version."""

    def __init__(self, known: Manifest, connection: Any) -> None:
        self.version = known.version
        self.published_at = known.published_at
        self.identity = (known.version, known.chain)
        self._connection = connection

    def rows(self, expression: Any) -> Rows:
        """Answer an expression over tables of the lake, row by row."""
        return self.run(prepared(expression))

    def run(self, statement: str, values: Sequence[Any] = ()) -> Rows:
        """Answer a statement of the engine, row by row."""
        found = self._connection.execute(statement, values)
        names = [name for name, *_ in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    @contextmanager
    def keeping(self, slices: Mapping[str, Asked]) -> Iterator[None]:
        """Hold the answers to statements as tables of these names for a while."""
        try:
            for name, (statement, values) in slices.items():
                self._connection.execute(
                    f'CREATE OR REPLACE TEMP TABLE "{name}" AS {statement}', values
                )
            yield
        finally:
            for name in slices:
                self._connection.execute(f'DROP TABLE IF EXISTS "{name}"')


def table(name: str, *, called: str = "", more: Mapping[str, Kind] | None = None) -> Any:
    """Return a dataset as an Ibis table, bound to no engine.

    `called` names a slice that is kept, `more` the columns it has beyond the dataset's.
    """
    import ibis  # noqa: PLC0415 - a second of loading, only for who measures

    columns = {c.name: c.kind for c in declared[name].columns} | dict(more or {})
    types = {column: IBIS_TYPES[kind] for column, kind in columns.items()}
    return ibis.table(types, name=called or name)


def prepared(expression: Any) -> str:
    """Return an expression as a statement of the engine; worth keeping, it takes a while."""
    import ibis  # noqa: PLC0415

    return str(ibis.to_sql(expression, dialect="duckdb"))


_lock = threading.Lock()
_open: dict[str, tuple[Manifest, Any]] = {}


@contextmanager
def reading() -> Iterator[Lake]:
    """Give the lake as it is published now; one reader at a time in a process.

    The engine uses all cores for one question: two at once would each take twice as long and
    twice the memory.
    """
    with _lock:
        yield Lake(*_connection())


@contextmanager
def aside(tables: Mapping[str, Any]) -> Iterator[Lake]:
    """Give a lake of nothing but these Arrow tables, in memory: for files of somebody else."""
    with _engine() as connection:
        for name, one in tables.items():
            connection.register(name, one)
        yield Lake(Manifest(), connection)


def lake_identity() -> tuple[str, int, str]:
    """Return what tells this state of the lake from all others, for caches."""
    known = files.read_manifest()
    return str(files.root()), known.version, known.chain


def _connection() -> tuple[Manifest, Any]:
    known, place = files.read_manifest(), str(files.root())
    if place not in _open or _open[place][0] != known:
        for _old, connection in _open.values():
            connection.close()
        _open.clear()
        _open[place] = (known, _connect(known))
    return _open[place]


def _connect(known: Manifest) -> Any:
    connection = _engine()
    for one in declared.values():
        connection.execute(_view(one, known))
    return connection


def _engine() -> Any:
    import duckdb  # noqa: PLC0415 - only who reads the lake loads it

    files.root().mkdir(parents=True, exist_ok=True)
    connection = duckdb.connect(
        config={
            "memory_limit": MEMORY,
            "temp_directory": str(files.root() / "spill"),
            # Nothing is ever fetched from the network.
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
        }
    )
    connection.execute("SET TimeZone = 'UTC'")
    return connection


def _view(one: Dataset, known: Manifest) -> str:
    published = known.datasets.get(one.name)
    columns = [column.name for column in one.columns]
    if published and published.files and published.columns == columns:
        paths = ", ".join(_quoted(str(files.root() / p)) for p in published.files.values())
        names = ", ".join(_selected(column) for column in one.columns)
        source = f"SELECT {names} FROM read_parquet([{paths}])"  # noqa: S608 - our own names
    else:
        empty = ", ".join(f'NULL::{DUCKDB_TYPES[c.kind]} AS "{c.name}"' for c in one.columns)
        source = f"SELECT {empty} WHERE false"
    return f'CREATE VIEW "{one.name}" AS {source}'


def _selected(column: Column) -> str:
    if column.kind == Kind.MOMENT:
        return f'"{column.name}" AT TIME ZONE \'UTC\' AS "{column.name}"'
    return f'"{column.name}"'


def _quoted(text: str) -> str:
    doubled = text.replace("'", "''")
    return f"'{doubled}'"
