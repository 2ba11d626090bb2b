"""Asking pages in one process and watching the database while they are made."""

import time
from collections.abc import Callable, Iterable

from django.db import connection
from django.test.utils import CaptureQueriesContext

from benchmarks.operator import percentile

SMALL = 20_000
Ask = Callable[[], object]


def look(asks: Iterable[Ask]) -> dict[str, object]:
    """Do each once unmeasured to count its queries, then three times by the clock."""
    counts: set[int] = set()
    took, cpu = [], []
    asks = list(asks)
    for ask in asks:
        with CaptureQueriesContext(connection) as seen:
            ask()
        counts.add(len(seen))
    for ask in asks * 3:
        began, busy = time.perf_counter(), time.process_time()
        ask()
        took.append(time.perf_counter() - began)
        cpu.append(time.process_time() - busy)
    return {
        "p50_ms": round(percentile(took, 0.5) * 1000, 1),
        "p95_ms": round(percentile(took, 0.95) * 1000, 1),
        "cpu_ms": round(percentile(cpu, 0.5) * 1000, 1),
        "queries": sorted(counts),
    }


def plans(ask: Ask) -> list[str]:
    """Return how the database finds what `ask` asks for: one line for each step."""
    with CaptureQueriesContext(connection) as seen:
        ask()
    asked = dict.fromkeys(one["sql"] for one in seen if one["sql"].startswith("SELECT"))
    return [line for sql in asked for line in _plan(sql)]


def _plan(sql: str) -> list[str]:
    explain = "EXPLAIN " if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN "
    with connection.cursor() as cursor:
        # As the browser's question was asked, its values in it already.
        cursor.execute(explain + sql.replace("%", "%%"), [])
        rows = [str(row[-1]).strip() for row in cursor.fetchall()]
    return [
        row.removeprefix("->").strip()
        for row in rows
        if "Scan" in row or " USING " in row or row.startswith("SCAN")
    ]
