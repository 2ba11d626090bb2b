"""Who acted, as people know them."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from huiyin.kernel.access.models import User


def actor_names(actors: Iterable[str]) -> dict[str, str]:
    """Return the names of actors (`user:12`, `key:7`, `system`) for people. One query."""
    wanted = set(actors)
    users = [int(actor[5:]) for actor in wanted if actor.startswith("user:")]
    names = {f"user:{user.pk}": str(user) for user in User.objects.filter(pk__in=users)}
    for actor in wanted:
        if actor.startswith("customer:"):
            names[actor] = _("Customer")
        elif actor.startswith("key:"):
            names[actor] = _("Integration")
        elif actor == "system":
            names[actor] = "Huiyin"
    return names
