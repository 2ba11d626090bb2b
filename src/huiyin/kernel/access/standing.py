"""Who a person refused is, and who could give them what they lack."""

from django.db.models import Q
from django.http import HttpRequest

from huiyin.kernel.access.models import User
from huiyin.kernel.access.roles import ROLE_NAMES, Role, roles_of
from huiyin.kernel.ui.fragments import Standing, tells_standing

GIVERS = 3


@tells_standing
def standing_of(request: HttpRequest) -> Standing | None:
    """Return the roles of whoever is signed in, and some administrators. One query."""
    actor = getattr(request, "actor", None)
    if actor is None or actor.user_id is None:
        return None
    held = roles_of(actor.grants)
    givers = User.objects.filter(
        Q(role_grants__role=Role.ADMINISTRATOR) | Q(is_superuser=True), is_active=True
    ).distinct()
    return Standing(
        name=actor.name,
        roles=tuple(str(name) for role, name in ROLE_NAMES.items() if role in held),
        givers=tuple(str(user) for user in givers.order_by("username")[:GIVERS]),
    )
