"""Sealing every value again with the newest key, while the platform runs."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

from django.apps import apps
from django.db import connection, models, transaction

from huiyin.kernel.protection.cipher import decrypt, encrypt, key_id_of
from huiyin.kernel.protection.fields import Sealed, encrypted_fields
from huiyin.kernel.protection.keys import Keyring, keyring, reindexed_keyring

BATCH = 1000


@runtime_checkable
class Indexed(Protocol):
    """A model that can work out its blind indexes: column name to index, or None."""

    def blind_indexes(self, ring: Keyring | None = None) -> dict[str, bytes | None]: ...


@dataclass(frozen=True, slots=True)
class Column:
    """One sealed column."""

    model: type[models.Model]
    field: Any

    @property
    def name(self) -> str:
        return f"{self.model._meta.label_lower}.{self.field.name}"  # noqa: SLF001


def sealed_columns() -> list[Column]:
    """Return every sealed column of the platform."""
    return [Column(m, field) for m in apps.get_models() for field in encrypted_fields(m)]


def rotate_column(column: Column) -> int:
    """Seal again what an older key sealed; return how many values. Safe to run at any time."""
    ring = keyring()
    changed = 0
    for rows in _batches(column):
        changed += _reseal(column, rows, ring=ring)
    return changed


def keys_in_use(column: Column) -> Counter[str]:
    """Return how many values each key (hexadecimal id) seals."""
    return Counter(key_id_of(raw).hex() for rows in _batches(column) for _pk, raw in rows)


def reindex() -> int:
    """Compute every blind index under the newest key; return how many rows.

    One transaction, with the platform stopped: afterwards `HUIYIN_FIELD_KEYS` must hold the
    newest key alone, or nothing will be found.
    """
    ring = reindexed_keyring()
    with transaction.atomic():
        return sum(
            _reindex_row(row, ring=ring)
            for model in apps.get_models()
            if issubclass(model, Indexed)
            for row in model._default_manager.order_by("pk").iterator(chunk_size=BATCH)  # noqa: SLF001
        )


def is_index_sound() -> bool:
    """Return whether the newest row of each indexed model is found under its own index."""
    for model in apps.get_models():
        if issubclass(model, Indexed):
            row: Any = model._default_manager.order_by("-pk").first()  # noqa: SLF001
            if row is not None and any(
                _differs(getattr(row, name), wanted)
                for name, wanted in row.blind_indexes().items()
            ):
                return False
    return True


def _differs(kept: Any, wanted: bytes | None) -> bool:
    return (None if kept is None else bytes(kept)) != wanted


def _reindex_row(row: Any, *, ring: Keyring) -> int:
    updated: int = type(row).objects.filter(pk=row.pk).update(**row.blind_indexes(ring))
    return updated


def _batches(column: Column) -> Iterator[list[tuple[int, bytes]]]:
    meta = column.model._meta  # noqa: SLF001
    table, pk = meta.db_table, meta.pk.column
    sql = (
        f'SELECT "{pk}", "{column.field.column}" FROM "{table}" '  # noqa: S608 - names are ours
        f'WHERE "{pk}" > %s ORDER BY "{pk}" LIMIT {BATCH}'
    )
    last = -1
    while True:
        with connection.cursor() as cursor:
            cursor.execute(sql, [last])
            found = cursor.fetchall()
        if not found:
            return
        last = found[-1][0]
        yield [(key, bytes(raw)) for key, raw in found if raw]


def _reseal(column: Column, rows: Iterable[tuple[int, bytes]], *, ring: Keyring) -> int:
    field: Sealed = column.field
    meta = column.model._meta  # noqa: SLF001
    binary = connection.Database.Binary  # type: ignore[attr-defined]
    changes = [
        (
            binary(encrypt(decrypt(raw, context=field.context), context=field.context)),
            key,
            binary(raw),
        )
        for key, raw in rows
        if key_id_of(raw) != ring.newest
    ]
    # Whoever changed the value meanwhile sealed it with the newest key already.
    name = column.field.column
    sql = (
        f'UPDATE "{meta.db_table}" SET "{name}" = %s '  # noqa: S608 - names are ours
        f'WHERE "{meta.pk.column}" = %s AND "{name}" = %s'
    )
    with transaction.atomic(), connection.cursor() as cursor:
        if changes:
            cursor.executemany(sql, changes)
    return len(changes)
