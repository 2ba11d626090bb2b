"""A database with a million cases, 100,000 of them open: opened by the real door, multiplied.

Ten thousand complaints go in as they always do. Their rows are then copied by SQL a hundred
times: nine times more as open ones, ninety times as closed ones of the five years before, with
customers, messages, clocks, timers, notices and the journal. Kept in BENCH_CACHE, so that a
second benchmark need not wait for it.
"""

import json
import os
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlsplit

BASE = int(os.environ.get("BENCH_BASE", "10200"))
OPEN_TIMES, TIMES = 10, 100
DATABASE = "bench_million"


def prepare() -> None:
    """Point this process to the cached database; before Django is set up."""
    given = os.environ.get("DATABASE_URL", "")
    cache = Path(os.environ.get("BENCH_CACHE") or Path(tempfile.gettempdir(), "huiyin-bench"))
    home = cache / ("postgresql" if given else "sqlite")
    home.mkdir(parents=True, exist_ok=True)
    os.environ["HUIYIN_HOME"] = str(home)
    if given:
        os.environ["DATABASE_URL"] = urlsplit(given)._replace(path=f"/{DATABASE}").geturl()
        _create_database(given, home)


def _create_database(server: str, home: Path) -> None:
    import psycopg  # noqa: PLC0415 - not needed on SQLite

    with psycopg.connect(server, autocommit=True) as link:
        known = link.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
        if known.fetchone() is None:
            (home / "filled.json").unlink(missing_ok=True)
            link.execute(f"CREATE DATABASE {DATABASE}")  # type: ignore[arg-type]


def filled() -> dict[str, object]:
    """Fill the database where it is not yet; return what is in it."""
    from django.conf import settings  # noqa: PLC0415 - set up by now
    from django.core.management import call_command  # noqa: PLC0415

    note = Path(settings.HOME) / "filled.json"
    if note.exists():
        call_command("migrate", verbosity=0)
    else:
        note.write_text(json.dumps(_fill()))
    return json.loads(note.read_text())


def _fill() -> dict[str, object]:
    from benchmarks.multiply import multiply  # noqa: PLC0415 - models need Django
    from benchmarks.operator import complaints, set_up  # noqa: PLC0415
    from huiyin.cases.public import open_cases  # noqa: PLC0415
    from huiyin.kernel.clock import now  # noqa: PLC0415

    began = time.perf_counter()
    set_up()
    waiting = list(complaints(BASE))
    for start in range(0, BASE, 1000):
        open_cases(complaints=waiting[start : start + 1000], at=now(), actor_id="system")
    print(f"{BASE} opened after {time.perf_counter() - began:.0f} s", file=sys.stderr)
    counts = multiply(times=TIMES, open_times=OPEN_TIMES)
    return {**counts, "fill_seconds": round(time.perf_counter() - began)}


prepare()
