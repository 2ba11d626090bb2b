from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.cases.access import VIEW, hold_own_view
from huiyin.cases.models import SavedView
from huiyin.kernel.access.roles import Actor, require
from huiyin.kernel.refusal import Refusal
from huiyin.workforce.public import person_of_user

LONGEST_NAME = 40
MOST_VIEWS = 20


class CannotSaveView(Refusal):
    """A view without a name, with a name in use, one too many, or nobody to share it with."""

    code = "cannot_save_view"


@transaction.atomic
def save_view(*, name: str, query: str, is_shared: bool, at: datetime, actor: Actor) -> int:
    """Keep a list under a name, for oneself or also for one's team; return the view's id."""
    require(actor, VIEW)
    name = " ".join(name.split())
    _refuse_name(name, actor)
    if SavedView.objects.filter(owner=actor.id, deleted_at=None).count() >= MOST_VIEWS:
        raise CannotSaveView(
            _("You have %(most)d views already. Delete one that you no longer use.")
            % {"most": MOST_VIEWS}
        )
    team = _team_of(actor, at=at) if is_shared else ""
    view = SavedView.objects.create(
        owner=actor.id, name=name, query=query, team=team, saved_at=at
    )
    return int(view.pk)


@transaction.atomic
def share_view(*, view_id: int, is_shared: bool, at: datetime, actor: Actor) -> None:
    """Show one's own view to the team, or to nobody else any more."""
    view = hold_own_view(view_id=view_id, actor=actor)
    view.team = _team_of(actor, at=at) if is_shared else ""
    view.save(update_fields=["team"])


@transaction.atomic
def delete_view(*, view_id: int, at: datetime, actor: Actor) -> None:
    """Take one's own view out of the queue's head; `restore_view` undoes it."""
    view = hold_own_view(view_id=view_id, actor=actor)
    view.deleted_at = at
    view.save(update_fields=["deleted_at"])


@transaction.atomic
def restore_view(*, view_id: int, actor: Actor) -> None:
    """Bring a deleted view back, if its name is not in use again."""
    view = hold_own_view(view_id=view_id, actor=actor)
    if view.deleted_at is None:
        return
    _refuse_name(view.name, actor)
    view.deleted_at = None
    view.save(update_fields=["deleted_at"])


def _refuse_name(name: str, actor: Actor) -> None:
    if not name or len(name) > LONGEST_NAME:
        raise CannotSaveView(
            _("A view needs a name of at most %(most)d characters. Give it one.")
            % {"most": LONGEST_NAME}
        )
    if SavedView.objects.filter(owner=actor.id, name=name, deleted_at=None).exists():
        raise CannotSaveView(
            _(
                "You have a view called %(name)s already. Choose another name, or delete "
                "that one first."
            )
            % {"name": name}
        )


def _team_of(actor: Actor, *, at: datetime) -> str:
    kind, _sep, number = actor.id.partition(":")
    person = person_of_user(user_id=int(number), at=at) if kind == "user" else None
    if person is None or not person.team:
        raise CannotSaveView(
            _("You belong to no team to share it with. Save it for yourself, or ask your lead.")
        )
    return person.team
