"""What happens by itself when time passes."""

from datetime import datetime

from huiyin.insight.actions.find_new_topics import find_new_topics
from huiyin.insight.actions.follow_complaints import follow_complaints
from huiyin.kernel.worker.registry import works


@works("insight.topics", every=60)
def follow_what_customers_speak_of(at: datetime) -> int:
    if taken := follow_complaints(at=at):
        return taken
    find_new_topics(at=at)
    # Nothing more waits at once: what was grouped is grouped.
    return 0
