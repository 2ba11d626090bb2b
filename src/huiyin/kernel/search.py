"""Finding rows by their words, the same on SQLite (FTS5) and PostgreSQL (tsvector, GIN).

A search table stands beside the table it serves: the row's id and its tokens, cut by
`kernel.text` so that Chinese is found by words. The database only ever sees finished tokens,
which is why both engines answer alike. Rows are indexed in the caller's transaction.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections, migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Model, QuerySet

from huiyin.kernel.bulk import copy_rows, driver
from huiyin.kernel.text import search_tokens
from huiyin.kernel.text.spelling import Asked, Vocabulary

M = TypeVar("M", bound=Model)

_LONGEST_TOKEN = 64
_MOST_TOKENS = 16
_PREFIX_FROM = {True: 5, False: 3}
_NEWEST = 20_000
_FIRST_BATCH, _LAST_BATCH = 200, 5_000
# Words are put right by those of the newest rows, read again within the hour.
_ROWS_OF_WORDS, _FEW_ROWS, _KNOWN_FOR_S = 10_000, 1_000, 3_600.0
_vocabularies: dict[tuple[str, str], tuple[float, int, Vocabulary]] = {}


@dataclass(frozen=True, slots=True)
class Hit:
    """A row that was found; a lower `score` is better. Only compare within one search."""

    id: int
    score: float


def search_table(table: str) -> migrations.RunPython:
    """Return the migration operation that creates the search table `table`; reversible."""

    def create(_apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(
                f'CREATE TABLE "{table}" (id bigint PRIMARY KEY, words tsvector NOT NULL)'
            )
            schema_editor.execute(f'CREATE INDEX "{table}_gin" ON "{table}" USING gin (words)')
            # A short list of fresh rows: searching reads it whole before it asks the index.
            schema_editor.execute(
                f'ALTER INDEX "{table}_gin" SET (gin_pending_list_limit = 1024)'
            )
            return
        schema_editor.execute(
            f'CREATE VIRTUAL TABLE "{table}" USING fts5('
            'words, detail=none, tokenize="unicode61 remove_diacritics 0")'
        )

    def drop(_apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
        schema_editor.execute(f'DROP TABLE "{table}"')

    return migrations.RunPython(create, drop)


def index_rows(table: str, rows: Iterable[tuple[int, str]]) -> None:
    """Make rows findable that are not yet: pairs of id and text. One statement."""
    tokens = [(row_id, _stored(text)) for row_id, text in rows]
    if not tokens:
        return
    if connection.vendor == "postgresql":
        copy_rows(f'"{table}" (id, words)', 2, tokens)
        return
    database = connections[DEFAULT_DB_ALIAS]
    with database.wrap_database_errors:
        driver(database).executemany(
            f'INSERT INTO "{table}" (rowid, words) VALUES (?, ?)',  # noqa: S608 - name is ours
            tokens,
        )


def reindex_rows(table: str, rows: Sequence[tuple[int, str]]) -> None:
    """Make rows findable by their present text only, whether or not they were before."""
    remove_rows(table, [row_id for row_id, _ in rows])
    index_rows(table, rows)


def remove_rows(table: str, ids: Sequence[int]) -> None:
    """Forget rows, and with them every word of theirs."""
    with connection.cursor() as cursor:
        cursor.executemany(
            f'DELETE FROM "{table}" WHERE {_id()} = %s',  # noqa: S608 - names are ours
            [[row_id] for row_id in ids],
        )


def newest_first(
    table: str, *, text: str | Asked, limit: int, before: int | None = None
) -> list[int]:
    """Return the ids of rows with every word of `text`, newest (highest id) first.

    `text` may be what `put_right` made of it. `before` is the last id of the page before.
    Empty where `text` has no words.
    """
    asked = _every_one_of(text) if isinstance(text, tuple) else _every_word(text)
    if not asked:
        return []
    if connection.vendor == "postgresql":
        return _newest_on_postgresql(table, asked, limit=limit, before=before)
    older, parameters = ("", [asked]) if before is None else ("AND rowid < %s", [asked, before])
    return _ids(
        f'SELECT rowid FROM "{table}" WHERE "{table}" MATCH %s {older} '  # noqa: S608
        f"ORDER BY rowid DESC LIMIT {int(limit)}",
        parameters,
    )


def _newest_on_postgresql(
    table: str, asked: str, *, limit: int, before: int | None
) -> list[int]:
    """Look through the newest rows first; only if they do not suffice, ask the index.

    The planner cannot know how rare a word is, and both its choices are slow when wrong. A
    word that fills no page from the newest rows is rare enough for the index to be quick.
    """
    if before is None:
        [(newest,)] = _rows(f'SELECT coalesce(max(id), 0) + 1 FROM "{table}"', [])  # noqa: S608
        before = int(newest)
    oldest = before - _NEWEST
    found = _ids(
        f'SELECT id FROM "{table}" WHERE id < %s AND id >= %s AND words @@ %s::tsquery '  # noqa: S608
        f"ORDER BY id DESC LIMIT {int(limit)}",
        [before, oldest, asked],
    )
    if len(found) >= limit or oldest <= 1:
        return found
    return found + _ids(
        f'WITH every AS MATERIALIZED (SELECT id FROM "{table}" WHERE words @@ %s::tsquery) '  # noqa: S608
        f"SELECT id FROM every WHERE id < %s ORDER BY id DESC LIMIT {int(limit) - len(found)}",
        [asked, oldest],
    )


def newest_of(
    queryset: QuerySet[M],
    table: str,
    *,
    text: str | Asked,
    limit: int,
    before: int | None = None,
) -> list[M]:
    """Return rows of `queryset` with every word of `text`, newest first.

    Narrow the queryset to what the person may see before. Ids are read newest first in
    batches that grow until `limit` rows are found, so a common word costs no more than a page.
    """
    found: list[M] = []
    for ids in _batches(table, text=text, before=before):
        by_id = queryset.in_bulk(ids)
        found += [by_id[row_id] for row_id in ids if row_id in by_id]
        if len(found) >= limit:
            break
    return found[:limit]


def put_right(table: str, *, text: str) -> Asked | None:
    """Return what the words of `text` may have meant; None where none looks mistyped.

    Ask only when `text` itself finds nothing: a rare word is not a wrong one.
    """
    return _vocabulary(table).put_right(search_tokens(text))


def _vocabulary(table: str) -> Vocabulary:
    [(newest,)] = _rows(f'SELECT coalesce(max({_id()}), 0) FROM "{table}"', [])  # noqa: S608
    key = str(connection.settings_dict["NAME"]), table
    known = _vocabularies.get(key)
    if known and monotonic() - known[0] < _KNOWN_FOR_S and known[1] <= newest:
        return known[2]
    rows, counts = _words_in_use(table)
    # Among many rows, what only one of them says is a mistake more often than not.
    least = 2 if rows > _FEW_ROWS else 1
    vocabulary = Vocabulary({word: n for word, n in counts.items() if n >= least})
    if rows > _FEW_ROWS:
        _vocabularies[key] = monotonic(), int(newest), vocabulary
    return vocabulary


def _words_in_use(table: str) -> tuple[int, dict[str, int]]:
    newest = f'SELECT words FROM "{table}" ORDER BY {_id()} DESC LIMIT {_ROWS_OF_WORDS}'  # noqa: S608
    if connection.vendor == "postgresql":
        counted = _rows("SELECT word, ndoc FROM ts_stat(%s)", [newest])
        [(rows,)] = _rows(f"SELECT count(*) FROM ({newest}) AS newest", [])  # noqa: S608
        return int(rows), dict(counted)
    texts = [words for (words,) in _rows(newest, [])]
    return len(texts), Counter(word for words in texts for word in words.split())


def _batches(table: str, *, text: str | Asked, before: int | None) -> Iterator[list[int]]:
    size = _FIRST_BATCH
    while ids := newest_first(table, text=text, limit=size, before=before):
        yield ids
        if len(ids) < size:
            return
        before, size = ids[-1], min(2 * size, _LAST_BATCH)


def best_first(
    table: str, *, text: str, limit: int, after: Hit | None = None, is_every_word: bool = False
) -> list[Hit]:
    """Return the rows that share most with `text`, best first; any word counts.

    With `is_every_word` only rows that have them all. `after` is the last hit of the page
    before. Scores differ between databases; the rows found do not.
    """
    asked = _asked(search_tokens(text), operator=_AND if is_every_word else _OR)
    if not asked:
        return []
    parameters: list[Any] = [asked]
    if connection.vendor == "postgresql":
        score, parameters = "-ts_rank(words, %s::tsquery, 1)", [asked, asked]
    else:
        score = f'bm25("{table}")'
    later = ""
    if after is not None:
        later = "WHERE (score, id) > (%s, %s)"
        parameters = [*parameters, after.score, after.id]
    return [
        Hit(row_id, float(value))
        for row_id, value in _rows(
            f'SELECT id, score FROM (SELECT {_id()} AS id, {score} AS score FROM "{table}" '  # noqa: S608
            f"WHERE {_matches(table)}) found {later} ORDER BY score, id LIMIT {int(limit)}",
            parameters,
        )
    ]


_AND, _OR = "AND", "OR"


def _stored(text: str) -> str:
    tokens = dict.fromkeys(search_tokens(text))
    return " ".join([token for token in tokens if len(token) <= _LONGEST_TOKEN])


def _every_word(text: str) -> str:
    return _asked(search_tokens(text), operator=_AND)


def _every_one_of(asked: Asked) -> str:
    either = [_asked(words, operator=_OR) for words in asked[:_MOST_TOKENS]]
    sign = " & " if connection.vendor == "postgresql" else " AND "
    return sign.join(f"({words})" for words in dict.fromkeys(either))


def _asked(tokens: Sequence[str], *, operator: str) -> str:
    """Return the question in the words of the database; tokens are letters and digits only."""
    wanted = list(dict.fromkeys(token for token in tokens if len(token) <= _LONGEST_TOKEN))
    wanted = wanted[:_MOST_TOKENS]
    if connection.vendor == "postgresql":
        sign = " & " if operator == _AND else " | "
        return sign.join(f"'{token}'{':*' if _is_prefix(token) else ''}" for token in wanted)
    return f" {operator} ".join(
        f'"{token}"{"*" if _is_prefix(token) else ""}' for token in wanted
    )


def _is_prefix(token: str) -> bool:
    # The beginning of a Latin word or of a number is enough; a Chinese word is whole.
    return token.isascii() and len(token) >= _PREFIX_FROM[token.isdigit()]


def _id() -> str:
    return "id" if connection.vendor == "postgresql" else "rowid"


def _matches(table: str) -> str:
    if connection.vendor == "postgresql":
        return "words @@ %s::tsquery"
    return f'"{table}" MATCH %s'


def _ids(sql: str, parameters: Sequence[Any]) -> list[int]:
    return [row[0] for row in _rows(sql, parameters)]


def _rows(sql: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())
