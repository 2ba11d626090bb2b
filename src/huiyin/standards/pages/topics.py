"""The trees of topics and causes."""

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
from huiyin.standards.actions.revise_topic import revise_cause, revise_topic
from huiyin.standards.models import Cause, Topic
from huiyin.standards.pages import words
from huiyin.standards.pages.answer import answer_form
from huiyin.standards.pages.forms import CauseForm, NamesForm, TopicForm
from huiyin.standards.rules.names import name_in


@login_required
def list_topics(request: Request) -> HttpResponse:
    return _list(request, "topics", list(Topic.objects.all()))


@login_required
def list_causes(request: Request) -> HttpResponse:
    return _list(request, "causes", list(Cause.objects.all()))


def _list(request: Request, tree: str, nodes: list[Any]) -> HttpResponse:
    require(request.actor, VIEW_STANDARDS)
    language = get_language() or "en"
    rows = [
        {
            "node": node,
            "name": name_in(node.names, language),
            "is_leaf": "." in node.code,
            "department": words.DEPARTMENTS.get(
                getattr(node, "department", ""), getattr(node, "department", "")
            ),
        }
        for node in _in_tree_order(nodes)
    ]
    context = {
        "rows": rows,
        "is_topics": tree == "topics",
        "tabs": words.tabs(tree),
        "may_revise": may(request.actor, REVISE_STANDARDS),
        "edit": f"standards:edit_{tree[:-1]}",
        "add": f"standards:add_{tree[:-1]}",
    }
    return render_page(request, "standards/topics.html", context)


def _in_tree_order(nodes: list[Any]) -> list[Any]:
    place = {node.code: node.position for node in nodes}
    return sorted(
        nodes,
        key=lambda node: (
            place.get(node.code.partition(".")[0], 0),
            "." in node.code,
            node.position,
        ),
    )


@login_required
def edit_topic(request: Request, code: str = "") -> HttpResponse:
    require(request.actor, REVISE_STANDARDS)
    topic = Topic.objects.filter(code=code).first()
    initial = _initial(topic)
    if topic:
        initial["department"] = topic.department
    form = TopicForm(request.POST or None, initial=initial)
    form.fields["code"].disabled = topic is not None
    return answer_form(
        request,
        form,
        lambda: revise_topic(
            names=form.names,
            at=now(),
            actor=request.actor,
            **{name: form.cleaned_data[name] for name in ("code", "department", "is_active")},
        ),
        back="standards:topics",
        context={"title": _("Topic")},
    )


@login_required
def edit_cause(request: Request, code: str = "") -> HttpResponse:
    require(request.actor, REVISE_STANDARDS)
    cause = Cause.objects.filter(code=code).first()
    form = CauseForm(request.POST or None, initial=_initial(cause))
    form.fields["code"].disabled = cause is not None
    return answer_form(
        request,
        form,
        lambda: revise_cause(
            names=form.names,
            at=now(),
            actor=request.actor,
            **{name: form.cleaned_data[name] for name in ("code", "is_active")},
        ),
        back="standards:causes",
        context={"title": _("Cause")},
    )


def _initial(node: Topic | Cause | None) -> dict[str, Any]:
    if node is None:
        return {"is_active": True}
    names = NamesForm.initial_names(node.names)
    return {"code": node.code, "is_active": node.is_active, **names}
