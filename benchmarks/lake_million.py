"""A lake of a million cases: the published facts of a few hundred, multiplied by the engine.

The copies are laid over the months before, each with references of its own, and written as the
publisher would have: a file for each day of the last two months, one for each month before.
Nothing of them is in the database; reports never look there.
"""

import os
from typing import Any

import duckdb

from huiyin.kernel.lake import manifest as files

COUNT = int(os.environ.get("BENCH_COUNT", "1000000"))
MONTHS = 24
_PART = (
    "CASE WHEN shift < 2 THEN strftime(opened_on, '%Y-%m-%d') "
    "ELSE strftime(opened_on, '%Y-%m') END"
)


def multiply_lake() -> dict[str, int]:
    """Replace what is published by a million cases; return the rows of each dataset."""
    known, rows = files.read_manifest(), {}
    known.version += 1
    copies = -(-COUNT // _count(known.datasets["cases"].files))
    for name, one in known.datasets.items():
        one.files = _multiply(name, _source(one.files), copies, known.version)
        rows[name] = _count(one.files)
    files.write_manifest(known)
    return rows


def _multiply(name: str, source: str, copies: int, version: int) -> dict[str, str]:
    beside = files.root() / "multiplying.duckdb"
    written: dict[str, str] = {}
    with duckdb.connect(str(beside), config={"memory_limit": "1GB"}) as engine:
        engine.execute("SET TimeZone = 'UTC'; SET enable_progress_bar = false")
        described = engine.sql(f"DESCRIBE FROM {source}").fetchall()
        columns = ", ".join(_moved(column, kind) for column, kind, *_ in described)
        engine.execute(
            f"CREATE TABLE moved AS SELECT *, {_PART} AS part FROM (SELECT {columns}, shift "
            f"FROM (SELECT *, (copy % {MONTHS})::INTEGER AS shift FROM {source}, "
            f"range({copies}) AS copies(copy))) ORDER BY part"
        )
        for (part,) in engine.sql("SELECT DISTINCT part FROM moved ORDER BY 1").fetchall():
            written[part] = f"{name}/{part}.{version}.parquet"
            engine.execute(
                f"COPY (SELECT * EXCLUDE (shift, part) FROM moved WHERE part = '{part}') "
                f"TO '{files.root() / written[part]}' (FORMAT parquet, COMPRESSION zstd)"
            )
    beside.unlink()
    return written


def _moved(column: str, kind: str) -> str:
    if column == "ref":
        return "ref || '-' || copy AS ref"
    if column == "opened_on":
        return "(opened_on - to_months(shift))::DATE AS opened_on"
    if kind.startswith("TIMESTAMP"):
        return f'"{column}" - to_months(shift) AS "{column}"'
    return f'"{column}"'


def _source(parts: dict[str, str]) -> str:
    paths = ", ".join(f"'{files.root() / path}'" for path in parts.values())
    return f"read_parquet([{paths}])"


def _count(parts: dict[str, str]) -> int:
    found: Any = duckdb.sql(f"SELECT count(*) FROM {_source(parts)}").fetchall()
    return int(found[0][0])
