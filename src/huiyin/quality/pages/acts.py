"""What people do to sampled answers; a refusal is shown where it was typed."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from huiyin.kernel.access.actor import Request
from huiyin.kernel.clock import now
from huiyin.kernel.refusal import NotAllowed, NotFound, Refusal
from huiyin.quality.access import see_sample
from huiyin.quality.actions.give_feedback import (
    answer_feedback,
    give_feedback,
    settle_appeal,
)
from huiyin.quality.actions.judge_answer import Said, judge_answer, undo_judgement
from huiyin.quality.models import Feedback, Sample
from huiyin.quality.pages.answer import answer
from huiyin.quality.pages.mine import own_answer
from huiyin.quality.queries.samples import next_open
from huiyin.quality.rules.grades import CRITERIA, Grade, grade_of


@login_required
@require_POST
def judge(request: Request, sample_id: int) -> HttpResponse:
    """Agree with the machine on all, or give grades of one's own."""
    sample = see_sample(sample_id=sample_id, actor=request.actor)

    def do() -> str:
        judge_answer(
            sample_id=sample_id, said=_said(request, sample), at=now(), actor=request.actor
        )
        return _("Judged. You can undo it on its page.")

    following = next_open(actor=request.actor, after=sample) if "next" in request.POST else None
    return _done(request, sample_id, do, to=following.pk if following else sample_id)


def _said(request: Request, sample: Sample) -> dict[str, Said]:
    """Return the grades of the form; `agree` takes the machine's."""
    if "agree" in request.POST:
        return {name: Said(grade=grade_of(score)) for name, score in sample.scores.items()}
    known = set(Grade)
    return {
        name: Said(grade=Grade(request.POST[name]), why=request.POST.get(f"why_{name}", ""))
        for name in CRITERIA
        if request.POST.get(name) in known
    }


@login_required
@require_POST
def undo(request: Request, sample_id: int) -> HttpResponse:
    """Take one's own judgement back."""

    def do() -> str:
        undo_judgement(sample_id=sample_id, at=now(), actor=request.actor)
        return _("Your judgement was taken back.")

    return _done(request, sample_id, do, to=sample_id)


@login_required
@require_POST
def give(request: Request, sample_id: int) -> HttpResponse:
    """Say something to whoever wrote the answer."""
    words = request.POST.get("words", "")

    def do() -> str:
        give_feedback(sample_id=sample_id, words=words, at=now(), actor=request.actor)
        return _("Sent to whoever wrote the answer.")

    return _done(request, sample_id, do, to=sample_id)


@login_required
@require_POST
def settle(request: Request, feedback_id: int) -> HttpResponse:
    """Say what came of an appeal."""
    sample_id = _sample_of(feedback_id)
    words = request.POST.get("outcome", "")

    def do() -> str:
        settle_appeal(feedback_id=feedback_id, words=words, at=now(), actor=request.actor)
        return _("The appeal is settled.")

    return _done(request, sample_id, do, to=sample_id)


@login_required
@require_POST
def reply(request: Request, feedback_id: int) -> HttpResponse:
    """Answer feedback on one's own answer, or appeal."""
    words, is_appeal = request.POST.get("reply", ""), "appeal" in request.POST
    try:
        answer_feedback(
            feedback_id=feedback_id,
            words=words,
            is_appeal=is_appeal,
            at=now(),
            actor=request.actor,
        )
    except (NotAllowed, NotFound):
        raise
    except Refusal as refusal:
        return own_answer(request, _sample_of(feedback_id), refusal)
    messages.success(request, _("Sent to whoever gave the feedback."))
    return redirect("answers:own", sample_id=_sample_of(feedback_id))


def _sample_of(feedback_id: int) -> int:
    found = Feedback.objects.filter(pk=feedback_id).values_list("sample_id", flat=True)
    return found.first() or 0


def _done(request: Request, sample_id: int, do: Callable[[], str], *, to: int) -> HttpResponse:
    try:
        said = do()
    except (NotAllowed, NotFound):
        raise
    except Refusal as refusal:
        return answer(request, sample_id, refusal)
    messages.success(request, said)
    return HttpResponseRedirect(reverse("answers:answer", args=[to]))
