from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.kernel.access.roles import Actor, require
from huiyin.kernel.editions.kept import begin_edition
from huiyin.kernel.journal.record import record
from huiyin.standards.access import REVISE_STANDARDS
from huiyin.standards.actions.refuse_draft import CannotRevise, known_codes, refuse
from huiyin.standards.events import LegalLimitAdded
from huiyin.standards.models import Limit
from huiyin.standards.rules.drafts import LimitDraft, limit_problem


@transaction.atomic
def add_legal_limit(
    *, draft: LimitDraft, valid_from: datetime, at: datetime, actor: Actor
) -> int:
    """Write down a legal limit, which ends the one it replaces; return its id.

    A law may have begun in the past. Raise CannotRevise.
    """
    require(actor, REVISE_STANDARDS)
    refuse(limit_problem(draft, known_codes()))
    _end_previous(draft, valid_from)
    columns = (
        "names",
        "kind",
        "region",
        "value",
        "unit",
        "tag",
        "source",
        "clause",
        "calendar",
    )
    limit = Limit.objects.create(
        valid_from=valid_from, **{column: getattr(draft, column) for column in columns}
    )
    begin_edition("standards")
    added = LegalLimitAdded(
        kind=limit.kind,
        region=limit.region,
        limit_id=limit.pk,
        valid_from=valid_from.isoformat(),
    )
    record(added, story=f"limit:{limit.pk}", at=at, actor=actor.id)
    return limit.pk


def _end_previous(draft: LimitDraft, valid_from: datetime) -> None:
    same = Limit.objects.select_for_update().filter(kind=draft.kind, region=draft.region)
    if any(limit.valid_from >= valid_from for limit in same.order_by("pk")):
        raise CannotRevise(
            _("A limit of this kind and place begins then or later already. Look at the list.")
        )
    same.filter(valid_to=None).update(valid_to=valid_from)
