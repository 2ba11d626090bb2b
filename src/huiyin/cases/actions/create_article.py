from datetime import datetime

from django.db import transaction
from django.utils.translation import get_language

from huiyin.cases.access import TEACH, hold_case
from huiyin.kernel.access.roles import Actor
from huiyin.knowledge.public import draft_article


@transaction.atomic
def create_article(*, ref: str, title: str, body: str, at: datetime, actor: Actor) -> str:
    """Keep what a case taught as a draft for staff, and return the article's reference.

    Raises CannotWrite where title or body is missing.
    """
    case = hold_case(ref=ref, actor=actor, wanted=TEACH)
    return draft_article(
        title=title,
        body=body,
        language=case.language or get_language() or "",
        topics=[case.topic] if case.topic else [],
        source_story=ref,
        at=at,
        actor=actor,
    )
