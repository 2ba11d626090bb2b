"""Handing out a file of a message."""

from django.contrib.auth.decorators import login_required
from django.http import FileResponse
from django.views.decorators.http import require_safe

from huiyin.channels.access import attachment_for
from huiyin.channels.public import attachment_file
from huiyin.kernel.access.actor import Request


@login_required
@require_safe
def download(request: Request, attachment_id: int) -> FileResponse:
    """Send the file to be saved; a browser neither guesses its type nor runs anything in it."""
    attachment_for(request.actor, attachment_id=attachment_id)
    file = attachment_file(attachment_id=attachment_id)
    response = FileResponse(file.path.open("rb"), content_type=file.media_type)
    for name, value in file.headers.items():
        response[name] = value
    return response
