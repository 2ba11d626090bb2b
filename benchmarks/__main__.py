"""`make bench`: run the benchmarks one after the other, each in a process of its own.

`python -m benchmarks import rest` runs only those. Each prints one JSON object.
"""

import json
import os
import subprocess
import sys
import tempfile

from benchmarks.yardstick import yardstick_ms

NAMES = ("import", "rest", "pages", "search", "timers", "notices", "memory", "text", "report")


def run(name: str, database: str) -> dict[str, object]:
    """Run one benchmark on one database in a scratch home and return its figures."""
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "HUIYIN_HOME": home, "DATABASE_URL": database}
        done = subprocess.run(
            [sys.executable, "-m", f"benchmarks.bench_{name}"],
            env=environment,
            stdout=subprocess.PIPE,
            check=True,
        )
    return json.loads(done.stdout.splitlines()[-1])


if __name__ == "__main__":
    databases = {"sqlite": "", "postgresql": os.environ.get("BENCH_DATABASE_URL", "")}
    for wanted in sys.argv[1:] or NAMES:
        for engine, url in databases.items():
            if engine == "sqlite" or url:
                when = {"load": os.getloadavg()[0], "yardstick_ms": yardstick_ms()}
                figures = {"bench": wanted, "on": engine, **when, **run(wanted, url)}
                print(json.dumps(figures), flush=True)
