"""Mailboxes, what waits in quarantine, and answers that could not be sent."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from huiyin.channels.access import HANDLE_MAIL
from huiyin.channels.actions.retry_outgoing import retry_outgoing
from huiyin.channels.email.parse import parse_mail
from huiyin.channels.email.release import discard_mail, release_mail
from huiyin.channels.models import FetchedMail, Mailbox, Outgoing
from huiyin.channels.models.content import content_path
from huiyin.channels.models.conversations import KIND_NAMES
from huiyin.channels.models.mail import QUARANTINED, REASON_NAMES
from huiyin.channels.rules.masking import mask_address
from huiyin.kernel.access.actor import Request
from huiyin.kernel.access.roles import require
from huiyin.kernel.clock import now
from huiyin.kernel.refusal import NotFound
from huiyin.kernel.ui.fragments import render_page
from huiyin.kernel.ui.tables import keyset_page

LONGEST_SHOWN = 20_000


@login_required
@require_safe
def mailboxes(request: Request) -> HttpResponse:
    """Show each mailbox with its state, and the mails that wait for a person."""
    require(request.actor, HANDLE_MAIL)
    waiting = FetchedMail.objects.filter(outcome=QUARANTINED).select_related("mailbox")
    page = keyset_page(waiting, order=["-id"], after=request.GET.get("after", ""))
    context = {
        "mailboxes": Mailbox.objects.all(),
        "page": page,
        "mails": [
            (row, mask_address(row.sender) if row.sender else "", _reason(row))
            for row in page.rows
        ],
    }
    return render_page(request, "channels/mailboxes.html", context)


@login_required
@require_safe
def quarantined(request: Request, mail_id: int) -> HttpResponse:
    """Show one mail in quarantine: why it is there and what can be read of it."""
    require(request.actor, HANDLE_MAIL)
    row = FetchedMail.objects.filter(pk=mail_id, outcome=QUARANTINED).first()
    if row is None or not content_path(row.sha256).is_file():
        raise NotFound(_("This mail is not in quarantine any more. Look at the list again."))
    raw = content_path(row.sha256).read_bytes()
    context = {
        "row": row,
        "reason": _reason(row),
        "mail": parse_mail(raw),
        "raw": raw[:LONGEST_SHOWN].decode("utf-8", "replace"),
    }
    return render_page(request, "channels/quarantined.html", context)


@login_required
@require_POST
def release(request: Request, mail_id: int) -> HttpResponse:
    """Take the mail after all."""
    require(request.actor, HANDLE_MAIL)
    release_mail(mail_id=mail_id, at=now())
    messages.success(request, _("The mail was taken and is dealt with like any other."))
    return redirect("channels:mailboxes")


@login_required
@require_POST
def discard(request: Request, mail_id: int) -> HttpResponse:
    """Let the mail be."""
    require(request.actor, HANDLE_MAIL)
    discard_mail(mail_id=mail_id)
    messages.success(request, _("The mail was discarded."))
    return redirect("channels:mailboxes")


@login_required
@require_safe
def unsent(request: Request) -> HttpResponse:
    """Show answers that wait to be sent, those that were given up first."""
    require(request.actor, HANDLE_MAIL)
    waiting = Outgoing.objects.select_related("message__conversation")
    page = keyset_page(waiting, order=["-id"], after=request.GET.get("after", ""))
    rows = [(row, KIND_NAMES.get(row.kind, row.kind)) for row in page.rows]
    return render_page(request, "channels/unsent.html", {"page": page, "rows": rows})


@login_required
@require_POST
def retry(request: Request, outgoing_id: int) -> HttpResponse:
    """Send a parked answer again."""
    require(request.actor, HANDLE_MAIL)
    retry_outgoing(ids=[outgoing_id], at=now())
    messages.success(request, _("It is tried again now."))
    return redirect("channels:unsent")


def _reason(row: FetchedMail) -> str:
    return str(REASON_NAMES.get(row.reason, row.reason))
