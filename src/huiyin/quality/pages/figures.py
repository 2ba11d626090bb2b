"""How good answers are, by team over the weeks, and how far those who judge agree."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from huiyin.kernel.access.actor import Request
from huiyin.kernel.access.roles import require
from huiyin.kernel.ui.fragments import render_page
from huiyin.quality.access import SEE
from huiyin.quality.pages.wording import CRITERION_NAMES
from huiyin.quality.queries.figures import FEWEST, Figures, calibrations, figures
from huiyin.quality.queries.samples import team_names
from huiyin.quality.rules.agreement import FEWEST as FEWEST_PAIRS


@login_required
@require_safe
def show(request: Request) -> HttpResponse:
    """Show the last twelve weeks."""
    require(request.actor, SEE)
    found = figures(actor=request.actor)
    context = {
        "weeks": found.weeks,
        "teams": _lines(found),
        "calibrations": [
            (CRITERION_NAMES[one.criterion], one.machine, one.managers)
            for one in calibrations(actor=request.actor)
        ],
        "fewest": FEWEST,
        "fewest_pairs": FEWEST_PAIRS,
    }
    return render_page(request, "quality/figures.html", context)


def _lines(found: Figures) -> list[dict[str, Any]]:
    names = team_names() | {"": _("All teams")}
    order = sorted(found.cells, key=lambda code: (code != "", names.get(code, code)))
    return [
        {
            "code": code,
            "name": names.get(code, code),
            "cells": [(week, found.cells[code].get(week)) for week in found.weeks],
        }
        for code in order
    ]
