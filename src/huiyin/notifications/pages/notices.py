"""Notices to customers: what became of each, and trying again."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_POST, require_safe

from huiyin.kernel.access.actor import Request
from huiyin.kernel.access.roles import require
from huiyin.kernel.clock import now
from huiyin.kernel.ui.fragments import render_page
from huiyin.kernel.ui.tables import keyset_page
from huiyin.notifications.access import (
    LIST_NOTICES,
    RETRY_NOTICES,
    listed_notices,
    notice_for,
)
from huiyin.notifications.actions.retry_notices import retry_notices
from huiyin.notifications.models import Notice
from huiyin.notifications.models.notices import REASON_NAMES, STATE_NAMES
from huiyin.notifications.queries.notices import NoticeCard, card_of
from huiyin.notifications.queries.wording import render, words_of
from huiyin.notifications.rules import routes
from huiyin.notifications.rules.words import declared

MEANINGS = {
    routes.QUEUED: "information",
    routes.HELD: "attention",
    routes.SENT: "ok",
    routes.DELIVERED: "ok",
    routes.FAILED: "overdue",
    routes.SUPPRESSED: "attention",
}
WAY_NAMES = {
    "sms": pgettext_lazy("channel", "SMS"),
    "email": pgettext_lazy("channel", "E-mail"),
    "wechat": pgettext_lazy("channel", "WeChat"),
}
MOST_AT_ONCE = 5000


@login_required
@require_safe
def show(request: Request) -> HttpResponse:
    """List notices, newest first, of one state or of all."""
    wanted = request.GET.get("state", "")
    state = wanted if wanted in STATE_NAMES else ""
    story = request.GET.get("story", "").strip()[:40]
    found = listed_notices(request.actor)
    found = found.filter(state=state) if state else found
    found = found.filter(story=story) if story else found
    page = keyset_page(found, order=["-id"], after=request.GET.get("after", ""))
    context = {
        "page": page,
        "rows": [shown(card_of(row)) for row in page.rows],
        "chips": _chips(state, story),
        "story": story,
        "more": f"?{urlencode({'state': state, 'story': story})}&after=",
        "may_retry": state == routes.FAILED and RETRY_NOTICES.allows(request.actor),
    }
    return render_page(request, "notifications/notices.html", context)


@login_required
@require_safe
def detail(request: Request, notice_id: int) -> HttpResponse:
    """Show one notice: its words as sent or as they would be, its state, what went wrong."""
    row = notice_for(request.actor, notice_id=notice_id)
    card = card_of(row)
    draft = None
    if not row.body and row.code in declared:
        draft = render(row, language=row.language, texts=words_of([row.code])[row.code])
    context = {
        "row": row,
        "one": shown(card),
        "draft": draft,
        "may_retry": row.state == routes.FAILED and RETRY_NOTICES.allows(request.actor),
        "may_list": LIST_NOTICES.allows(request.actor),
    }
    return render_page(request, "notifications/notice.html", context)


@login_required
@require_POST
def retry(request: Request, notice_id: int) -> HttpResponse:
    """Send one failed notice again."""
    require(request.actor, RETRY_NOTICES)
    notice_for(request.actor, notice_id=notice_id)
    retry_notices(ids=[notice_id], at=now())
    messages.success(request, _("It is tried again now."))
    return redirect("notifications:notice", notice_id)


@login_required
@require_POST
def retry_all(request: Request) -> HttpResponse:
    """Send every failed notice again, as after an outage of a provider."""
    require(request.actor, RETRY_NOTICES)
    failed = Notice.objects.filter(state=routes.FAILED).order_by("id")
    ids = list(failed.values_list("pk", flat=True)[:MOST_AT_ONCE])
    count = retry_notices(ids=ids, at=now())
    messages.success(request, _("%(count)s notices are tried again now.") % {"count": count})
    return redirect("notifications:list")


def shown(card: NoticeCard) -> dict[str, object]:
    """Return a notice with its state in words."""
    return {
        "card": card,
        "state": STATE_NAMES.get(card.state, card.state),
        "meaning": MEANINGS.get(card.state, ""),
        "way": WAY_NAMES.get(card.kind, card.kind),
        "reason": REASON_NAMES.get(card.reason, card.reason),
    }


def _chips(state: str, story: str) -> list[dict[str, object]]:
    return [
        {
            "href": f"?{urlencode({'state': '' if one == state else one, 'story': story})}",
            "label": _("State"),
            "value": name,
            "is_on": one == state,
        }
        for one, name in STATE_NAMES.items()
    ]
