"""Complaints whose topic nobody is sure of: one key each to decide."""

from collections.abc import Mapping, Sequence

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from huiyin.cases.access import CLASSIFY
from huiyin.cases.actions.understand_words import understand_words
from huiyin.cases.models import Case
from huiyin.cases.pages.asked import count_words
from huiyin.cases.pages.lines import queue_lines
from huiyin.cases.queries.queue import COUNTED, QueueFilter, count_up_to, queue
from huiyin.channels.public import messages_of
from huiyin.kernel.access.actor import Request
from huiyin.kernel.access.roles import require
from huiyin.kernel.clock import now
from huiyin.kernel.ui.fragments import render_page
from huiyin.kernel.ui.tables import keyset_page

SIZE = 20


@login_required
@require_safe
def show(request: Request) -> HttpResponse:
    """List what waits to be classified, the soonest due first."""
    require(request.actor, CLASSIFY)
    at = now()
    entries = queue(actor=request.actor, wanted=QueueFilter(needs_triage=True))
    after = request.GET.get("after", "")
    page = keyset_page(entries, order=("due_at", "case_id"), after=after, size=SIZE)
    lines, known = queue_lines(page.rows, at=at)
    said = messages_of(stories=[line.ref for line in lines])
    suggested = dict(Case.objects.filter(ref__in=list(said)).values_list("ref", "suggestions"))
    words = {
        line.ref: said[line.ref][0].body if said[line.ref] else line.title for line in lines
    }
    deciding = _deciding_words(words, suggested)
    rows = [
        {
            "line": line,
            "words": words[line.ref],
            "deciding": deciding[line.ref],
            "suggestions": [
                (topic, known.topic(topic), round(confidence * 100))
                for topic, confidence in suggested[line.ref][:3]
            ],
        }
        for line in lines
    ]
    context = {
        "rows": rows,
        "page": page,
        "count": count_words(count_up_to(entries), most=COUNTED),
    }
    return render_page(request, "cases/triage.html", context)


def _deciding_words(
    words: Mapping[str, str], suggested: Mapping[str, Sequence[tuple[str, float]]]
) -> dict[str, list[str]]:
    """Return what spoke for the first suggestion; nothing where the model now says another."""
    read = understand_words(list(words.values()))
    return {
        ref: [word.text for word in one.judgement.words]
        if suggested[ref] and one.judgement.topic == suggested[ref][0][0]
        else []
        for ref, one in zip(words, read, strict=True)
    }
