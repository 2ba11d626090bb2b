"""What people do to topics; a refusal is shown where it was typed."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from huiyin.insight.actions.mark_topic import mark_topic
from huiyin.insight.actions.merge_topics import CannotMergeTopics, merge_topics, part_topics
from huiyin.insight.actions.take_out_case import put_back_case, take_out_case
from huiyin.insight.pages.topic import answer
from huiyin.insight.rules.topics.standing import Mark
from huiyin.kernel.access.actor import Request
from huiyin.kernel.clock import now
from huiyin.kernel.refusal import NotAllowed, NotFound, Refusal


@login_required
@require_POST
def mark(request: Request, topic_id: int) -> HttpResponse:
    """Say what is being done."""
    said = request.POST.get("mark", "")
    chosen = Mark(said) if said in set(Mark) else Mark.NONE
    why, link = request.POST.get("why", ""), request.POST.get("link", "")
    at, actor = now(), request.actor

    def do() -> str:
        mark_topic(topic_id=topic_id, mark=chosen, why=why, link=link, at=at, actor=actor)
        return _("Noted.")

    return _done(request, topic_id, do)


@login_required
@require_POST
def merge(request: Request, topic_id: int) -> HttpResponse:
    """Put this topic into another, and go there."""
    chosen = request.POST.get("into", "")
    if not (chosen.isascii() and chosen.isdecimal() and len(chosen) < 18):
        return answer(
            request, topic_id, CannotMergeTopics(_("Choose another topic that is open."))
        )
    into = int(chosen)

    def do() -> str:
        merge_topics(topic_id=topic_id, into=into, at=now(), actor=request.actor)
        return _("Put together. You can take it apart again below.")

    return _done(request, topic_id, do, to=into)


@login_required
@require_POST
def part(request: Request, topic_id: int) -> HttpResponse:
    """Let a topic stand on its own again."""

    def do() -> str:
        part_topics(topic_id=topic_id, at=now(), actor=request.actor)
        return _("It stands on its own again.")

    return _done(request, topic_id, do)


@login_required
@require_POST
def take_out(request: Request, topic_id: int) -> HttpResponse:
    """Take a complaint out."""
    ref = request.POST.get("ref", "")

    def do() -> str:
        take_out_case(topic_id=topic_id, ref=ref, at=now(), actor=request.actor)
        return _("%(ref)s was taken out. You can put it back below.") % {"ref": ref[:24]}

    return _done(request, topic_id, do)


@login_required
@require_POST
def put_back(request: Request, topic_id: int) -> HttpResponse:
    """Put a complaint back."""
    ref = request.POST.get("ref", "")

    def do() -> str:
        put_back_case(topic_id=topic_id, ref=ref, at=now(), actor=request.actor)
        return _("%(ref)s was put back.") % {"ref": ref[:24]}

    return _done(request, topic_id, do)


def _done(
    request: Request, topic_id: int, do: Callable[[], str], *, to: int | None = None
) -> HttpResponse:
    try:
        said = do()
    except (NotAllowed, NotFound):
        raise
    except Refusal as refusal:
        return answer(request, topic_id, refusal)
    messages.success(request, said)
    return redirect("topics:topic", topic_id=topic_id if to is None else to)
