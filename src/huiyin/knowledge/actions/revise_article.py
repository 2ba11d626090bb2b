"""Somebody knows it better."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.kernel.access.roles import Actor, require
from huiyin.kernel.refusal import Refusal
from huiyin.knowledge.access import WRITE, article_to_change
from huiyin.knowledge.actions.write_article import keep_version, refuse_unreadable


class CannotRevise(Refusal):
    """Somebody else has written a version in the meantime."""

    code = "cannot_revise_article"


@transaction.atomic
def revise_article(
    *, ref: str, title: str, body: str, based_on: int, at: datetime, actor: Actor
) -> int:
    """Write the next version of an article and return its number.

    What readers see stays as it is until that version is published.
    """
    require(actor, WRITE)
    refuse_unreadable(title=title, body=body)
    article = article_to_change(ref=ref)
    if article.latest != based_on:
        raise CannotRevise(
            _(
                "Version %(number)s was written in the meantime. "
                "Compare it with yours and write again."
            )
            % {"number": article.latest}
        )
    article.latest += 1
    article.changed_at = at
    if not article.published:
        article.title, article.body = title.strip(), body.strip()
    article.save(update_fields=["latest", "changed_at", "title", "body"])
    keep_version(article, title=title, body=body, at=at, actor=actor)
    return article.latest
