"""Open complaints: the one door, for one and for a thousand, decided by the same rules."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime

from django.db.models import F

from huiyin.cases.actions.understand_words import understand_words
from huiyin.cases.actions.write_drafts import Draft, write_drafts
from huiyin.cases.events import CaseChased
from huiyin.cases.models import Case
from huiyin.cases.queries.staffing import dispatcher
from huiyin.cases.rules import opening, repeats
from huiyin.cases.rules.dispatch import Decision, Need, Reason
from huiyin.cases.rules.life import ENDED, OPEN, State
from huiyin.cases.rules.merging import Matter, twins_at_opening
from huiyin.cases.rules.opening import NewComplaint, Opened
from huiyin.channels.public import NewAttachment, NewMessage, keep_messages, known_stories
from huiyin.customers.public import (
    Contact,
    ContactKind,
    NewCustomer,
    customer_cards,
    ensure_customers,
)
from huiyin.kernel.bulk import reserve_ids
from huiyin.kernel.editions.kept import one_edition
from huiyin.kernel.journal.record import Fact, record_many
from huiyin.kernel.overtaken import Overtaken, whole
from huiyin.kernel.reads import PreparedRead
from huiyin.workforce.public import persons

_cases_since = PreparedRead(
    lambda slots: Case.objects.filter(
        customer_id__in=slots.many("owners"), opened_at__gte=slots.one("since")
    ).values_list(
        *("customer_id", "id", "ref", "topic", "opened_at", "state"),
        *("title", "region", "place"),
    )
)


def open_cases(
    *, complaints: Sequence[NewComplaint], at: datetime, actor_id: str
) -> list[Opened]:
    """Open a case for each complaint, with a constant number of statements for all of them.

    A complaint already known by its source and external id is a duplicate and changes nothing;
    one that chases an open case of the same customer joins it; one on the same topic within 30
    days is opened as a repeat. Everything else a case needs is done here: understanding, the
    clocks of its promises, dispatch, journal, search, and the acknowledgement to the customer.
    """
    with one_edition():
        return whole(lambda: _open(complaints, at=at, actor_id=actor_id))


def _open(complaints: Sequence[NewComplaint], *, at: datetime, actor_id: str) -> list[Opened]:
    known = known_stories(keys=[(c.source, c.external_id) for c in complaints])
    fresh = _not_known(complaints, known)
    owners = _owners(fresh, at=at, actor_id=actor_id)
    drafts = _drafts(fresh, owners)
    opened, joined = _judge(drafts)
    _send_to_hands(opened, at=at)
    _keep(opened, joined, actor_id=actor_id)
    write_drafts(opened, at=at, actor_id=actor_id)
    _keep_answers(opened, actor_id=actor_id)
    _chase(joined, actor_id=actor_id)
    outcomes = {id(draft.complaint): _outcome(draft) for draft in opened}
    outcomes |= {id(draft.complaint): Opened(case.ref, "joined") for draft, case in joined}
    for complaint in fresh:
        ref = outcomes[id(complaint)].ref
        known.setdefault((complaint.source, complaint.external_id), ref)
    return [
        outcomes.get(id(c)) or Opened(known[c.source, c.external_id], "duplicate")
        for c in complaints
    ]


def _not_known(
    complaints: Sequence[NewComplaint], known: dict[tuple[str, str], str]
) -> list[NewComplaint]:
    """Return what is new: not known, and each once where the batch has it twice."""
    fresh: list[NewComplaint] = []
    seen = set(known)
    for complaint in complaints:
        key = (complaint.source, complaint.external_id)
        if not complaint.external_id or key not in seen:
            fresh.append(complaint)
            seen.add(key)
    return fresh


def _drafts(complaints: Sequence[NewComplaint], owners: Sequence[int | None]) -> list[Draft]:
    ids = reserve_ids(Case, len(complaints))
    unread = iter(understand_words([c.text for c in complaints if c.read is None]))
    read = [c.read or next(unread) for c in complaints]
    cards = customer_cards(ids={owner for owner in owners if owner is not None})
    return [
        Draft(
            complaint=complaint,
            case_id=case_id,
            ref=f"C-{complaint.at:%y%m}-{case_id:06d}",
            customer=cards.get(owner or 0),
            read=understood,
        )
        for complaint, case_id, owner, understood in zip(
            complaints, ids, owners, read, strict=True
        )
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
    opened: Sequence[Draft],
    joined: Sequence[tuple[Draft, repeats.Earlier]],
    *,
    actor_id: str,
) -> None:
    """Keep what was said, each under the story of its case; raises Overtaken."""
    # A message that came in by itself is kept already; whoever heard of it links it.
    first = [
        _message(draft, draft.ref, actor_id)
        for draft in opened
        if draft.complaint.message_id is None
    ]
    further = [
        _message(draft, case.ref, actor_id)
        for draft, case in joined
        if draft.complaint.message_id is None
    ]
    kept = keep_messages(messages=first, is_taken=True, is_first=True)
    kept += keep_messages(messages=further, is_taken=True) if further else []
    if not all(message.is_new for message in kept):
        raise Overtaken


def _message(draft: Draft, story: str, actor_id: str) -> NewMessage:
    complaint = draft.complaint
    return NewMessage(
        kind=complaint.channel,
        direction="in",
        body=complaint.body,
        at=complaint.at,
        story=story,
        conversation_id=complaint.conversation_id,
        customer_id=draft.customer.id if draft.customer else None,
        subject=complaint.title,
        source=complaint.source,
        external_id=complaint.external_id,
        attachments=[NewAttachment(name=name, content=body) for name, body in complaint.files],
        actor_id=actor_id,
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
            mine = _as_earlier(draft)
            if mine.is_open and before:
                matter = Matter(mine.title, topic, mine.region, mine.place, at)
                draft.twins = twins_at_opening(matter, before, repeat_of=draft.repeat_of)
            before.append(mine)
    return opened, joined


def _as_earlier(draft: Draft) -> repeats.Earlier:
    """Return the draft as those that come after it in the batch see it."""
    complaint = draft.complaint
    return repeats.Earlier(
        draft.case_id,
        draft.ref,
        draft.topic,
        complaint.at,
        not complaint.is_closed,
        opening.title_of(subject=complaint.title, body=complaint.body),
        draft.region,
        complaint.place[:120],
    )


def _earlier(drafts: Sequence[Draft]) -> dict[int, list[repeats.Earlier]]:
    found: dict[int, list[repeats.Earlier]] = defaultdict(list)
    owners = {draft.customer.id for draft in drafts if draft.customer}
    if not owners:
        return found
    since = min(draft.complaint.at for draft in drafts) - repeats.REPEAT_WINDOW
    rows = _cases_since(owners=owners, since=since)
    for customer_id, case_id, ref, topic, opened_at, state, title, region, place in rows:
        found[customer_id].append(
            repeats.Earlier(
                case_id,
                ref,
                topic,
                opened_at,
                is_open=state not in ENDED,
                title=title,
                region=region,
                place=place,
                is_unanswered=state in OPEN,
            )
        )
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
    kept = [draft for draft in drafts if draft.complaint.kept_by and draft.state in OPEN]
    if kept:
        _keep_with_takers(kept, at=at)
    waiting = [d for d in drafts if d.state == State.TRIAGED and not d.complaint.kept_by]
    if not waiting:
        return
    needs = [
        Need(
            topic=draft.topic,
            region=draft.region,
            is_vip=bool(draft.customer and draft.customer.is_vip),
            urgency=draft.urgency,
            language=draft.read.language,
        )
        for draft in waiting
    ]
    desk = dispatcher(at=at, needs=needs)
    for draft, need in zip(waiting, needs, strict=True):
        draft.decision = desk.decide(need)


def _keep_with_takers(drafts: Sequence[Draft], *, at: datetime) -> None:
    """Leave cases with the people who took the call."""
    takers = {draft.complaint.kept_by for draft in drafts if draft.complaint.kept_by}
    people = persons(person_ids=takers, at=at)
    for draft in drafts:
        taker = people[draft.complaint.kept_by or 0]
        draft.decision = Decision(
            taker.department, taker.team, taker.person_id, (Reason("kept"),)
        )


def _chase(joined: Sequence[tuple[Draft, repeats.Earlier]], *, actor_id: str) -> None:
    """Count those who chased a case, on the case and in its story."""
    if not joined:
        return
    times: Counter[int] = Counter(earlier.case_id for _, earlier in joined)
    before = dict(
        Case.objects.select_for_update()
        .filter(pk__in=list(times))
        .order_by("pk")
        .values_list("pk", "chased")
    )
    for case_id, more in times.items():
        Case.objects.filter(pk=case_id).update(chased=F("chased") + more)
    facts = []
    for draft, earlier in joined:
        before[earlier.case_id] += 1
        event = CaseChased(case_ref=earlier.ref, times=before[earlier.case_id])
        facts.append(
            Fact(event=event, story=earlier.ref, at=draft.complaint.at, actor=actor_id)
        )
    record_many(facts)


def _keep_answers(drafts: Sequence[Draft], *, actor_id: str) -> None:
    """Keep the answers that came along with complaints from elsewhere; nothing is sent."""
    answered = [draft for draft in drafts if draft.complaint.answer]
    if not answered:
        return
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
