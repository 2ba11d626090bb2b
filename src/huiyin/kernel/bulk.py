"""Many rows at once: ids reserved beforehand, rows written without building model objects.

Django's `bulk_create` builds an object and a parameter list per row; at thousands of rows
a second that is most of the time. Here a row is a tuple: COPY on PostgreSQL, `executemany`
on SQLite. Both run in the caller's transaction, and every database constraint holds.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from itertools import chain, islice
from types import MappingProxyType
from typing import Any, TypeAlias

from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import JSONField, Model

# From here on COPY is quicker than INSERT.
FEW = 16
# Rows of one INSERT that may meet others; COPY cannot do that.
MANY = 1000

Row: TypeAlias = Sequence[Any]
Prepare: TypeAlias = Callable[[Any], Any]
NOTHING: Mapping[str, str] = MappingProxyType({})


def reserve_ids(model: type[Model], count: int) -> range | list[int]:
    """Return `count` primary keys of `model` that nobody else will be given, ascending.

    Call inside a transaction. PostgreSQL draws them from the table's own sequence, so that
    concurrent writers never wait for each other; SQLite has one writer, who may count on.
    """
    if count == 0:
        return []
    table = model._meta.db_table  # noqa: SLF001
    if connection.vendor == "postgresql":
        return [row[0] for row in fetched(DRAW, [table, count])]
    # Reserved even when the caller never writes them, exactly as a sequence would.
    found = fetched(COUNT_ON, [count, table]) or fetched(BEGIN_TO_COUNT, [table, count])
    last = found[0][0]
    return range(last - count + 1, last + 1)


# OFFSET 0 keeps the look-up of the sequence from being repeated per row.
DRAW = (
    "SELECT nextval(s.name) FROM (SELECT pg_get_serial_sequence(%s, 'id')"
    "::regclass AS name OFFSET 0) s, generate_series(1, %s)"
)
COUNT_ON = "UPDATE sqlite_sequence SET seq = seq + %s WHERE name = %s RETURNING seq"
BEGIN_TO_COUNT = "INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s) RETURNING seq"


def fetched(sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Return all rows that a statement answers with, its values marked by `%s`.

    For what is asked with every complaint: see `driver`. Where somebody counts statements it
    goes through Django's cursor, so that it counts.
    """
    # Asked once: each use of Django's proxy looks up the thread's connection anew.
    database = connections[DEFAULT_DB_ALIAS]
    if database.queries_logged:
        with database.cursor() as cursor:
            cursor.execute(sql, values)
            rows: list[tuple[Any, ...]] = cursor.fetchall()
            return rows
    marked = sql if database.vendor == "postgresql" else _marked(sql, len(values))
    with database.wrap_database_errors:
        found: list[tuple[Any, ...]] = driver(database).execute(marked, values).fetchall()
    return found


@cache
def _marked(sql: str, count: int) -> str:
    """Return the statement in the marks of SQLite's driver."""
    return sql % (("?",) * count)


def driver(database: BaseDatabaseWrapper) -> Any:
    """Return the driver's own connection, open, for what is asked with every complaint.

    Django's cursor counts, logs and formats each statement again, which costs more than the
    database does. Wrap what is done with it in `wrap_database_errors`, so that the driver's
    errors become Django's and who loses a race can catch IntegrityError.
    """
    if database.connection is None:
        database.ensure_connection()
    return database.connection


def insert_rows(model: type[Model], columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Write `rows`, each a tuple of values for `columns` (field attribute names, such as `id`,
    `case_id`), in the caller's transaction. Columns left out must be nullable in the database,
    but for `id`, which the database then gives.
    """
    database = connections[DEFAULT_DB_ALIAS]
    target = _target(model, tuple(columns), database.vendor)
    prepared = _prepared(target, rows)
    if database.vendor == "postgresql":
        copy_rows(target.place, len(target.fields), prepared)
        return
    sql = f"INSERT INTO {target.place} VALUES ({target.marks})"  # noqa: S608 - names are ours
    with database.wrap_database_errors:
        driver(database).executemany(sql, prepared)


def upsert_rows(
    model: type[Model],
    columns: Sequence[str],
    rows: Iterable[Row],
    *,
    key: Sequence[str],
    merging: Mapping[str, str] = NOTHING,
) -> None:
    """Write `rows` like `insert_rows`; where one with the same `key` columns (which a unique
    constraint covers) is there already, write over it. No key may come twice.

    `merging` says in SQL what some columns become where a row is there: `excluded."column"`
    is the new value, `"table"."column"` the old.
    """
    database = connections[DEFAULT_DB_ALIAS]
    target = _target(model, tuple(columns), database.vendor)
    unique = ", ".join(f'"{_field(model, column).column}"' for column in key)
    changed = [field.column for field in target.fields if field.attname not in key]
    over = ", ".join(
        f'"{column}" = ' + merging.get(column, f'excluded."{column}"') for column in changed
    )
    conflict = f"ON CONFLICT ({unique}) DO UPDATE SET {over}"
    prepared = iter(_prepared(target, rows))
    if database.vendor == "postgresql":
        while some := list(islice(prepared, MANY)):
            _insert_few(target.place, len(target.fields), some, conflict)
        return
    sql = f"INSERT INTO {target.place} VALUES ({target.marks}) {conflict}"  # noqa: S608 - names are ours
    with database.wrap_database_errors:
        driver(database).executemany(sql, prepared)


def update_rows(
    model: type[Model], columns: Sequence[str], rows: Iterable[Row], *, only: dict[str, Any]
) -> int:
    """Write each of `rows` (values for `columns`, of which the first is `id`) over the row of
    that id, in one statement, where its other columns are as `only` says; return how many
    rows that were.
    """
    target = _target(model, tuple(columns), connection.vendor)
    guarded = _target(model, tuple(only), connection.vendor)
    fields, guards = target.fields, guarded.fields
    prepared = list(_prepared(target, rows))
    held = list(next(iter(_prepared(guarded, [tuple(only.values())]))))
    table = f'"{model._meta.db_table}"'  # noqa: SLF001
    if not prepared:
        return 0
    if connection.vendor == "postgresql":
        return _update_on_postgresql(table, fields, prepared, guards, held)
    sets = ", ".join(f'"{field.column}" = ?' for field in fields[1:])
    where = " AND ".join(f'"{field.column}" = ?' for field in (fields[0], *guards))
    sql = f"UPDATE {table} SET {sets} WHERE {where}"  # noqa: S608 - names are ours
    with connection.wrap_database_errors, connection.cursor() as cursor:
        changed = cursor.connection.executemany(
            sql, ((*row[1:], row[0], *held) for row in prepared)
        )
        return int(changed.rowcount)


def _update_on_postgresql(
    table: str, fields: Sequence[Any], rows: list[Row], guards: Sequence[Any], held: list[Any]
) -> int:
    """UPDATE from arrays, one per column: the statement is the same for any number of rows."""
    arrays = ", ".join(f"%s::{field.db_type(connection)}[]" for field in fields)
    names = ", ".join(f'"{field.column}"' for field in fields)
    sets = ", ".join(f'"{field.column}" = fresh."{field.column}"' for field in fields[1:])
    where = "".join(f' AND {table}."{field.column}" = %s' for field in guards)
    sql = (
        f"UPDATE {table} SET {sets} FROM unnest({arrays}) AS fresh({names}) "  # noqa: S608 - names are ours
        f'WHERE {table}."{fields[0].column}" = fresh."{fields[0].column}"{where}'
    )
    with connection.wrap_database_errors, connection.cursor() as cursor:
        cursor.cursor.execute(sql, [*(list(cells) for cells in zip(*rows, strict=True)), *held])
        return int(cursor.cursor.rowcount)


@dataclass(frozen=True, slots=True)
class _Target:
    """Some columns of a table: as SQL, and what its values need before they are written."""

    place: str
    marks: str
    fields: tuple[Any, ...]
    changes: tuple[tuple[int, Prepare], ...]


@cache
def _target(model: type[Model], columns: tuple[str, ...], vendor: str) -> _Target:
    fields = tuple(_field(model, column) for column in columns)
    names = ", ".join(f'"{field.column}"' for field in fields)
    needed = ((i, _preparation(field, vendor)) for i, field in enumerate(fields))
    return _Target(
        place=f'"{model._meta.db_table}" ({names})',  # noqa: SLF001
        marks=", ".join(["?"] * len(fields)),
        fields=fields,
        changes=tuple((i, prepare) for i, prepare in needed if prepare),
    )


def _field(model: type[Model], column: str) -> Any:
    for field in model._meta.concrete_fields:  # noqa: SLF001
        if field.attname == column:
            return field
    message = f"{model.__name__} has no column {column}"
    raise LookupError(message)


def copy_rows(target: str, width: int, rows: Iterable[Row]) -> None:
    """Write rows of `width` cells to `target`, a table of PostgreSQL and its columns in SQL.

    A few are inserted, many copied: COPY needs three more turns to the server to begin.
    """
    rest = iter(rows)
    head = list(islice(rest, FEW))
    if len(head) < FEW:
        _insert_few(target, width, head)
        return
    with (
        connection.wrap_database_errors,
        connection.cursor() as cursor,
        cursor.cursor.copy(f"COPY {target} FROM STDIN") as copy,
    ):
        for row in chain(head, rest):
            copy.write_row(row)


def _insert_few(target: str, width: int, rows: list[Row], conflict: str = "") -> None:
    if not rows:
        return
    marks = ", ".join([f"({', '.join(['%s'] * width)})"] * len(rows))
    sql = f"INSERT INTO {target} VALUES {marks} {conflict}"  # noqa: S608 - names are ours
    database = connections[DEFAULT_DB_ALIAS]
    with database.wrap_database_errors:
        driver(database).execute(sql, [cell for row in rows for cell in row])


def _prepared(target: _Target, rows: Iterable[Row]) -> Iterable[Row]:
    """Return the rows as the driver takes them: column by column, which is quicker than cell
    by cell, a thousand rows at a time.
    """
    if not target.changes:
        return rows
    rest = iter(rows)
    parts = iter(lambda: list(islice(rest, MANY)), [])
    return chain.from_iterable(_changed(target, some) for some in parts)


def _changed(target: _Target, rows: Sequence[Row]) -> Iterable[Row]:
    columns: list[Sequence[Any]] = list(zip(*rows, strict=True))
    for index, prepare in target.changes:
        columns[index] = [cell if cell is None else prepare(cell) for cell in columns[index]]
    return zip(*columns, strict=True)


def _preparation(field: Any, vendor: str) -> Prepare | None:
    if hasattr(field, "bulk_value"):  # sealed fields, see kernel.protection
        sealed: Prepare = field.bulk_value
        return sealed
    if isinstance(field, JSONField):
        return _json
    if not type(field).__module__.startswith("django."):
        # A field of our own (an encrypted one) knows best how it is kept.
        return lambda value: field.get_db_prep_save(value, connection)
    if vendor == "postgresql":
        return None
    for kind, prepare in ON_SQLITE:
        if isinstance(field, kind):
            return prepare
    return None


class Encoded(str):
    """JSON that is text already."""

    __slots__ = ()


def _json(value: Any) -> str:
    if type(value) is Encoded:
        return value
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@lru_cache(maxsize=4096)
def _moment(value: datetime) -> str:
    moment = value if value.tzinfo is UTC else value.astimezone(UTC)
    # As Django keeps it: no offset, and a fraction only where there is one.
    return moment.isoformat(" ")[:-6]


# A moment before a day: DateTimeField is a DateField.
ON_SQLITE: tuple[tuple[Any, Prepare], ...] = (
    (models.DateTimeField, _moment),
    (models.DateField, str),
    (models.TimeField, str),
    (models.UUIDField, lambda value: value.hex),
    (models.DurationField, lambda value: value // timedelta(microseconds=1)),
    (models.DecimalField, str),
)
