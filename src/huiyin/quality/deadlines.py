"""What happens by itself when time passes."""

from datetime import datetime

from huiyin.kernel.worker.registry import works
from huiyin.quality.actions.draw_sample import draw_weeks
from huiyin.quality.actions.follow_answers import follow_answers, forget_answers
from huiyin.quality.actions.forget_samples import forget_samples


@works("quality.follow", every=60)
def follow_the_answers_sent(at: datetime) -> int:
    return follow_answers(at=at)


@works("quality.draw", every=900)
def draw_the_weeks_that_are_over(at: datetime) -> int:
    if drawn := draw_weeks(at=at):
        return drawn
    forget_answers(at=at)
    forget_samples(at=at)
    return 0
