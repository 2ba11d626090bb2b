"""What was said of one's own answers."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from huiyin.kernel.access.actor import Request
from huiyin.kernel.access.names import actor_names
from huiyin.kernel.refusal import NotFound, Refusal
from huiyin.kernel.ui.fragments import render_page
from huiyin.kernel.ui.tables import keyset_page
from huiyin.quality.models import Sample
from huiyin.quality.pages.answer import stand_lines, words_context
from huiyin.quality.pages.wording import why_drawn
from huiyin.quality.queries.samples import Stand, feedback_on, judgements_on, own_judged


@login_required
@require_safe
def show(request: Request) -> HttpResponse:
    """List one's own answers that people have judged, the latest first."""
    found = own_judged(actor=request.actor)
    page = keyset_page(
        found, order=["-answered_at", "-id"], after=request.GET.get("after", ""), size=50
    )
    stands = judgements_on(sample_ids=[sample.pk for sample in page.rows])
    context = {
        "lines": [_line(sample, stands.get(sample.pk, [])) for sample in page.rows],
        "page": page,
        "count": found.count(),
    }
    return render_page(request, "quality/mine.html", context)


def _line(sample: Sample, stands: list[Stand]) -> dict[str, Any]:
    points = [stand.points for stand in stands]
    return {
        "sample": sample,
        "why": why_drawn(sample),
        "points": round(100 * sum(points) / len(points)) if points else None,
        "judged": len(stands),
    }


@login_required
@require_safe
def show_one(request: Request, sample_id: int) -> HttpResponse:
    """Show one of one's own answers with what was said of it."""
    return own_answer(request, sample_id)


def own_answer(
    request: Request, sample_id: int, refusal: Refusal | None = None
) -> HttpResponse:
    """Return the page of one's own answer; with a refusal, what was typed stays."""
    sample = own_judged(actor=request.actor).filter(pk=sample_id).first()
    if sample is None:
        raise NotFound(_("There is no such answer of yours. Go back to the list."))
    stands = judgements_on(sample_ids=[sample.pk]).get(sample.pk, [])
    said = feedback_on(sample=sample)
    names = actor_names(
        [stand.by for stand in stands]
        + [one.by for one in said]
        + [one.settled_by for one in said]
    )
    context = words_context(sample) | {
        "why": why_drawn(sample),
        "stands": [stand_lines(stand, names) for stand in stands],
        "feedback": [
            (one, names.get(one.by, ""), names.get(one.settled_by, "")) for one in said
        ],
        "refusal": refusal,
        "typed": request.POST if refusal else {},
    }
    status = 200 if refusal is None else refusal.status
    return render_page(request, "quality/own.html", context, status=status)
