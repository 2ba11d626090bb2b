"""A customer's matters, and following one without a contact."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from huiyin.cases.pages.portal.sentences import meaning_of, state_sentence
from huiyin.cases.pages.portal.visitor import (
    for_customers,
    hold_ref,
    is_signed_in,
    personal,
    visitor_of,
)
from huiyin.cases.queries.links import followed_ref
from huiyin.cases.queries.portal import matters_of
from huiyin.kernel.ui.fragments import render_page


@for_customers
def show(request: HttpRequest) -> HttpResponse:
    """List the visitor's matters, the latest first."""
    rows = [
        {"case": case, "sentence": state_sentence(case), "meaning": meaning_of(case)}
        for case in matters_of(visitor=visitor_of(request))
    ]
    context = {"rows": rows, "is_signed_in": is_signed_in(request)}
    return render_page(request, "cases/portal/matters.html", context)


@personal
def follow(request: HttpRequest, token: str) -> HttpResponse:
    """Open the matter of a secret link; a link that is none tells nothing."""
    ref = followed_ref(token)
    if not ref:
        return render_page(request, "cases/portal/no_link.html", status=404)
    hold_ref(request, ref)
    return redirect("portal:matter", ref=ref)
