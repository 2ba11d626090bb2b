"""A reader says whether it helped."""

from datetime import datetime

from django.db import transaction
from django.db.models import Count, Q

from huiyin.knowledge.access import article_to_change
from huiyin.knowledge.models import Vote


@transaction.atomic
def vote_on_article(*, ref: str, voter: str, has_helped: bool, at: datetime) -> None:
    """Count what `voter` says; saying it again, or otherwise, replaces what was said."""
    article = article_to_change(ref=ref)
    Vote.objects.update_or_create(
        article=article, voter=voter, defaults={"has_helped": has_helped, "at": at}
    )
    counts = article.votes.aggregate(
        helped=Count("pk", filter=Q(has_helped=True)),
        not_helped=Count("pk", filter=Q(has_helped=False)),
    )
    article.helped, article.not_helped = counts["helped"], counts["not_helped"]
    article.save(update_fields=["helped", "not_helped"])
