"""A draft was not worth keeping."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.kernel.access.roles import Actor, require
from huiyin.kernel.journal.record import record
from huiyin.kernel.refusal import NotFound, Refusal
from huiyin.knowledge.access import WRITE, article_to_change
from huiyin.knowledge.events import ArticleWithdrawn
from huiyin.knowledge.models import State


class CannotDiscard(Refusal):
    """Readers have seen it already."""

    code = "cannot_discard_draft"


@transaction.atomic
def discard_draft(*, ref: str, source_story: str, at: datetime, actor: Actor) -> None:
    """Put away a draft that was learnt from `source_story`; its versions stay.

    Raises NotFound for what was learnt elsewhere, CannotDiscard for what is no draft.
    """
    require(actor, WRITE)
    article = article_to_change(ref=ref)
    if article.source_story != source_story:
        raise NotFound(_("There is no such draft from this case. Open the case anew."))
    if article.state != State.DRAFT:
        raise CannotDiscard(
            _("%(ref)s is not a draft any more. Open the article and withdraw it there.")
            % {"ref": ref}
        )
    article.state, article.changed_at = State.WITHDRAWN, at
    article.save(update_fields=["state", "changed_at"])
    record(ArticleWithdrawn(ref=ref), story=f"article:{ref}", at=at, actor=actor.id)
