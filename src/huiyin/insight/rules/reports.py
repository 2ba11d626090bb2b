"""A monthly report as values."""

from dataclasses import dataclass, field
from datetime import date

from huiyin.insight.rules.intervals import Change, Share, change_of_count, share
from huiyin.insight.rules.periods import Spans
from huiyin.insight.rules.questions import Question


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """Hours until something happened: how many are known, and the quantiles of them."""

    count: int = 0
    p50: float | None = None
    p80: float | None = None
    p95: float | None = None


NO_WAITS = Waits()


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """All figures of one period. Shares are None where there is nothing to share."""

    complaints: int = 0
    per_10_000: float | None = None
    handovers: float | None = None
    mean_score: float | None = None
    first_response: Waits = Waits()
    resolution: Waits = Waits()
    reply_delay: Waits = Waits()
    # Hours that cases stood at each step before the next one came.
    stays: dict[str, Waits] = field(default_factory=dict)
    on_time: dict[str, Share] = field(default_factory=dict)
    shares: dict[str, Share] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Line:
    """One topic, channel, area, …: its complaints now and in the period before."""

    code: str
    now: int
    before: int
    year: int = 0
    # What else is known of it now: resolution kept on time, first contact, repeat, ….
    shares: dict[str, Share] = field(default_factory=dict)

    @property
    def change(self) -> Change:
        return change_of_count(self.now, self.before)

    def share_of(self, whole: int) -> Share | None:
        return share(self.now, whole)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a month was like, beside the month before and the same month a year before."""

    question: Question
    # What is compared with what; less than months while the month is not over.
    spans: Spans
    published_at: str
    now: Figures
    before: Figures
    year: Figures
    # Complaints by day of the period, none left out; and the same of the period before.
    days: tuple[tuple[date, int], ...]
    days_before: tuple[tuple[date, int], ...]
    # Complaints by month, the last thirteen.
    months: tuple[tuple[str, int], ...]
    # By what is cut (topic_group, topic, channel, area, department, source), most first.
    cuts: dict[str, tuple[Line, ...]]
    # Seven weekdays from Monday of 24 hours.
    heat: tuple[tuple[int, ...], ...]

    @property
    def change(self) -> Change:
        return change_of_count(self.now.complaints, self.before.complaints)
