"""Policies: what is promised to whom, their versions, and what a draft would change."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from huiyin.kernel.access.actor import Request
from huiyin.kernel.access.roles import may, require
from huiyin.kernel.clock import now
from huiyin.kernel.refusal import NotFound
from huiyin.kernel.regions import region_name
from huiyin.kernel.ui.fragments import render_page
from huiyin.standards.access import REVISE_STANDARDS, VIEW_STANDARDS
from huiyin.standards.actions.revise_policy import revise_policy
from huiyin.standards.models import PolicyVersion
from huiyin.standards.pages import words
from huiyin.standards.pages.answer import answer_form
from huiyin.standards.pages.policy_form import PolicyForm, initial_of
from huiyin.standards.queries.book import book, read_targets
from huiyin.standards.queries.changes import Change, changes_of
from huiyin.standards.queries.listing import (
    calendar_cards,
    current_policies,
    listed_limits,
    policy_versions,
)
from huiyin.standards.queries.topics import topic_cards, topic_names
from huiyin.standards.rules.drafts import PolicyDraft
from huiyin.standards.rules.foreseen import foreseen_for
from huiyin.standards.rules.names import name_in
from huiyin.standards.rules.promises import PolicyRule
from huiyin.standards.rules.writing import write_duration


@login_required
def list_policies(request: Request) -> HttpResponse:
    require(request.actor, VIEW_STANDARDS)
    rows = [
        {"name": one.name, **_row(one.row)} for one in current_policies(get_language() or "en")
    ]
    context = {
        "rows": rows,
        "at": now(),
        "tabs": words.tabs("policies"),
        "may_revise": may(request.actor, REVISE_STANDARDS),
    }
    return render_page(request, "standards/policies.html", context)


@login_required
def show_policy(request: Request, code: str) -> HttpResponse:
    require(request.actor, VIEW_STANDARDS)
    versions = policy_versions(code)
    if not versions:
        raise NotFound(_("There is no such policy. Choose one of the list."))
    language = get_language() or "en"
    calendars = {card.code: card.name for card in calendar_cards(language)}
    context = {
        "code": code,
        "name": name_in(versions[0].policy.names, language),
        "at": now(),
        "versions": [_row(version, calendars) for version in versions],
        "may_revise": may(request.actor, REVISE_STANDARDS),
    }
    return render_page(request, "standards/policy.html", context)


@login_required
def edit_policy(request: Request, code: str = "") -> HttpResponse:
    """Revise a policy; the button `preview` only shows what would change."""
    require(request.actor, REVISE_STANDARDS)
    versions = policy_versions(code)
    form = _form(request, versions)
    context: dict[str, Any] = {"title": _("Policy"), "history": versions}
    template = "standards/policy_form.html"
    if "preview" in request.POST and form.is_valid():
        context |= {"form": form, "back": "standards:policies", "is_preview": True}
        at = now()
        rule = _rule(form, at=form.cleaned_data["valid_from"] or at)
        changes = changes_of(book(), rule, at=rule.valid_from, home=settings.HUIYIN_REGION)
        context["changes"] = [_change(change) for change in changes]
        context["foreseen"] = foreseen_for(rule, at=at)
        context["is_for_new_only"] = form.cleaned_data["applies_to"] == "new"
        return render_page(request, template, context)
    return answer_form(
        request,
        form,
        lambda: _revise(request, form),
        back="standards:policies",
        template=template,
        context=context,
    )


def _form(request: Request, versions: list[PolicyVersion]) -> PolicyForm:
    language = get_language() or "en"
    form = PolicyForm(
        request.POST or None,
        topics=[(card.code, card.name) for card in topic_cards(language)],
        calendars=[(card.code, card.name) for card in calendar_cards(language)],
        limits=sorted({one.row.kind: one.name for one in listed_limits(language)}.items()),
        initial=initial_of(versions[0]) if versions else None,
    )
    form.fields["code"].disabled = bool(versions)
    return form


def _revise(request: Request, form: PolicyForm) -> None:
    at = now()
    revise_policy(
        policy=form.cleaned_data["code"],
        draft=form.draft,
        seen_number=form.cleaned_data["seen_number"],
        valid_from=form.cleaned_data["valid_from"] or at,
        applies_to=form.cleaned_data["applies_to"],
        review_due_at=form.cleaned_data["review_due_at"],
        at=at,
        actor=request.actor,
    )


def _rule(form: PolicyForm, *, at: datetime) -> PolicyRule:
    """Return what was typed as a rule in force from `at`."""
    draft: PolicyDraft = form.draft
    return PolicyRule(
        version_id=0,
        code=form.cleaned_data["code"],
        conditions=draft.conditions,
        targets=draft.targets,
        source=draft.source,
        valid_from=at,
    )


def _change(change: Change) -> dict[str, Any]:
    names = topic_names(get_language() or "en")
    return {
        "clock": words.CLOCKS[change.kind],
        "before": write_duration(change.before_s) or "–",
        "after": write_duration(change.after_s) or "–",
        "count": len(change.topics),
        "examples": [names.get(topic, topic) for topic in change.topics[:5]],
        "vip": change.is_vip,
        "urgency": words.URGENCIES[change.urgency],
    }


def _row(
    version: PolicyVersion, calendars: Mapping[str, str] = MappingProxyType({})
) -> dict[str, Any]:
    language = get_language() or "en"
    return {
        "version": version,
        "conditions": _conditions(version, topic_names(language)),
        "targets": [
            {
                "clock": words.CLOCKS[target.kind],
                "time": write_duration(target.target_s) or _("as the law says"),
                "calendar": calendars.get(target.calendar, target.calendar),
                "milestones": [
                    (one.percent, words.AUDIENCES[one.audience]) for one in target.milestones
                ],
            }
            for target in read_targets(version.targets)
        ],
    }


def _conditions(version: PolicyVersion, topics: dict[str, str]) -> list[str]:
    vip = {True: _("VIP only"), False: _("Others only"), None: ""}[version.is_vip]
    said = (
        topics.get(version.topic, version.topic),
        vip,
        str(words.URGENCIES.get(version.urgency, "")),
        region_name(version.region, language=get_language() or "en"),
        str(words.CHANNELS.get(version.channel, version.channel)),
    )
    return [one for one in said if one] or [_("Everyone")]
