"""Reads that happen with every complaint: the ORM writes their SQL once, calls bind values.

Building and compiling a query set costs Python far more than the database takes for a look-up
by index. A `PreparedRead` compiles at its first use on a database; later calls only bind. What
is read, from where, under which condition stays a query set, so models and migrations are
followed, and converters (moments, UUIDs, fields of our own) work as ever.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, TypeAlias

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import Expression

from huiyin.kernel.bulk import fetched

Row: TypeAlias = tuple[Any, ...]
Convert: TypeAlias = Callable[[Any], Any]


class _Slot(Expression):
    """The place of a value that comes with each call."""

    def __init__(self, name: str, index: int = 0) -> None:
        super().__init__()
        self.name, self.index = name, index

    # An expression's own look at its constructor is slow, and there may be thousands.
    def __eq__(self, other: object) -> bool:
        return self is other

    def __hash__(self) -> int:
        return hash((self.name, self.index))

    def as_sql(self, *_: Any, **__: Any) -> Any:
        return "%s", [self]


class Slots:
    """Where the builder of a query set says what comes with each call."""

    def __init__(self, sizes: dict[str, int]) -> None:
        self._sizes = sizes

    def one(self, name: str) -> Any:
        """Return the place of one value, for `field=`, `field__gte=` and their like."""
        return _Slot(name)

    def many(self, name: str) -> Any:
        """Return the places of a collection, for `field__in=`."""
        return [_Slot(name, index) for index in range(self._sizes[name])]


class _Compiled:
    """SQL with its places, and what turns database values into ours."""

    def __init__(self, rows: QuerySet[Any, Any]) -> None:
        compiler = rows.query.get_compiler(connection=connection)
        self.sql, self.places = compiler.as_sql()
        chosen = [expression for expression, *_ in compiler.select]
        self._converters = compiler.get_converters(chosen)

    def rows(self, values: dict[str, Any]) -> list[Row]:
        bound = [
            values[place.name][place.index] if isinstance(place, _Slot) else place
            for place in self.places
        ]
        found = fetched(self.sql, bound)
        return [self._converted(row) for row in found] if self._converters else found

    def _converted(self, row: Row) -> Row:
        cells = list(row)
        for index, (converters, expression) in self._converters.items():
            for convert in converters:
                cells[index] = convert(cells[index], expression, connection)
        return tuple(cells)


class PreparedRead:
    """A query set that is asked often.

    Built by a function of `Slots`, such as
    `lambda slots: Case.objects.filter(pk__in=slots.many("ids")).values_list("id", "ref")`.
    Called with the values by name; answers the rows as tuples, none where a collection is
    empty. Values are bound as they are: moments, numbers, strings, bytes, booleans.
    """

    def __init__(self, build: Callable[[Slots], QuerySet[Any, Any]]) -> None:
        self._build = build
        self._known: dict[tuple[object, ...], _Compiled] = {}

    def __call__(self, **values: Any) -> list[Row]:
        lists = {name: _padded(value) for name, value in values.items() if _is_many(value)}
        if not all(lists.values()):
            return []
        sizes = {name: len(padded) for name, padded in lists.items()}
        key = (connection.vendor, *sizes.values())
        compiled = self._known.get(key)
        if compiled is None:
            compiled = self._known[key] = _Compiled(self._build(Slots(sizes)))
        ones = {name: [_bound(v)] for name, v in values.items() if name not in lists}
        return compiled.rows(ones | lists)


def _is_many(value: object) -> bool:
    return isinstance(value, list | tuple | set | frozenset)


def _padded(value: Iterable[Any]) -> list[Any]:
    """Return the values, the last one repeated up to a power of two: few texts of SQL serve
    collections of every size, and an IN asks the same however often a value stands in it.
    """
    found = [_bound(one) for one in value]
    if not found:
        return found
    wanted = 1 << (len(found) - 1).bit_length()
    return found + found[-1:] * (wanted - len(found))


def _bound(value: Any) -> Any:
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return value
