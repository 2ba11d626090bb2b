"""Time: the only place that reads the system clock, and the arithmetic of working hours."""

from huiyin.kernel.clock.system import now

__all__ = ["now"]
