"""Take the labels of an operator's own history into the tree, where it does not have them."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from huiyin.kernel.access.roles import Actor, require
from huiyin.kernel.text import detect_language
from huiyin.standards.access import REVISE_STANDARDS
from huiyin.standards.actions.revise_topic import revise_topic
from huiyin.standards.models import Topic
from huiyin.standards.queries.topics import topics_by_label
from huiyin.standards.rules.labels import OWN, OWN_NAMES, code_of


@transaction.atomic
def add_topics(
    *, labels: Collection[str], department: str, at: datetime, actor: Actor
) -> dict[str, str]:
    """Make a topic of each label that names none yet; return the code of every label.

    New ones stand under a branch of their own and may be renamed and given to other
    departments afterwards. Raise CannotRevise.
    """
    require(actor, REVISE_STANDARDS)
    known = topics_by_label(labels)
    missing = sorted(set(labels) - known.keys())
    if missing and not Topic.objects.filter(code=OWN).exists():
        _add(OWN, OWN_NAMES, department=department, at=at, actor=actor)
    for label in missing:
        known[label] = code_of(label)
        # One that was put out of use comes back as it was; so does one written a little
        # differently, which has the same code.
        old = Topic.objects.filter(code=known[label]).first()
        names = old.names if old else {detect_language(label) or "en": label}
        department_of = old.department if old else department
        _add(known[label], names, department=department_of, at=at, actor=actor)
    return known


def _add(
    code: str, names: dict[str, str], *, department: str, at: datetime, actor: Actor
) -> None:
    revise_topic(
        code=code, names=names, department=department, is_active=True, at=at, actor=actor
    )
