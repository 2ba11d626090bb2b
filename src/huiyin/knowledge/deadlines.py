"""Knowledge ages."""

from collections.abc import Sequence
from datetime import datetime

from huiyin.kernel.journal.record import Fact, record_many
from huiyin.kernel.timers.schedule import Due, on_timer
from huiyin.knowledge.actions.publish_article import REVIEW
from huiyin.knowledge.events import ArticleReviewDue


@on_timer(REVIEW)
def ask_for_a_review(due: Sequence[Due], at: datetime) -> None:
    """Say which articles have not been looked at for long."""
    record_many(
        [
            Fact(
                event=ArticleReviewDue(ref=timer.subject),
                story=f"article:{timer.subject}",
                at=at,
            )
            for timer in due
        ]
    )
