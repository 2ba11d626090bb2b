"""Handing out files of one's own matter, in a way that no browser runs them."""

from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from huiyin.cases.access import see_own_case
from huiyin.cases.pages.portal.visitor import visitor_of
from huiyin.cases.queries.portal import own_messages
from huiyin.channels.public import attachment_file
from huiyin.kernel.refusal import NotFound


def show(request: HttpRequest, ref: str, attachment_id: int) -> HttpResponseBase:
    """Return a file that came with a message of this matter, always as a download."""
    case = see_own_case(ref=ref, visitor=visitor_of(request))
    known = {file.id for message in own_messages(case) for file in message.attachments}
    if attachment_id not in known:
        raise NotFound(_("There is no such file in this matter."))
    file = attachment_file(attachment_id=attachment_id)
    response = FileResponse(file.path.open("rb"), content_type="application/octet-stream")
    # Afterwards: the response makes a disposition of its own.
    for name, value in file.headers.items():
        response[name] = value
    return response
