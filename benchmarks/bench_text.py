"""Understanding words: topic, urgency, mood, signals and entities of texts, in batches."""

import json
import os
import statistics
import time

from benchmarks.operator import complaints, set_up
from huiyin.cases.actions.understand_words import understand_words

COUNT = int(os.environ.get("BENCH_COUNT", "10000"))
CHUNK = 1000


def main() -> None:
    set_up()
    texts = [complaint.body for complaint in complaints(COUNT)]
    understand_words(texts[:50])
    rates, busy = [], time.process_time()
    for start in range(0, COUNT, CHUNK):
        began = time.perf_counter()
        understand_words(texts[start : start + CHUNK])
        rates.append(len(texts[start : start + CHUNK]) / (time.perf_counter() - began))
    each = (time.process_time() - busy) / COUNT
    alone = []
    for text in texts[:300]:
        began = time.perf_counter()
        understand_words([text])
        alone.append(time.perf_counter() - began)
    print(
        json.dumps(
            {
                "texts": COUNT,
                "per_second_median": round(statistics.median(rates)),
                "cpu_us_each": round(each * 1e6),
                "one_alone_ms": round(statistics.median(alone) * 1000, 2),
            }
        )
    )


if __name__ == "__main__":
    main()
