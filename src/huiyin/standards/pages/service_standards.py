"""Service standards: what is demanded of a service or step, in time, quality and conduct."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from huiyin.kernel.access.actor import Request
from huiyin.kernel.access.roles import may, require
from huiyin.kernel.clock import now
from huiyin.kernel.ui.fragments import render_page
from huiyin.standards.access import REVISE_STANDARDS, VIEW_STANDARDS
from huiyin.standards.actions.revise_standard import revise_standard
from huiyin.standards.models import StandardVersion
from huiyin.standards.pages import words
from huiyin.standards.pages.answer import answer_form
from huiyin.standards.pages.forms import NamesForm, StandardForm
from huiyin.standards.queries.listing import current_standards, standard_versions
from huiyin.standards.queries.topics import topic_names


@login_required
def list_standards(request: Request) -> HttpResponse:
    require(request.actor, VIEW_STANDARDS)
    language = get_language() or "en"
    topics = topic_names(language)
    rows = [
        {
            "name": one.name,
            "version": one.row,
            "aspect": words.ASPECTS[one.row.standard.aspect],
            "topic": topics.get(one.row.topic, one.row.topic),
            **_demand(one.row),
        }
        for one in current_standards(language)
    ]
    context = {
        "rows": rows,
        "at": now(),
        "tabs": words.tabs("service_standards"),
        "may_revise": may(request.actor, REVISE_STANDARDS),
    }
    return render_page(request, "standards/service_standards.html", context)


def _demand(version: StandardVersion) -> dict[str, Any]:
    return {
        "comparison": words.COMPARISONS[version.comparison],
        "unit": words.UNITS.get(version.unit, version.unit),
        "owner": words.DEPARTMENTS.get(version.owner, version.owner),
    }


@login_required
def edit_standard(request: Request, code: str = "") -> HttpResponse:
    require(request.actor, REVISE_STANDARDS)
    versions = standard_versions(code)
    form = StandardForm(request.POST or None, initial=_initial(versions))
    form.fields["code"].disabled = bool(versions)
    history = [{"version": version, **_demand(version)} for version in versions]
    return answer_form(
        request,
        form,
        lambda: revise_standard(
            standard=form.cleaned_data["code"],
            draft=form.draft,
            seen_number=form.cleaned_data["seen_number"],
            review_due_at=form.cleaned_data["review_due_at"],
            at=now(),
            actor=request.actor,
        ),
        back="standards:service_standards",
        context={"title": _("Service standard"), "history": history},
    )


def _initial(versions: list[StandardVersion]) -> dict[str, Any]:
    if not versions:
        return {}
    latest = versions[0]
    same = ("topic", "step", "comparison", "value", "unit", "owner", "source")
    return {
        "code": latest.standard.code,
        "aspect": latest.standard.aspect,
        "seen_number": latest.number,
        "review_due_at": latest.review_due_at,
        **NamesForm.initial_names(latest.standard.names),
        **{name: getattr(latest, name) for name in same},
    }
