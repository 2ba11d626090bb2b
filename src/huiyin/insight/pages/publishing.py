"""Showing a report to the public, and the public's page of it."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from huiyin.insight.actions.publish_report import publish_report, withdraw_report
from huiyin.insight.pages.asking import BadQuestion, read_users
from huiyin.insight.pages.definitions import SHARES, WAITS
from huiyin.insight.pages.words import CLOCK_NAMES, CUT_NAMES, hours, names, percent
from huiyin.insight.queries.published import Edition, published_periods, published_report
from huiyin.insight.rules.periods import Period, parse_month
from huiyin.kernel.access.actor import Request
from huiyin.kernel.clock import now
from huiyin.kernel.refusal import NotFound
from huiyin.kernel.ui.fragments import render_page


@login_required
@require_POST
def publish(request: Request) -> HttpResponse:
    """Freeze the month for the public."""
    period, users = _period(request), read_users(request.POST.get("users", ""))
    publish_report(period=period, users=users, at=now(), actor=request.actor)
    return redirect("quality:report", period=period.code)


@login_required
@require_POST
def withdraw(request: Request) -> HttpResponse:
    """Take the month from the public."""
    period = _period(request)
    withdraw_report(period=period, at=now(), actor=request.actor)
    return redirect("insight:report")


def _period(request: Request) -> Period:
    period = parse_month(request.POST.get("month", ""))
    if period is None:
        raise BadQuestion(_("Choose the month to publish."))
    return period


def show_latest(request: HttpRequest) -> HttpResponse:
    """Lead to the latest month that is public."""
    periods = published_periods()
    if not periods:
        return render_page(request, "insight/public.html", {"edition": None})
    return redirect("quality:report", period=periods[0])


def show(request: HttpRequest, period: str) -> HttpResponse:
    """Show a month to whoever comes; no sign-in, nothing personal."""
    edition = published_report(period=period)
    if edition is None:
        raise NotFound(
            _("There is no public report of this month. Look at the list of months.")
        )
    context = public_context(edition) | {"periods": published_periods()}
    return render_page(request, "insight/public.html", context)


def public_context(edition: Edition) -> dict[str, Any]:
    """Return what a template needs of a published month."""
    content, called = edition.content, names()
    return {
        "edition": edition,
        "content": content,
        "figures": [*_waits(content), *_shares(content)],
        "tables": [
            (CUT_NAMES[cut], [(called.of(cut, code), count) for code, count in lines])
            for cut, lines in content["cuts"].items()
            if len(lines) > 1
        ],
        "chart": {
            "kind": "bar",
            "x": [month for month, _count in content["months"]],
            "series": [{"name": _("Complaints"), "values": [c for _m, c in content["months"]]}],
            "unit": _("complaints"),
        },
        "head": [_("Month"), _("Complaints")],
        "rows": [[month, _shown(count)] for month, count in content["months"]],
    }


def _shown(count: int | None) -> str:
    return _("fewer than 5") if count is None else str(count)


def _shares(content: dict[str, Any]) -> list[tuple[str, str, str]]:
    promises = [
        (_("Kept on time: %(promise)s") % {"promise": CLOCK_NAMES.get(kind, kind)}, one)
        for kind, one in content["on_time"].items()
    ]
    rest = [(str(SHARES[name][0]), one) for name, one in content["shares"].items()]
    return [
        (label, percent(part / base), _("of %(count)s") % {"count": base})
        for label, (part, base) in (*promises, *rest)
    ]


def _waits(content: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [
        (
            str(WAITS[name][0]),
            _("half within %(p50)s, 95 %% within %(p95)s")
            % {"p50": hours(p50), "p95": hours(p95)},
            _("of %(count)s") % {"count": count},
        )
        for name, (count, p50, _p80, p95) in content["waits"].items()
    ]
