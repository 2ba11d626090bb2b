"""Open complaints: the one door, for one and for a thousand, decided by the same rules."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F

from huiyin.cases.actions.understand_words import understand_words
from huiyin.cases.actions.write_drafts import Draft, write_drafts
from huiyin.cases.events import CaseChased
from huiyin.cases.models import Case
from huiyin.cases.queries.staffing import dispatcher
from huiyin.cases.rules import opening, repeats
from huiyin.cases.rules.dispatch import Dispatcher, Need
from huiyin.cases.rules.life import ENDED, State
from huiyin.cases.rules.opening import NewComplaint, Opened
from huiyin.channels.public import Kept, NewMessage, keep_messages, move_story
from huiyin.customers.public import (
    Contact,
    ContactKind,
    NewCustomer,
    customer_cards,
    ensure_customers,
)
from huiyin.kernel.bulk import reserve_ids
from huiyin.kernel.journal.record import record


@transaction.atomic
def open_cases(
    *, complaints: Sequence[NewComplaint], at: datetime, actor_id: str
) -> list[Opened]:
    """Open a case for each complaint, with a constant number of statements for all of them.

    A complaint already known by its source and external id is a duplicate and changes nothing;
    one that chases an open case of the same customer joins it; one on the same topic within 30
    days is opened as a repeat. Everything else a case needs is done here: understanding, the
    clocks of its promises, dispatch, journal, search, and the acknowledgement to the customer.
    """
    owners = _owners(complaints, at=at, actor_id=actor_id)
    ids = list(reserve_ids(Case, len(complaints)))
    refs = [f"C-{c.at:%y%m}-{case_id:06d}" for case_id, c in zip(ids, complaints, strict=True)]
    kept = _keep(complaints, owners, refs, actor_id=actor_id)
    fresh = [i for i, message in enumerate(kept) if message.is_new]
    texts = [f"{complaints[i].title}\n{complaints[i].body}".strip() for i in fresh]
    read = dict(zip(fresh, understand_words(texts), strict=True))
    cards = customer_cards(ids={owner for owner in owners if owner is not None})
    drafts = [
        Draft(
            complaint=complaints[i],
            case_id=ids[i],
            ref=refs[i],
            customer=cards.get(owners[i] or 0),
            read=read[i],
        )
        for i in fresh
    ]
    opened, joined = _judge(drafts)
    _send_to_hands(opened, at=at)
    write_drafts(opened, at=at, actor_id=actor_id)
    _keep_answers(opened, actor_id=actor_id)
    _chase(joined, actor_id=actor_id)
    outcomes = {draft.ref: _outcome(draft) for draft in opened} | {
        draft.ref: Opened(earlier.ref, "joined") for draft, earlier in joined
    }
    return [
        outcomes.get(ref) or Opened(message.story, "duplicate")
        for ref, message in zip(refs, kept, strict=True)
    ]


def _outcome(draft: Draft) -> Opened:
    return Opened(draft.ref, "repeated" if draft.repeat_of else "opened")


def _owners(
    complaints: Sequence[NewComplaint], *, at: datetime, actor_id: str
) -> list[int | None]:
    """Return whose each complaint is, known or new; None for those who gave no contact."""
    asked = [i for i, c in enumerate(complaints) if c.customer_id is None and c.contacts]
    wanted = [
        NewCustomer(
            name=complaints[i].name,
            contacts=tuple(
                Contact(ContactKind(kind), value) for kind, value in complaints[i].contacts
            ),
            region=complaints[i].region,
            language=complaints[i].language,
        )
        for i in asked
    ]
    found = ensure_customers(wanted=wanted, at=at, actor_id=actor_id) if wanted else []
    owners = [complaint.customer_id for complaint in complaints]
    for i, customer_id in zip(asked, found, strict=True):
        owners[i] = customer_id or None
    return owners


def _keep(
    complaints: Sequence[NewComplaint],
    owners: Sequence[int | None],
    refs: Sequence[str],
    *,
    actor_id: str,
) -> list[Kept]:
    return keep_messages(
        messages=[
            NewMessage(
                kind=complaint.channel,
                direction="in",
                body=complaint.body,
                at=complaint.at,
                story=ref,
                conversation_id=complaint.conversation_id,
                customer_id=owner,
                subject=complaint.title,
                source=complaint.source,
                external_id=complaint.external_id,
                actor_id=actor_id,
            )
            for complaint, owner, ref in zip(complaints, owners, refs, strict=True)
        ],
        is_taken=True,
    )


def _judge(drafts: Sequence[Draft]) -> tuple[list[Draft], list[tuple[Draft, repeats.Earlier]]]:
    """Decide topic, urgency, repeat and chasing of each, in the order they were said."""
    known = _earlier(drafts)
    opened: list[Draft] = []
    joined: list[tuple[Draft, repeats.Earlier]] = []
    for draft in sorted(drafts, key=lambda draft: (draft.complaint.at, draft.case_id)):
        _classify(draft)
        before = known[draft.customer.id] if draft.customer else []
        at, topic = draft.complaint.at, draft.topic
        open_one = repeats.chased(before, topic=topic, signals=draft.read.signals, at=at)
        if open_one is not None:
            joined.append((draft, open_one))
            continue
        draft.repeat_of = repeats.repeated(before, topic=topic, at=at) if topic else None
        opened.append(draft)
        if draft.customer:
            is_open = not draft.complaint.is_closed
            before.append(repeats.Earlier(draft.case_id, draft.ref, topic, at, is_open))
    return opened, joined


def _earlier(drafts: Sequence[Draft]) -> dict[int, list[repeats.Earlier]]:
    found: dict[int, list[repeats.Earlier]] = defaultdict(list)
    owners = {draft.customer.id for draft in drafts if draft.customer}
    if not owners:
        return found
    since = min(draft.complaint.at for draft in drafts) - repeats.REPEAT_WINDOW
    rows = Case.objects.filter(customer_id__in=owners, opened_at__gte=since).values_list(
        "customer_id", "id", "ref", "topic", "opened_at", "state"
    )
    for customer_id, case_id, ref, topic, opened_at, state in rows:
        assert customer_id is not None  # noqa: S101 - asked for by the filter
        is_open = state not in ENDED
        found[customer_id].append(repeats.Earlier(case_id, ref, topic, opened_at, is_open))
    return found


def _classify(draft: Draft) -> None:
    complaint, read = draft.complaint, draft.read
    if complaint.topic:
        draft.topic, draft.confidence, draft.topic_by = complaint.topic, 1.0, "source"
    else:
        draft.topic, draft.confidence = read.judgement.topic, read.judgement.confidence
    is_sure = draft.confidence >= opening.CONFIDENT
    draft.state = State.TRIAGED if is_sure else State.RECEIVED
    draft.urgency = complaint.urgency or opening.urgency_of(
        judged=read.urgency,
        signals=read.signals,
        is_vulnerable=bool(draft.customer and draft.customer.is_vulnerable),
    )
    if complaint.is_closed:
        draft.state = State.CLOSED


def _send_to_hands(drafts: Sequence[Draft], *, at: datetime) -> None:
    """Give the cases that are sure of their topic to departments and people, oldest first."""
    waiting = [draft for draft in drafts if draft.state == State.TRIAGED]
    if not waiting:
        return
    desk: Dispatcher = dispatcher(at=at)
    for draft in waiting:
        draft.decision = desk.decide(
            Need(
                topic=draft.topic,
                region=draft.region,
                is_vip=bool(draft.customer and draft.customer.is_vip),
                urgency=draft.urgency,
                language=draft.read.language,
            )
        )


def _chase(joined: Sequence[tuple[Draft, repeats.Earlier]], *, actor_id: str) -> None:
    """Join chasing messages to the cases they are about, and count them there."""
    for draft, earlier in joined:
        Case.objects.filter(pk=earlier.case_id).update(chased=F("chased") + 1)
        times = Case.objects.values_list("chased", flat=True).get(pk=earlier.case_id)
        record(
            CaseChased(case_ref=earlier.ref, times=times),
            story=earlier.ref,
            at=draft.complaint.at,
            actor=actor_id,
        )
        move_story(from_story=draft.ref, to_story=earlier.ref, at=draft.complaint.at)


def _keep_answers(drafts: Sequence[Draft], *, actor_id: str) -> None:
    """Keep the answers that came along with complaints from elsewhere; nothing is sent."""
    answered = [draft for draft in drafts if draft.complaint.answer]
    keep_messages(
        messages=[
            NewMessage(
                kind=draft.complaint.channel,
                direction="out",
                body=draft.complaint.answer,
                at=draft.complaint.answered_at or draft.complaint.at,
                story=draft.ref,
                customer_id=draft.customer.id if draft.customer else None,
                actor_id=actor_id,
            )
            for draft in answered
        ],
        is_taken=True,
    )
