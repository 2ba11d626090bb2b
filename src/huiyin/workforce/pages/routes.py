"""Where matters go, the most specific route first."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from huiyin.kernel.access.actor import Request
from huiyin.kernel.access.roles import require
from huiyin.kernel.clock import now
from huiyin.kernel.refusal import Refusal
from huiyin.kernel.ui.choices import names_of
from huiyin.kernel.ui.fragments import render_page
from huiyin.workforce.access import SEE, SET_UP
from huiyin.workforce.actions.define_route import define_route, end_route
from huiyin.workforce.models import Route
from huiyin.workforce.pages.forms import RouteForm


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: Request) -> HttpResponse:
    """List the routes in force; define one."""
    require(request.actor, SEE)
    if request.method != "POST":
        return _page(request, RouteForm())
    form = RouteForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    team = form.cleaned_data["team"]
    place = {
        name: form.cleaned_data[name] for name in ("topic_prefix", "region_prefix", "tier")
    }
    try:
        define_route(
            **place,
            department=form.cleaned_data["department"].code,
            team=team.code if team else "",
            at=now(),
            actor=request.actor,
        )
    except Refusal as refusal:
        if refusal.status != 422:
            raise
        return _page(request, form, refusal)
    return redirect("workforce:routes")


@login_required
@require_POST
def end(request: Request, route_id: int) -> HttpResponse:
    """End a route; the next less specific one decides from now on."""
    end_route(route_id=route_id, at=now(), actor=request.actor)
    return redirect("workforce:routes")


def _page(request: Request, form: RouteForm, refusal: Refusal | None = None) -> HttpResponse:
    in_force = Route.objects.filter(valid_to=None).select_related("department", "team")
    topics, tiers = names_of("topics"), names_of("tiers")
    context = {
        "title": _("Routes"),
        "rows": [
            (
                route,
                topics.get(route.topic_prefix, route.topic_prefix),
                tiers.get(route.tier, route.tier),
            )
            for route in in_force
        ],
        "form": form,
        "refusal": refusal,
        "may_set_up": SET_UP.allows(request.actor),
    }
    status = 422 if form.is_bound else 200
    return render_page(request, "workforce/routes.html", context, status=status)
