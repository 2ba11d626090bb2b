"""Readers are not to see it any more."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.kernel.access.roles import Actor, require
from huiyin.kernel.journal.record import record
from huiyin.kernel.refusal import Refusal
from huiyin.kernel.search import remove_rows
from huiyin.kernel.timers.schedule import cancel_timers
from huiyin.knowledge.access import PUBLISH, article_to_change
from huiyin.knowledge.actions.publish_article import REVIEW
from huiyin.knowledge.events import ArticleWithdrawn
from huiyin.knowledge.models import WORDS, State


class CannotWithdraw(Refusal):
    """It is not published."""

    code = "cannot_withdraw_article"


@transaction.atomic
def withdraw_article(*, ref: str, at: datetime, actor: Actor) -> None:
    """Take an article from its readers and from suggestions; its versions stay."""
    require(actor, PUBLISH)
    article = article_to_change(ref=ref)
    if article.state != State.PUBLISHED:
        raise CannotWithdraw(_("This article is not published, so nobody can see it already."))
    article.state, article.review_at, article.changed_at = State.WITHDRAWN, None, at
    article.save(update_fields=["state", "review_at", "changed_at"])
    remove_rows(WORDS, [article.pk])
    cancel_timers(kind=REVIEW, subjects=[ref])
    record(ArticleWithdrawn(ref=ref), story=f"article:{ref}", at=at, actor=actor.id)
