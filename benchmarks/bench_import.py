"""Bulk import with everything: understand, de-duplicate, clocks, dispatch, journal, notices."""

import json
import os
import statistics

from benchmarks.operator import complaints, measured, set_up
from huiyin.cases.public import open_cases
from huiyin.kernel.clock import now

COUNT = int(os.environ.get("BENCH_COUNT", "20000"))
CHUNK = 1000

set_up()
waiting = list(complaints(COUNT))
rates, figures, cpu = [], {}, 0.0
for start in range(0, COUNT, CHUNK):
    with measured(figures):
        open_cases(complaints=waiting[start : start + CHUNK], at=now(), actor_id="system")
    rates.append(CHUNK / figures["seconds"])
    cpu += figures["cpu_seconds"]
print(
    json.dumps(
        {
            "complaints": COUNT,
            "per_second_median": round(statistics.median(rates)),
            "per_second_slowest": round(min(rates)),
            "cpu_us_each": round(cpu / COUNT * 1e6),
        }
    )
)
