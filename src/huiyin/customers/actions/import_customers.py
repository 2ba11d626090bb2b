"""Take a file of customers in: good rows kept, bad rows named, twice the same as once."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.conf import settings
from django.utils.translation import gettext

from huiyin.customers.actions.ensure_customers import CONTACT_COLUMNS, ensure_customers
from huiyin.customers.models import ContactPoint, Customer, Subscription
from huiyin.customers.models.contact import last_four_index
from huiyin.customers.queries.finding import Key, keyed, owners_of
from huiyin.customers.rules.importing import BadColumn, ImportedRow, understand_row
from huiyin.kernel.bulk import insert_rows, reserve_ids
from huiyin.kernel.overtaken import part
from huiyin.kernel.protection.keys import keyring
from huiyin.kernel.tabular.mapping import Mapped
from huiyin.kernel.tabular.reading import Table, TableRow
from huiyin.kernel.tabular.writing import RejectFile

BATCH = 1000
ATTEMPTS = 5
SUBSCRIPTION_COLUMNS = (
    "id",
    "customer_id",
    "reference",
    "product",
    "plan",
    "access_line",
    "serving_cell",
    "since",
    "until",
)


@dataclass(slots=True)
class ImportTally:
    """How an import goes."""

    read: int = 0
    created: int = 0
    known: int = 0
    rejected: int = 0


Progress = Callable[[ImportTally], None]


def import_customers(
    *,
    table: Table,
    mapping: Mapped,
    rejects: RejectFile,
    source: str,
    actor_id: str,
    at: datetime,
    on_progress: Progress,
) -> ImportTally:
    """Read the whole table in batches, each its own transaction, so that what is read is kept.

    Contacts of known customers that nobody has yet are added: the file is the operator's own.
    """
    tally = ImportTally()
    for batch in _batches(table.rows):
        good = list(_understood(batch, mapping, rejects=rejects, source=source))
        created = _keep_with_retry([row for _number, row in good], at=at, actor_id=actor_id)
        tally.read += len(batch)
        tally.created += created
        tally.known += len(good) - created
        tally.rejected = rejects.count
        on_progress(tally)
    return tally


def _batches(rows: Iterable[TableRow]) -> Iterator[list[TableRow]]:
    rest = iter(rows)
    while batch := list(islice(rest, BATCH)):
        yield batch


def _understood(
    batch: Iterable[TableRow], mapping: Mapped, *, rejects: RejectFile, source: str
) -> Iterator[tuple[int, ImportedRow]]:
    region = settings.HUIYIN_REGION
    for row in batch:
        if row.problem:
            rejects.add(row, column="", reason=gettext(row.problem))
            continue
        cells = {t: row.cells.get(header) for t, header in mapping.items() if header}
        try:
            yield row.number, understand_row(cells, region=region, source=source)
        except BadColumn as problem:
            reason = gettext(problem.msgid) % problem.values
            rejects.add(row, column=mapping.get(problem.target, problem.target), reason=reason)


def _keep_with_retry(rows: Sequence[ImportedRow], *, at: datetime, actor_id: str) -> int:
    return part(lambda _attempt: _keep(rows, at=at, actor_id=actor_id), attempts=ATTEMPTS)


def _keep(rows: Sequence[ImportedRow], *, at: datetime, actor_id: str) -> int:
    before = Customer.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    ids = ensure_customers(wanted=[row.customer for row in rows], at=at, actor_id=actor_id)
    _add_contacts(rows, ids, at=at)
    newcomers = {customer_id for customer_id in ids if customer_id > before}
    _add_subscriptions(rows, ids, newcomers)
    return len(newcomers)


def _add_contacts(rows: Sequence[ImportedRow], ids: Sequence[int], *, at: datetime) -> None:
    region, ring = settings.HUIYIN_REGION, keyring()
    wanted: dict[Key, tuple[int, str]] = {}
    for row, customer_id in zip(rows, ids, strict=True):
        for key, contact in keyed(row.customer.contacts, region=region, ring=ring).items():
            wanted.setdefault(key, (customer_id, contact.value))
    free = sorted(set(wanted) - set(owners_of(wanted)))
    insert_rows(
        ContactPoint,
        CONTACT_COLUMNS,
        [
            (
                wanted[kind, index][0],
                kind,
                value := wanted[kind, index][1],
                index,
                last_four_index(kind, value, ring=ring),
                False,
                True,
                at,
            )
            for kind, index in free
        ],
    )


def _add_subscriptions(
    rows: Sequence[ImportedRow], ids: Sequence[int], newcomers: set[int]
) -> None:
    wanted: dict[tuple[str, str], tuple[object, ...]] = {}
    for number, (row, customer_id) in enumerate(zip(rows, ids, strict=True)):
        had = row.subscription
        if had is None or (not had.reference and customer_id not in newcomers):
            continue
        # Without a reference of its own a row stands for itself.
        key = (had.reference or f"#{number}", had.product)
        cells = (had.plan, had.access_line, had.serving_cell, had.since, had.until)
        wanted.setdefault(key, (customer_id, had.reference, had.product, *cells))
    known = Subscription.objects.filter(
        reference__in={reference for reference, _product in wanted}
    ).values_list("reference", "product")
    for key in known:
        wanted.pop(key, None)
    subscription_ids = reserve_ids(Subscription, len(wanted))
    insert_rows(
        Subscription,
        SUBSCRIPTION_COLUMNS,
        [
            (subscription_id, *cells)
            for subscription_id, cells in zip(
                subscription_ids, (wanted[key] for key in sorted(wanted)), strict=True
            )
        ],
    )


def mapped_or_guessed(guessed: Mapped, given: Mapping[str, str]) -> Mapped:
    """Return the guess with what somebody corrected; an empty header takes a column away."""
    return {target: header for target, header in {**guessed, **given}.items() if header}
