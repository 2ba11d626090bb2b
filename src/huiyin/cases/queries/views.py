"""The views somebody finds in the head of the queue."""

from dataclasses import dataclass

from django.db.models import Q

from huiyin.cases.models import SavedView
from huiyin.kernel.access.roles import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewCard:
    """A saved view; `is_mine` says whether it may be shared and deleted."""

    id: int
    name: str
    query: str
    is_mine: bool
    is_shared: bool


def saved_views(*, actor: Actor, team: str) -> list[ViewCard]:
    """Return one's own views and those of the team, by name; one query."""
    wanted = Q(owner=actor.id)
    if team:
        wanted |= Q(team=team)
    found = SavedView.objects.filter(wanted, deleted_at=None).order_by("name", "id")
    return [
        ViewCard(
            id=view.pk,
            name=view.name,
            query=view.query,
            is_mine=view.owner == actor.id,
            is_shared=bool(view.team),
        )
        for view in found
    ]
