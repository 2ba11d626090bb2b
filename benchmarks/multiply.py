"""Copy the rows of a few thousand cases many times over, in the database."""

import sys
import time
from dataclasses import dataclass
from typing import TypeAlias

from django.apps import apps
from django.db import connection, transaction
from django.db.models import Max

from huiyin.kernel.clock import now
from huiyin.kernel.journal.seals import seal_waiting

IS_POSTGRESQL = connection.vendor == "postgresql"
# Copies that stay open keep their moments; every other one lies twenty days further back.
DAYS = 20


@dataclass(frozen=True)
class Table:
    """A model to copy: how its columns change in the k-th copy, and whether only open ones."""

    label: str
    changes: dict[str, str]
    moments: tuple[str, ...] = ()
    is_open_only: bool = False
    only: str = "1 = 1"


def multiply(*, times: int, open_times: int) -> dict[str, int]:
    """Copy everything `times` times; return how many rows each table then has."""
    while seal_waiting(at=now()):
        pass
    spans = {name: _span(name) for name in SPANNED}
    for table in _tables(spans):
        began = time.perf_counter()
        with transaction.atomic():
            _copy(table, open_times if table.is_open_only else times)
        print(f"{table.label} {time.perf_counter() - began:.0f} s", file=sys.stderr)
    _copy_words(spans["cases.Case"], times)
    _settle()
    return {table.label: _count(table.label) for table in _tables(spans)}


SPANNED = (
    "customers.Customer",
    "customers.ContactPoint",
    "cases.Case",
    "cases.Clock",
    "channels.Conversation",
    "channels.Message",
    "journal.Entry",
    "notifications.Notice",
    "timers.Timer",
)


def _span(label: str) -> int:
    return (apps.get_model(label).objects.aggregate(last=Max("id"))["last"] or 0) + 1


Spans: TypeAlias = dict[str, int]


def _tables(spans: Spans) -> list[Table]:
    return [*_customers(spans), *_cases(spans), *_said(spans), *_told(spans)]


def _moved(column: str, label: str, spans: Spans) -> str:
    return f"t.{column} + k * {spans[label]}"


def _if_open(value: str, otherwise: str) -> str:
    return f"CASE WHEN k < 10 THEN {value} ELSE {otherwise} END"


def _customers(spans: Spans) -> list[Table]:
    customer, contact = "customers.Customer", "customers.ContactPoint"
    return [
        Table(customer, {"id": _moved("id", customer, spans)}),
        Table(
            contact,
            {
                "id": _moved("id", contact, spans),
                "customer_id": _moved("customer_id", customer, spans),
                "index": _other_bytes('t."index"'),
            },
        ),
    ]


def _cases(spans: Spans) -> list[Table]:
    case, clock, timer = "cases.Case", "cases.Clock", "timers.Timer"
    row = {
        "id": _moved("id", case, spans),
        "ref": _story("t.ref", spans[case]),
        "customer_id": _moved("customer_id", "customers.Customer", spans),
        "repeat_of_id": _moved("repeat_of_id", case, spans),
        "state": _if_open("t.state", "'closed'"),
        "closed_at": _if_open("t.closed_at", _shifted("t.opened_at")),
    }
    reading = {
        "id": _moved("id", clock, spans),
        "case_id": _moved("case_id", case, spans),
        "state": _if_open("t.state", "'stopped'"),
        "outcome": _if_open("t.outcome", "'met'"),
    }
    number = f"CAST(t.subject AS bigint) + k * {spans[case]}"
    ringing = {"id": _moved("id", timer, spans), "subject": f"CAST({number} AS text)"}
    return [
        Table(case, row, ("opened_at", "recorded_at", "updated_at")),
        Table(
            "cases.QueueEntry", {"case_id": _moved("case_id", case, spans)}, is_open_only=True
        ),
        Table(clock, reading, ("started_at", "since", "due_at")),
        Table(timer, ringing, is_open_only=True, only="t.kind = 'cases.clocks'"),
    ]


def _said(spans: Spans) -> list[Table]:
    conversation, message = "channels.Conversation", "channels.Message"
    owner = _moved("customer_id", "customers.Customer", spans)
    other = "t.external_id || '-' || k"
    return [
        Table(
            conversation,
            {
                "id": _moved("id", conversation, spans),
                "customer_id": owner,
                "story": _story("t.story", spans["cases.Case"]),
            },
            ("started_at",),
        ),
        Table(
            message,
            {
                "id": _moved("id", message, spans),
                "conversation_id": _moved("conversation_id", conversation, spans),
                "customer_id": owner,
                "external_id": other,
            },
            ("at",),
        ),
    ]


def _told(spans: Spans) -> list[Table]:
    entry, notice = "journal.Entry", "notifications.Notice"
    story = _story("t.story", spans["cases.Case"])
    words = {
        "id": _moved("id", notice, spans),
        "customer_id": _moved("customer_id", "customers.Customer", spans),
        "story": story,
        "dedupe_key": "t.dedupe_key || '-' || k",
        "state": "'delivered'",
    }
    return [
        Table(entry, {"id": _moved("id", entry, spans), "story": story}, ("at", "recorded_at")),
        Table(notice, words, ("queued_at",)),
    ]


def _story(column: str, span: int) -> str:
    """Return SQL for a case's reference in the k-th copy; other stories stay as they are."""
    number = f"(CAST(substr({column}, 8) AS bigint) + k * {span})"
    padded = f"printf('%06d', {number})"
    if IS_POSTGRESQL:
        padded = f"to_char({number}, 'FM0000009')"
        padded = (
            f"CASE WHEN {number} < 1000000 THEN to_char({number}, 'FM000000') ELSE {padded} END"
        )
    moved = f"substr({column}, 1, 7) || {padded}"
    return f"CASE WHEN {column} LIKE 'C-%' THEN {moved} ELSE {column} END"


def _shifted(column: str) -> str:
    if IS_POSTGRESQL:
        back = f"{column} - (k - 9) * interval '{DAYS} days'"
    else:
        back = f"strftime('%Y-%m-%d %H:%M:%f', {column}, '-' || ((k - 9) * {DAYS}) || ' days')"
    return f"CASE WHEN k < 10 THEN {column} ELSE {back} END"


def _other_bytes(column: str) -> str:
    if IS_POSTGRESQL:
        return f"decode(md5(encode({column}, 'hex') || k), 'hex')"
    return "randomblob(16)"


def _copy(table: Table, times: int) -> None:
    model = apps.get_model(table.label)
    columns = [one.column for one in model._meta.concrete_fields]
    changes = {name: _shifted(f't."{name}"') for name in table.moments} | table.changes
    values = [changes.get(column, f't."{column}"') for column in columns]
    name = model._meta.db_table
    key = model._meta.pk.column
    last = model.objects.aggregate(last=Max(key))["last"] or 0
    names = ", ".join(f'"{column}"' for column in columns)
    chosen = f't."{key}" <= {last} AND {table.only}'
    _run(
        f'INSERT INTO "{name}" ({names}) {_copies(times)} '
        f'SELECT {", ".join(values)} FROM "{name}" t, copies WHERE {chosen}'
    )


def _copies(times: int) -> str:
    return (
        "WITH RECURSIVE copies(k) AS "
        f"(SELECT 1 UNION ALL SELECT k + 1 FROM copies WHERE k < {times - 1})"
    )


def _copy_words(span: int, times: int) -> None:
    began = time.perf_counter()
    key = "id" if IS_POSTGRESQL else "rowid"
    _run(
        f"INSERT INTO cases_search ({key}, words) {_copies(times)} "
        f"SELECT t.{key} + k * {span}, t.words FROM cases_search t, copies "
        f"WHERE t.{key} < {span} ORDER BY 1"
    )
    print(f"words {time.perf_counter() - began:.0f} s", file=sys.stderr)


def _settle() -> None:
    """Let the sequences go on after the copies, and the planner know what is there."""
    if IS_POSTGRESQL:
        for label in SPANNED:
            name = apps.get_model(label)._meta.db_table
            _run(
                f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), "
                f"(SELECT max(id) FROM {name}))"
            )
        connection.ensure_connection()
        connection.connection.autocommit = True
        _run("VACUUM ANALYZE")
        return
    _run("INSERT INTO cases_search(cases_search) VALUES ('optimize')")
    _run("ANALYZE")


def _run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def _count(label: str) -> int:
    return apps.get_model(label).objects.count()
