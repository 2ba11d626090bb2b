"""The table of who may do what, drawn from what contexts declare."""

from itertools import groupby

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse

from huiyin.kernel.access.access import SEE_PEOPLE
from huiyin.kernel.access.actor import Request
from huiyin.kernel.access.roles import ROLE_NAMES, permissions, require
from huiyin.kernel.ui.fragments import render_page


@login_required
def show(request: Request) -> HttpResponse:
    """Show role × action, by context."""
    require(request.actor, SEE_PEOPLE)
    known = sorted(permissions.values(), key=lambda permission: permission.code)
    groups = [
        (context, [(one, [role in one.roles for role in ROLE_NAMES]) for one in some])
        for context, some in groupby(known, key=lambda one: one.code.partition(".")[0])
    ]
    context = {"roles": list(ROLE_NAMES.values()), "groups": groups, "count": len(known)}
    return render_page(request, "access/roles.html", context)
