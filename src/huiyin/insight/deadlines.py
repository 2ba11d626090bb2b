"""What happens by itself when time passes."""

from collections.abc import Sequence
from datetime import datetime

from huiyin.insight.actions.find_new_topics import find_new_topics
from huiyin.insight.actions.follow_complaints import follow_complaints
from huiyin.insight.actions.schedule_report import DUE, plan_next, queue_sendings
from huiyin.insight.actions.send_reports import send_reports
from huiyin.insight.models import ReportSchedule
from huiyin.kernel.timers.schedule import Due, on_timer
from huiyin.kernel.worker.registry import works


@works("insight.topics", every=60)
def follow_what_customers_speak_of(at: datetime) -> int:
    if taken := follow_complaints(at=at):
        return taken
    find_new_topics(at=at)
    # Nothing more waits at once: what was grouped is grouped.
    return 0


@on_timer(DUE)
def queue_the_report(due: Sequence[Due], at: datetime) -> None:
    """Queue the letters of what is due, and plan the next; missed times are sent once."""
    by_id = {int(one.subject): one for one in due}
    live = ReportSchedule.objects.filter(pk__in=by_id, is_paused=False, deleted_at=None)
    for schedule in live.select_for_update().order_by("pk"):
        queue_sendings(schedule, due_at=by_id[schedule.pk].due_at)
        plan_next(schedule, at=at)


@works("insight.send_reports", every=10, is_shared=True)
def send_what_was_ordered(at: datetime) -> int:
    return send_reports(at=at)
