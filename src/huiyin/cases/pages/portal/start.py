"""Where customers begin."""

from django.http import HttpRequest, HttpResponse

from huiyin.kernel.ui.fragments import render_page


def show(request: HttpRequest) -> HttpResponse:
    """Offer the four ways on."""
    return render_page(request, "cases/portal/start.html")
