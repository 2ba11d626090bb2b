"""Have a suggested answer phrased by a model outside. Nothing is sent to the customer by it."""

import time
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from huiyin.cases.access import WORK, see_case
from huiyin.cases.events import AnswerPhrased
from huiyin.cases.models import Case, Phrasing
from huiyin.cases.queries.phrasing import Briefing, briefing_of
from huiyin.cases.rules.phrased import fault_in, tidied
from huiyin.cases.rules.phrasing import digest_of, matter_of, orders_for
from huiyin.cases.rules.suggesting import Source
from huiyin.kernel.access.roles import Actor, require
from huiyin.kernel.journal.record import record
from huiyin.kernel.phrasing import Message, NoAnswer, Provider
from huiyin.kernel.refusal import NotFound, Refusal

AT_ONCE = 4
KEPT_FOR = timedelta(days=7)
# Longer than any question takes: whoever asked has died since.
GIVEN_UP_AFTER = timedelta(seconds=30)
TOKENS_A_CHARACTER = 2


class CannotPhrase(Refusal):
    """It is switched off, or too much is being asked just now."""

    code = "cannot_phrase"


def phrase_answer(
    *,
    ref: str,
    source: str,
    sources: Sequence[Source],
    provider: Provider | None,
    at: datetime,
    actor: Actor,
) -> None:
    """Ask `provider` to phrase one of the answers suggested for a case, and keep what it said.

    The same question is asked once while its answer is kept. Call it outside a transaction:
    none may be held while somebody else thinks. Raises NotFound, NotAllowed, CannotPhrase.
    """
    case = see_case(ref=ref, actor=actor)
    require(actor, WORK, department=case.department, region=case.region)
    if provider is None:
        raise CannotPhrase(_("No endpoint for phrasing is set up. Use the answer as it is."))
    chosen = next((known for known in sources if known.ref == source), None)
    if chosen is None:
        raise NotFound(_("This answer is no longer suggested. Load the case again."))
    briefing = briefing_of(case=case, chosen=chosen, sources=sources)
    digest = digest_of(briefing.brief, model=provider.model)
    row = _claim(case, chosen, digest, provider=provider, at=at, actor=actor)
    if row is not None:
        _ask(row, briefing, provider, at=at)


def forget_phrasings(*, at: datetime) -> int:
    """Drop what was phrased a week ago; return how many."""
    return Phrasing.objects.filter(asked_at__lt=at - KEPT_FOR).delete()[0]


def _claim(
    case: Case,
    chosen: Source,
    digest: str,
    *,
    provider: Provider,
    at: datetime,
    actor: Actor,
) -> Phrasing | None:
    """Return the row to ask for, None where the question has its answer."""
    dead = at - timedelta(seconds=provider.timeout_s) - GIVEN_UP_AFTER
    Phrasing.objects.filter(state="asking", asked_at__lt=dead).update(
        state="failed", problem="timed_out", place=None
    )
    known = Phrasing.objects.filter(case=case, digest=digest).first()
    if known is not None and known.state in ("phrased", "refused"):
        return None
    if known is not None and known.state == "asking":
        raise CannotPhrase(_("It is being phrased just now. Wait a moment."))
    _refuse_too_many(at=at)
    row = known or Phrasing(case=case, digest=digest)
    row.source, row.model, row.by, row.asked_at = chosen.ref, provider.model, actor.id, at
    row.state, row.problem, row.detail = "asking", "", ""
    row.place = _free_place()
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise _too_much() from error
    return row


def _refuse_too_many(*, at: datetime) -> None:
    lately = Phrasing.objects.filter(asked_at__gt=at - timedelta(hours=1))
    if lately.count() >= settings.PHRASING_PER_HOUR:
        raise CannotPhrase(
            _("As many answers were phrased this hour as are allowed. Use the answer as it is.")
        )


def _free_place() -> int:
    taken = set(Phrasing.objects.filter(place__isnull=False).values_list("place", flat=True))
    free = next((place for place in range(AT_ONCE) if place not in taken), None)
    if free is None:
        raise _too_much()
    return free


def _too_much() -> CannotPhrase:
    return CannotPhrase(_("Others are having answers phrased just now. Try again in a moment."))


def _ask(row: Phrasing, briefing: Briefing, provider: Provider, *, at: datetime) -> None:
    brief = briefing.brief
    messages = [
        Message(role="system", words=orders_for(brief)),
        Message(role="user", words=matter_of(brief)),
    ]
    began = time.perf_counter()
    said = provider.ask(messages=messages, most_tokens=TOKENS_A_CHARACTER * brief.limit)
    row.duration_ms = round(1000 * (time.perf_counter() - began))
    row.sent = sum(len(message.words) for message in messages)
    if isinstance(said, NoAnswer):
        row.state, row.problem, row.detail = "failed", said.code, said.detail[:60]
        row.received = 0
    else:
        row.received = len(said.words)
        words = tidied(said.words)
        fault = fault_in(words, brief=brief)
        row.state, row.problem = ("refused", fault.code) if fault else ("phrased", "")
        # What may not be shown is kept no longer than it takes to say why.
        row.words = fault.words[:200] if fault else briefing.veil.lift(words)
    _settle(row, at=at)


@transaction.atomic
def _settle(row: Phrasing, *, at: datetime) -> None:
    """Write down what came of it; whatever came, the call is told.

    Words that were taken out, or asked for anew, while the model thought do not come back.
    """
    asking = Phrasing.objects.select_for_update().filter(pk=row.pk, state="asking")
    row.place = None
    if asking.filter(asked_at=row.asked_at).exists():
        row.save()
    event = AnswerPhrased(
        case_ref=row.case.ref,
        model=row.model,
        digest=row.digest,
        sent=row.sent,
        received=row.received,
        duration_ms=row.duration_ms,
        outcome=row.problem or row.state,
    )
    done_at = at + timedelta(milliseconds=row.duration_ms)
    record(event, story=row.case.ref, subject=row.case.ref, at=done_at, actor=row.by)
