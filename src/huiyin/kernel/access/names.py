"""Who acted, and what may be done, as people know them."""

from collections.abc import Iterable
from itertools import groupby

from django.apps import apps
from django.utils.translation import gettext as _

from huiyin.kernel.access.models import User
from huiyin.kernel.access.roles import Permission


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


def in_groups(wanted: Iterable[Permission]) -> list[tuple[str, list[Permission]]]:
    """Return the permissions under the name of the context that declares them."""
    by_code = sorted(wanted, key=lambda one: one.code)
    return [
        (_heading(context), list(some))
        for context, some in groupby(by_code, key=lambda one: one.code.partition(".")[0])
    ]


def _heading(context: str) -> str:
    # Tests declare permissions of contexts that are no apps.
    known = apps.app_configs.get(context)
    return str(known.verbose_name) if known else context
