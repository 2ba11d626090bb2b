"""Show a month's report to the public, or take it away again."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.insight.access import PUBLISH, reach_of
from huiyin.insight.events import ReportPublished, ReportWithdrawn
from huiyin.insight.models import PublishedReport
from huiyin.insight.queries.reports import monthly_report
from huiyin.insight.rules.periods import Period, month_of
from huiyin.insight.rules.publishing import public_content
from huiyin.insight.rules.questions import Question
from huiyin.kernel.access.roles import Actor, require
from huiyin.kernel.journal.record import record
from huiyin.kernel.refusal import Refusal


class CannotPublish(Refusal):
    """The month is not over, or the person does not see all of it."""

    code = "cannot_publish_report"


def publish_report(*, period: Period, users: int, at: datetime, actor: Actor) -> int:
    """Freeze the report of a month for the public and return its edition.

    Raises NotAllowed, CannotPublish.
    """
    require(actor, PUBLISH)
    _require_over(period, at=at)
    if reach_of(actor) is not None:
        raise CannotPublish(
            _(
                "The public report covers the whole operator, and your role only a part of "
                "it. Ask a quality manager of the whole."
            )
        )
    report = monthly_report(Question(period=period, users=users), reach=None)
    if not report.now.complaints:
        raise CannotPublish(
            _("There is nothing to report on in %(month)s. Choose another month.")
            % {"month": period.code}
        )
    return _freeze(period, public_content(report), at=at, actor=actor)


@transaction.atomic
def _freeze(period: Period, content: dict[str, object], *, at: datetime, actor: Actor) -> int:
    known = PublishedReport.objects.select_for_update().filter(period=period.code).first()
    edition = known.edition + 1 if known else 1
    PublishedReport.objects.create(
        period=period.code,
        edition=edition,
        content=content,
        published_at=at,
        published_by=actor.id,
    )
    event = ReportPublished(period=period.code, edition=edition)
    record(event, story=f"report:{period.code}", at=at, actor=actor.id)
    return edition


@transaction.atomic
def withdraw_report(*, period: Period, at: datetime, actor: Actor) -> None:
    """Take every edition of a month from the public. Raises NotAllowed, CannotPublish."""
    require(actor, PUBLISH)
    shown = PublishedReport.objects.filter(period=period.code, withdrawn_at=None)
    if not shown.update(withdrawn_at=at):
        raise CannotPublish(
            _("The report of %(month)s is not public; there is nothing to take away.")
            % {"month": period.code}
        )
    event = ReportWithdrawn(period=period.code)
    record(event, story=f"report:{period.code}", at=at, actor=actor.id)


def _require_over(period: Period, *, at: datetime) -> None:
    from huiyin.kernel.lake.columns import reporting_zone  # noqa: PLC0415

    if month_of(at.astimezone(reporting_zone()).date()).first >= period.after:
        return
    raise CannotPublish(
        _("%(month)s is not over yet. Publish it from the first of the next month on.")
        % {"month": period.code}
    )
