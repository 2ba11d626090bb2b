"""Every component once, with invented content: what pages are built from."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from huiyin.kernel.clock import now
from huiyin.kernel.refusal import Refusal
from huiyin.kernel.ui.fragments import render_page
from huiyin.kernel.ui.tables import Page


class SampleForm(forms.Form):
    """One field of each kind."""

    subject = forms.CharField(label="Subject", help_text="In the customer's own words.")
    words = forms.CharField(label="What happened", widget=forms.Textarea, required=False)
    channel = forms.ChoiceField(
        label="Channel", choices=[("web", "Web"), ("phone", "Phone"), ("email", "E-mail")]
    )
    marks = forms.MultipleChoiceField(
        label="Marks",
        choices=[("vip", "VIP"), ("vulnerable", "Vulnerable"), ("press", "Press")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    is_urgent = forms.BooleanField(label="Urgent", required=False)


@login_required
def show(request: HttpRequest) -> HttpResponse:
    """Show the pattern page; its form can be sent, so that errors are seen in place."""
    form = SampleForm(request.POST or {"subject": "", "channel": "phone"})
    context = _samples(now()) | {"form": form, "refusal": Refusal(_refusal_sentence())}
    status = 422 if request.method == "POST" and not form.is_valid() else 200
    return render_page(request, "ui/patterns.html", context, status=status)


@login_required
def show_portal(request: HttpRequest) -> HttpResponse:
    """Show the customer's components, to be looked at in each size of type."""
    at = now()
    context = {"steps": _steps(at), "form": SampleForm(), "due": at + timedelta(hours=20)}
    return render_page(request, "ui/patterns_portal.html", context)


def _refusal_sentence() -> str:
    return _("This list cannot go on from there: it has changed. Open its first page again.")


def _samples(at: datetime) -> dict[str, Any]:
    return {
        "at": at,
        "clocks": _clocks(at),
        "steps": _steps(at),
        "rows": _rows(at),
        "page": Page([], "sample"),
        "chips": [
            {"href": "?", "label": "in", "value": "Zhejiang", "is_on": True},
            {"href": "?", "label": "about", "value": "Billing", "is_on": True},
            {"href": "?", "label": "Channel"},
        ],
        "tabs": [
            {"href": "?", "label": "Open", "count": 128, "is_current": True},
            {"href": "?", "label": "Waiting", "count": 14},
            {"href": "?", "label": "Closed"},
        ],
        "facts": [("Tier", "Gold"), ("Language", "中文"), ("Region", "330106")],
        "files": [{"name": "bill-2026-02.pdf", "href": "?"}],
        "chart": _chart(),
        "head": ["Day", "Opened", "Closed"],
        "figures": [["Mon", 120, 96], ["Tue", 132, 128], ["Wed", 101, 134]],
        "amount": 128_500_000,
    }


def _clocks(at: datetime) -> list[dict[str, Any]]:
    hour = timedelta(hours=1)
    return [
        {"start": at - hour, "due": at + 8 * hour, "state": "running"},
        {"start": at - 5 * hour, "due": at + 2.2 * hour, "state": "running"},
        {"start": at - 30 * hour, "due": at - 3 * hour, "state": "running"},
        {"start": at - 2 * hour, "due": at + 5 * hour, "state": "paused"},
        {"start": at - 9 * hour, "due": at - hour, "state": "met"},
        {"start": at - 9 * hour, "due": at - hour, "state": "missed"},
    ]


def _steps(at: datetime) -> list[dict[str, Any]]:
    return [
        {"label": _("Received"), "state": "done", "at": at - timedelta(hours=26), "who": ""},
        {
            "label": _("Dispatched"),
            "state": "done",
            "at": at - timedelta(hours=25),
            "who": "网络部",
        },
        {
            "label": _("In progress"),
            "state": "current",
            "at": at - timedelta(hours=3),
            "who": "李工",
        },
        {"label": _("Resolved"), "state": "todo"},
        {"label": _("Called back"), "state": "todo"},
    ]


def _rows(at: datetime) -> list[dict[str, Any]]:
    hour = timedelta(hours=1)
    return [
        {
            "ref": "C-2603-00017",
            "who": "王**",
            "topic": "家庭宽带 · 网速慢",
            "last": "晚上八点以后看视频一直转圈，师傅来过两次还是这样。",
            "mark": _("Overdue"),
            "meaning": "overdue",
            "start": at - 30 * hour,
            "due": at - 2 * hour,
        },
        {
            "ref": "C-2603-00021",
            "who": "J***",
            "topic": "Billing · Unrecognised charge",
            "last": "There is a 30 yuan subscription I never ordered.",
            "mark": _("In progress"),
            "meaning": "information",
            "start": at - 6 * hour,
            "due": at + 2 * hour,
        },
        {
            "ref": "C-2603-00024",
            "who": "陈**",
            "topic": "移动网络 · 无信号",
            "last": "地下车库完全没有信号。",
            "mark": _("Resolved"),
            "meaning": "ok",
            "start": at - hour,
            "due": at + 40 * hour,
        },
    ]


def _chart() -> dict[str, Any]:
    return {
        "kind": "line",
        "x": ["Mon", "Tue", "Wed"],
        "unit": "cases",
        "target": 110,
        "series": [
            {"name": "Opened", "values": [120, 132, 101]},
            {"name": "Closed", "values": [96, 128, 134]},
        ],
    }
