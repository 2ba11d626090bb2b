"""The pages of webhooks: who is told what, what became of it, and once more."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from huiyin.kernel.access.actor import Request
from huiyin.kernel.access.roles import require
from huiyin.kernel.clock import now
from huiyin.kernel.refusal import NotFound, Refusal
from huiyin.kernel.ui.fragments import render_page
from huiyin.kernel.ui.tables import keyset_page
from huiyin.kernel.webhooks.access import MANAGE_WEBHOOKS
from huiyin.kernel.webhooks.models import Subscription, WebhookDelivery
from huiyin.kernel.webhooks.subscriptions import (
    NewSubscription,
    send_again,
    subscribe,
    switch,
)


class SubscriptionForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Label"), max_length=80)
    url = forms.CharField(label=gettext_lazy("Address"), max_length=500)
    patterns = forms.CharField(
        label=gettext_lazy("Events"),
        max_length=500,
        help_text=gettext_lazy("Names or patterns such as cases.*, parted by spaces."),
    )


@login_required
@never_cache
def show(request: Request) -> HttpResponse:
    """Show the subscriptions; on POST make one and show its secret, this once."""
    require(request.actor, MANAGE_WEBHOOKS)
    form = SubscriptionForm(request.POST or None)
    made, refusal = None, None
    if request.method == "POST" and form.is_valid():
        try:
            made = _subscribe(request, form.cleaned_data)
        except Refusal as no:
            refusal = no
    page = keyset_page(
        Subscription.objects.all(), order=["-id"], after=request.GET.get("after", "")
    )
    context = {"form": form, "made": made, "refusal": refusal, "page": page}
    is_refused = refusal is not None or bool(form.errors)
    status = 422 if is_refused else 200
    return render_page(request, "webhooks/subscriptions.html", context, status=status)


@login_required
def deliveries(request: Request, subscription_id: int) -> HttpResponse:
    """Show what was and will be sent to one address, the latest first."""
    require(request.actor, MANAGE_WEBHOOKS)
    subscription = Subscription.objects.filter(pk=subscription_id).first()
    if subscription is None:
        raise NotFound(_("There is no such subscription. Look at the list."))
    sent = WebhookDelivery.objects.filter(subscription=subscription)
    page = keyset_page(sent, order=["-entry_id"], after=request.GET.get("after", ""))
    context = {"subscription": subscription, "page": page}
    return render_page(request, "webhooks/deliveries.html", context)


@require_POST
@login_required
def turn(request: Request, subscription_id: int) -> HttpResponse:
    """Switch a subscription on or off."""
    wanted = request.POST.get("is_active") == "1"
    switch(subscription_id=subscription_id, is_active=wanted, at=now(), actor=request.actor)
    return redirect("webhooks:subscriptions")


@require_POST
@login_required
def again(request: Request, delivery_id: int) -> HttpResponse:
    """Send one event once more."""
    send_again(delivery_id=delivery_id, at=now(), actor=request.actor)
    sent_to = WebhookDelivery.objects.values_list("subscription_id", flat=True)
    return redirect("webhooks:deliveries", sent_to.get(pk=delivery_id))


def _subscribe(request: Request, wanted: dict[str, Any]) -> NewSubscription:
    return subscribe(
        name=wanted["name"],
        url=wanted["url"],
        patterns=wanted["patterns"].split(),
        at=now(),
        actor=request.actor,
    )
