"""What happened lately, and the story of one matter."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from huiyin.kernel.access.actor import Request
from huiyin.kernel.access.names import actor_names
from huiyin.kernel.access.roles import require
from huiyin.kernel.journal.story import recent_lines, story_of
from huiyin.kernel.ui.fragments import render_page
from huiyin.kernel.worker.access import SEE_JOURNAL

SIZE = 50


@login_required
@require_safe
def show(request: Request) -> HttpResponse:
    """Show the newest entries, or those of the story that was asked for, in order."""
    require(request.actor, SEE_JOURNAL)
    story = request.GET.get("story", "").strip()[:40]
    before = request.GET.get("before", "")
    is_number = before.isascii() and before.isdigit() and len(before) < 19
    if story:
        lines = story_of(story=story)
    else:
        lines = recent_lines(before=int(before) if is_number else None, limit=SIZE)
    names = actor_names(line.actor for line in lines)
    context = {
        "title": _("Journal"),
        "story": story,
        "lines": [(line, names.get(line.actor, line.actor)) for line in lines],
        "older": lines[-1].entry_id if not story and len(lines) == SIZE else None,
    }
    return render_page(request, "worker/journal.html", context)
