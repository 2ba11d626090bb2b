"""Rating: from one's own matter, or by the signed link of a notice. Looking changes nothing:
scanners open the links of mails before people do.
"""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from huiyin.cases.access import see_own_case
from huiyin.cases.actions.explain_rating import explain_rating, is_explainable
from huiyin.cases.actions.rate_case import Rating, rate_case
from huiyin.cases.models import CallBack
from huiyin.cases.pages.portal.forms import RatingForm, ReasonsForm
from huiyin.cases.pages.portal.matter import show_matter
from huiyin.cases.pages.portal.visitor import for_customers, personal, visitor_of
from huiyin.cases.queries.links import call_back_of
from huiyin.cases.queries.portal import UNRATED
from huiyin.cases.rules.life import State
from huiyin.kernel.access.throttle import limited
from huiyin.kernel.clock import now
from huiyin.kernel.refusal import NotFound, Refusal
from huiyin.kernel.ui.fragments import render_page

SCORES = {"1": 1, "2": 2, "3": 3, "4": 4, "5": 5}
ANSWERS = {"yes": True, "no": False}
HOUR = timedelta(hours=1)
slow_down = limited(what="portal.rate", limit=120, within=HOUR)


@require_POST
@for_customers
@slow_down
def of_matter(request: HttpRequest, ref: str) -> HttpResponse:
    """Take the rating of one's own matter."""
    case = see_own_case(ref=ref, visitor=visitor_of(request))
    form = RatingForm(request.POST)
    if not form.is_valid():
        return show_matter(request, ref, rating_form=form)
    rating = _rating(form, score=SCORES[form.cleaned_data["score"]])
    try:
        rate_case(ref=ref, customer_id=case.customer_id, rating=rating, at=now())
    except Refusal as refusal:
        return show_matter(request, ref, refusal=refusal, rating_form=form)
    return redirect("portal:matter", ref=ref)


@personal
@slow_down
def show(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for the rating; one tap gives it."""
    call_back = _call_back(token)
    if request.method != "POST":
        return _answer(request, token, call_back)
    score = SCORES.get(request.POST.get("score", ""))
    if score is None:
        return _answer(request, token, call_back, status=422)
    case = call_back.case
    try:
        rate_case(
            ref=case.ref, customer_id=case.customer_id, rating=Rating(score=score), at=now()
        )
    except Refusal as refusal:
        return _answer(request, token, call_back, refusal=refusal, status=refusal.status)
    return redirect("portal:rate", token=token)


@require_POST
@personal
@slow_down
def explain(request: HttpRequest, token: str) -> HttpResponse:
    """Take what lies behind the rating."""
    call_back = _call_back(token)
    form = ReasonsForm(request.POST)
    if not form.is_valid():
        return _answer(request, token, call_back, form=form, status=422)
    try:
        rating = _rating(form, score=call_back.score)
        explain_rating(call_back_id=call_back.pk, rating=rating, at=now())
    except Refusal as refusal:
        return _answer(request, token, call_back, refusal=refusal, status=refusal.status)
    return redirect("portal:rate", token=token)


def _answer(
    request: HttpRequest,
    token: str,
    call_back: CallBack,
    *,
    form: ReasonsForm | None = None,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    case = call_back.case
    is_current = case.state == State.RESOLVED and case.cycle == call_back.cycle
    context = {
        "token": token,
        "case": case,
        "is_open": is_current and call_back.outcome in UNRATED,
        "call_back": call_back,
        "is_explainable": is_explainable(call_back, at=now()),
        "scores": RatingForm.SCORES,
        "form": form or ReasonsForm(),
        "refusal": refusal,
    }
    return render_page(request, "cases/portal/rate.html", context, status=status)


def _call_back(token: str) -> CallBack:
    found = call_back_of(token)
    if found is None:
        raise NotFound(_("This link does not work. Open the one in our latest message again."))
    return found


def _rating(form: ReasonsForm, *, score: int | None) -> Rating:
    said = form.cleaned_data
    return Rating(
        score=score,
        is_solved=ANSWERS.get(said["is_solved"]),
        is_timely=ANSWERS.get(said["is_timely"]),
        is_satisfied=ANSWERS.get(said["is_satisfied"]),
        words=said["words"],
    )
