"""How quick this machine is just now: the same small sum, by its CPU time.

Beside other work a processor's thread gives less for its second; figures taken at different
times are compared by this one.
"""

import statistics
import time

STEPS = 1_000_000


def yardstick_ms() -> float:
    """Return the median CPU time of a million multiplications, in milliseconds."""
    return round(statistics.median(_once() for _ in range(5)) * 1000, 1)


def _once() -> float:
    began, total = time.process_time(), 0
    for step in range(STEPS):
        total += step * step
    return time.process_time() - began
