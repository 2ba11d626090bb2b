"""`huiyin complaints import` of a CSV file with everything: reading the file, understanding,
de-duplication, clocks, dispatch, journal, search, notices queued.
"""

import csv
import io
import json
import os
import resource
import tempfile
import time
from contextlib import redirect_stdout
from pathlib import Path

from django.core.management import call_command

from benchmarks.operator import complaints, set_up

COUNT = int(os.environ.get("BENCH_COUNT", "20000"))
COLUMNS = ("case id", "text", "phone", "name", "timestamp", "region", "place")


def write(path: Path) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(COLUMNS)
        for one in complaints(COUNT):
            phone = one.contacts[0][1]
            said_at = one.at.isoformat()
            out.writerow(
                (one.external_id, one.body, phone, one.name, said_at, one.region, one.place)
            )


def cpu() -> float:
    """Return the CPU seconds of this process and of those it started and saw end."""
    own, others = (
        resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime


def main() -> None:
    set_up()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "complaints.csv"
        write(path)
        said = io.StringIO()
        busy, began = cpu(), time.perf_counter()
        with redirect_stdout(said):
            call_command("complaints_import", str(path), json=True, stdout=said)
        seconds, busy = time.perf_counter() - began, cpu() - busy
    summary = json.loads(said.getvalue().splitlines()[-1])
    assert (summary["read"], summary["rejected"]) == (COUNT, 0), summary
    print(
        json.dumps(
            {
                "complaints": COUNT,
                "per_second": round(COUNT / seconds),
                "cpu_us_each": round(busy / COUNT * 1e6),
                **{name: summary[name] for name in ("opened", "repeated", "joined")},
            }
        )
    )


if __name__ == "__main__":
    main()
