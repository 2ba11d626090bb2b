"""What was said, told, done and promised, for reading."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from ninja import Router, Schema

from huiyin.cases.models import Clock
from huiyin.cases.queries.explain import Explanation, clock_of, explain_clock
from huiyin.cases.queries.queue import ClockCard, clock_card
from huiyin.cases.queries.story import StoryLine, story_of_case
from huiyin.cases.rest.shapes import Number, Ref, masked, seen
from huiyin.channels.public import MessageCard, messages_of
from huiyin.kernel.access.actor import Request
from huiyin.kernel.clock import now
from huiyin.kernel.rest.examples import example
from huiyin.notifications.public import NoticeCard, notices_of
from huiyin.standards.public import working_times

router = Router()


class LineOut(
    Schema,
    json_schema_extra=example(
        at="2026-03-02T01:00:00Z",
        kind="customer",
        words="话费账单多扣了五十元，我的电话是[phone]。",
        actor="138****1111",
    ),
):
    at: datetime
    kind: str
    words: str
    actor: str

    @staticmethod
    def resolve_words(line: StoryLine) -> str:
        return masked(line.words)


class Story(Schema):
    items: list[LineOut]


class FileOut(
    Schema,
    json_schema_extra=example(
        id=5, name="bill.jpg", media_type="image/jpeg", size=48213, is_kept=True, refusal=""
    ),
):
    id: int
    name: str
    media_type: str
    size: int
    is_kept: bool
    refusal: str


class MessageOut(
    Schema,
    json_schema_extra=example(
        id=88,
        at="2026-03-02T01:00:00Z",
        direction="in",
        kind="email",
        subject="账单",
        body="话费账单多扣了五十元。",
        sender="l***@example.com",
        state="",
        is_erased=False,
        attachments=[],
    ),
):
    id: int
    at: datetime
    direction: str
    kind: str
    subject: str
    body: str
    sender: str
    state: str
    is_erased: bool
    attachments: list[FileOut]

    @staticmethod
    def resolve_id(card: MessageCard) -> int:
        return card.message_id

    @staticmethod
    def resolve_subject(card: MessageCard) -> str:
        return masked(card.subject)

    @staticmethod
    def resolve_body(card: MessageCard) -> str:
        return masked(card.body)


class Messages(Schema):
    items: list[MessageOut]


class NoticeOut(
    Schema,
    json_schema_extra=example(
        id=17,
        code="cases.opened",
        kind="sms",
        language="zh-hans",
        state="sent",
        reason="",
        subject="",
        body="我们已受理您的诉求 C-2603-000017。",
        queued_at="2026-03-02T01:00:00Z",
        sent_at="2026-03-02T01:00:04Z",
        waits_until=None,
    ),
):
    id: int
    code: str
    kind: str
    language: str
    state: str
    reason: str
    subject: str
    body: str
    queued_at: datetime
    sent_at: datetime | None
    waits_until: datetime | None

    @staticmethod
    def resolve_subject(card: NoticeCard) -> str:
        return masked(card.subject)

    @staticmethod
    def resolve_body(card: NoticeCard) -> str:
        return masked(card.body)


class Notices(Schema):
    items: list[NoticeOut]


CLOCK = {
    "kind": "resolution",
    "cycle": 1,
    "state": "running",
    "outcome": "",
    "target_s": 172800,
    "used_s": 3600,
    "due_at": "2026-03-04T01:00:00Z",
    "source": "resolution.default v1",
}


class ClockOut(
    Schema,
    json_schema_extra=example(
        id=301,
        **CLOCK,
        started_at="2026-03-02T01:00:00Z",
        stopped_at=None,
        pause_reason="",
        work_order=None,
    ),
):
    """A promise about time: `target_s` seconds of working time, of which `used_s` are used.
    `state` is running, paused or stopped; the `outcome` of a stopped one met, breached or
    cancelled.
    """

    id: int
    kind: str
    cycle: int
    state: str
    outcome: str
    target_s: int
    used_s: int
    due_at: datetime | None
    started_at: datetime
    stopped_at: datetime | None
    pause_reason: str
    source: str
    work_order: str | None


class Clocks(Schema):
    items: list[ClockOut]


class StretchOut(
    Schema,
    json_schema_extra=example(
        state="running",
        from_at="2026-03-02T01:00:00Z",
        to_at="2026-03-02T02:00:00Z",
        seconds=3600,
        total_s=3600,
        reason="",
        actor="",
    ),
):
    """Half-open, in seconds of working time; `total_s` is what was used up to its end."""

    state: str
    from_at: datetime
    to_at: datetime
    seconds: int
    total_s: int
    reason: str
    actor: str


class ReachedOut(Schema, json_schema_extra=example(percent=80, at="2026-03-03T15:24:00Z")):
    percent: int
    at: datetime


class ExplanationOut(
    Schema,
    json_schema_extra=example(
        **CLOCK, calendar="customer_care", policy_version_id=7, differs=""
    ),
):
    """All that the reading of a clock follows from; `differs` is empty unless the stored
    figures differ from a replay.
    """

    kind: str
    cycle: int
    calendar: str
    source: str
    policy_version_id: int | None
    target_s: int
    used_s: int
    due_at: datetime | None
    state: str
    outcome: str
    stretches: list[StretchOut]
    reached: list[ReachedOut]
    differs: str

    @staticmethod
    def resolve_reached(told: Explanation) -> list[dict[str, object]]:
        return [{"percent": percent, "at": at} for percent, at in told.reached]


@router.get(
    "/{ref}/story", response=Story, operation_id="get_story", summary="Its story in order"
)
def show_story(request: Request, ref: Ref) -> Mapping[str, Sequence[StoryLine]]:
    """What was said (`customer`, `staff`, `note`, `notice`) and what happened (`event`), oldest
    first. Contacts and links in words are masked.
    """
    case = seen(request, ref)
    return {"items": story_of_case(case=case, at=now())}


@router.get(
    "/{ref}/messages", response=Messages, operation_id="list_messages", summary="What was said"
)
def list_messages(request: Request, ref: Ref) -> Mapping[str, Sequence[MessageCard]]:
    """Messages by and to the customer, oldest first; senders, contacts and links are masked."""
    case = seen(request, ref)
    return {"items": messages_of(stories=[case.ref])[case.ref]}


@router.get(
    "/{ref}/notices", response=Notices, operation_id="list_notices", summary="What was told"
)
def list_notices(request: Request, ref: Ref) -> Mapping[str, Sequence[NoticeCard]]:
    """Notices to the customer and what became of each, oldest first, masked."""
    case = seen(request, ref)
    return {"items": notices_of(stories=[case.ref])[case.ref]}


@router.get(
    "/{ref}/clocks", response=Clocks, operation_id="list_clocks", summary="What was promised"
)
def list_clocks(request: Request, ref: Ref) -> dict[str, list[dict[str, object]]]:
    """The clocks of every cycle, and of work orders, as they read now."""
    case, at = seen(request, ref), now()
    rows = list(case.clocks.select_related("work_order").order_by("id"))
    times = working_times(calendars={row.calendar for row in rows})
    cards = [clock_card(row, at=at, time=times[row.calendar]) for row in rows]
    return {"items": [_shown(*pair) for pair in zip(cards, rows, strict=True)]}


@router.get(
    "/{ref}/clocks/{clock_id}",
    response=ExplanationOut,
    operation_id="explain_clock",
    summary="How a clock came to its reading",
)
def explain(request: Request, ref: Ref, clock_id: Number) -> Explanation:
    """Every stretch of it, running or paused and why, to the second; milestones reached."""
    clock = clock_of(case=seen(request, ref), clock_id=clock_id)
    return explain_clock(clock_id=clock.pk, at=now())


def _shown(card: ClockCard, row: Clock) -> dict[str, object]:
    order = row.work_order.ref if row.work_order else None
    fields = (name for name in ClockOut.model_fields if name != "work_order")
    return {name: getattr(card, name) for name in fields} | {"work_order": order}
