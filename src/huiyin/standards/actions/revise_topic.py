import re
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.kernel.access.roles import Actor, require
from huiyin.kernel.editions.kept import begin_edition
from huiyin.kernel.journal.record import record
from huiyin.standards.access import REVISE_STANDARDS
from huiyin.standards.actions.refuse_draft import CannotRevise
from huiyin.standards.events import TopicRevised
from huiyin.standards.models import Cause, Topic

CODE = re.compile(r"[a-z][a-z0-9_]{0,29}(\.[a-z][a-z0-9_]{0,39})?")


@transaction.atomic
def revise_topic(
    *,
    code: str,
    names: dict[str, str],
    department: str,
    is_active: bool,
    at: datetime,
    actor: Actor,
) -> None:
    """Add a topic, or rename it, give it to another department, put it out of use.

    The code never changes, and topics are never deleted: old cases bear them.
    Raise CannotRevise.
    """
    require(actor, REVISE_STANDARDS)
    if not department:
        raise CannotRevise(_("The topic goes to no department. Choose one."))
    _refuse_odd(Topic, code, names)
    defaults = {"names": names, "department": department, "is_active": is_active}
    topic, _is_new = Topic.objects.update_or_create(
        code=code, defaults=defaults, create_defaults={**defaults, "position": _last(Topic)}
    )
    _announce(topic, tree="topics", department=department, at=at, actor=actor)


@transaction.atomic
def revise_cause(
    *, code: str, names: dict[str, str], is_active: bool, at: datetime, actor: Actor
) -> None:
    """Add a cause, rename it, or put it out of use. Raise CannotRevise."""
    require(actor, REVISE_STANDARDS)
    _refuse_odd(Cause, code, names)
    defaults = {"names": names, "is_active": is_active}
    cause, _is_new = Cause.objects.update_or_create(
        code=code, defaults=defaults, create_defaults={**defaults, "position": _last(Cause)}
    )
    _announce(cause, tree="causes", department="", at=at, actor=actor)


def _refuse_odd(tree: type[Topic] | type[Cause], code: str, names: dict[str, str]) -> None:
    if not any(names.values()):
        raise CannotRevise(_("It has no name. Write one in at least one language."))
    if not CODE.fullmatch(code):
        raise CannotRevise(
            _(
                "The code must be small letters, digits and underscores, at most two levels "
                "deep (billing.refund_pending). Correct it."
            )
        )
    parent = code.rpartition(".")[0]
    if parent and not tree._default_manager.filter(code=parent).exists():  # noqa: SLF001
        raise CannotRevise(
            _("There is no %(parent)s to put it under. Add that first.") % {"parent": parent}
        )


def _last(tree: type[Topic] | type[Cause]) -> int:
    last = tree._default_manager.order_by("-position").first()  # noqa: SLF001
    return last.position + 1 if last else 0


def _announce(
    node: Topic | Cause, *, tree: str, department: str, at: datetime, actor: Actor
) -> None:
    begin_edition("standards")
    record(
        TopicRevised(
            code=node.code, tree=tree, department=department, is_active=node.is_active
        ),
        story=f"{tree}:{node.pk}",
        at=at,
        actor=actor.id,
    )
