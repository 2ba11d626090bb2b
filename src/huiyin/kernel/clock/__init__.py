"""Time: the only place that reads the system clock, and the arithmetic of working hours."""

from huiyin.kernel.clock.calendar import Calendar, Hours, InvalidCalendar, SpecialDay, Week
from huiyin.kernel.clock.public_holidays import HolidayYear, public_holidays
from huiyin.kernel.clock.system import now
from huiyin.kernel.clock.working_time import (
    ALWAYS,
    BeyondHorizon,
    WorkingTime,
    compile_calendar,
)

__all__ = [
    "ALWAYS",
    "BeyondHorizon",
    "Calendar",
    "HolidayYear",
    "Hours",
    "InvalidCalendar",
    "SpecialDay",
    "Week",
    "WorkingTime",
    "compile_calendar",
    "now",
    "public_holidays",
]
