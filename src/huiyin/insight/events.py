"""What happens to reports."""

from dataclasses import dataclass
from gettext import gettext as _

from huiyin.kernel.journal.events import Event, event


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPublished(Event):
    name = "insight.report_published"
    sentence = _("The report of %(period)s was shown to the public, edition %(edition)s.")

    period: str
    edition: int


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class ReportWithdrawn(Event):
    name = "insight.report_withdrawn"
    sentence = _("The report of %(period)s was taken from the public.")

    period: str
