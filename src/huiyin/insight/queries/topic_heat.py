"""How hot a topic is now: read from its fading sum, whoever asks."""

from datetime import datetime

from huiyin.insight.models import HotTopic
from huiyin.insight.rules.topics.heat import Fading, living_heat


def heat_now(topic: HotTopic, at: datetime) -> float:
    """Return how hot a topic is at a moment."""
    left = Fading(topic.heat, topic.heat_at).left(at)
    return living_heat(left, weekly=topic.weekly, areas=len(topic.areas), oneness=topic.oneness)
