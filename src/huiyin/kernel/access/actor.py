"""The actor of a request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from huiyin.kernel.access.models import User
from huiyin.kernel.access.roles import NOBODY, Actor


class Request(HttpRequest):
    """A request after ActorMiddleware; for annotations in pages."""

    actor: Actor


def actor_of(user: User) -> Actor:
    """Return who `user` is to the rules. One query for the grants."""
    return Actor(
        id=f"user:{user.pk}",
        name=str(user),
        grants=tuple(grant.as_value() for grant in user.role_grants.all()),
        is_all_powerful=user.is_superuser,
    )


class ActorMiddleware:
    """Set `request.actor`; nobody where nobody is signed in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        request.actor = (  # type: ignore[attr-defined]
            actor_of(user) if user.is_authenticated else NOBODY
        )
        return self.get_response(request)
