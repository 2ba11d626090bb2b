"""Which conversation a mail continues. A stranger cannot write into somebody's case."""

from dataclasses import dataclass

from huiyin.channels.email.parse import ParsedMail
from huiyin.channels.models import Conversation, Message, Move
from huiyin.channels.models.addresses import address_key, reference_key
from huiyin.channels.rules.kinds import EMAIL, IN
from huiyin.channels.rules.tokens import references_in

NEW_MATTER = "N-0"


@dataclass(frozen=True, slots=True)
class Thread:
    """Where a mail belongs; both empty: it starts something new."""

    conversation_id: int | None = None
    story: str = ""


def thread_of(mail: ParsedMail) -> Thread:
    """Return what `mail` answers.

    By a reference that we signed (in the subject, in an address, in a Message-ID of ours), or
    by a mail of the same sender; a Message-ID that anyone may have seen proves nothing.
    """
    places = [mail.subject, *mail.recipients, *mail.references]
    for reference in references_in(" ".join(places), key=reference_key()):
        thread = _by_reference(reference)
        if thread is not None:
            return thread
    own = Message.objects.filter(
        source=EMAIL,
        external_id__in=mail.references,
        direction=IN,
        sender_key=address_key(mail.sender),
    )
    found = own.order_by("-id").values_list("conversation_id", flat=True).first()
    return Thread(conversation_id=found)


def _by_reference(reference: str) -> Thread | None:
    if reference == NEW_MATTER:
        return None
    if reference.startswith("T-") and reference[2:].isdigit():
        found = Conversation.objects.filter(pk=int(reference[2:])).first()
        return Thread(conversation_id=found.pk) if found is not None else None
    return Thread(story=_where_it_went(reference))


def _where_it_went(story: str) -> str:
    """Follow merges: the answer belongs to the case that the old one became part of."""
    for _step in range(20):
        if Conversation.objects.filter(story=story).exists():
            return story
        moved = Move.objects.filter(from_story=story).order_by("-id").first()
        if moved is None:
            return story
        story = moved.to_story
    return story
