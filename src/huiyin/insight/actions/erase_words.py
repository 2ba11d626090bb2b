"""Take a customer's part out of the topics when they ask to be forgotten."""

from datetime import datetime

from django.db import transaction

from huiyin.insight.actions.tally_topics import tally
from huiyin.insight.models import HotTopic, TopicCase


@transaction.atomic
def erase_words(*, customer_id: int, at: datetime) -> int:
    """Take the customer's complaints out of all topics, and titles in their words; return how
    many there were. What several customers said stays, with their own weight."""
    theirs = TopicCase.objects.select_for_update().filter(customer_id=customer_id)
    refs = list(theirs.values_list("case_ref", flat=True))
    topics = set(theirs.exclude(topic=None).values_list("topic_id", flat=True))
    count = theirs.count()
    theirs.delete()
    for topic in HotTopic.objects.select_for_update().filter(pk__in=topics).order_by("pk"):
        if topic.title_ref in refs:
            topic.title, topic.title_ref = ", ".join(topic.words[:3]) or "—", ""
            topic.save(update_fields=["title", "title_ref"])
        tally(topic)
    return count
