"""The garbage collector, set for processes that load much once and then work."""

import gc

# The default, 700, runs it several times within one complaint.
YOUNG, MIDDLE, OLD = 20_000, 20, 50


def settle() -> None:
    """Let the collector leave alone what is loaded by now, and run less often for the rest.

    Call when a process is ready to work. Code, models and dictionaries stay for its life;
    walking over them again and again was a tenth of the time of a bulk import.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, MIDDLE, OLD)
