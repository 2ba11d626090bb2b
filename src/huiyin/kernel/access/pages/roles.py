"""The table of who may do what, drawn from what contexts declare."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse

from huiyin.kernel.access.access import SEE_PEOPLE
from huiyin.kernel.access.actor import Request
from huiyin.kernel.access.names import in_groups
from huiyin.kernel.access.roles import ROLE_NAMES, permissions, require
from huiyin.kernel.ui.fragments import render_page


@login_required
def show(request: Request) -> HttpResponse:
    """Show role × action, by context."""
    require(request.actor, SEE_PEOPLE)
    groups = [
        (heading, [(one, [role in one.roles for role in ROLE_NAMES]) for one in some])
        for heading, some in in_groups(permissions.values())
    ]
    roles, count = list(ROLE_NAMES.values()), len(permissions)
    context = {"roles": roles, "groups": groups, "count": count}
    return render_page(request, "access/roles.html", context)
