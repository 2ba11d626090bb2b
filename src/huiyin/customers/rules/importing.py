"""A row of somebody's customer file as a customer; what columns mean by their headers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from gettext import gettext as _

from huiyin.customers.rules.contacts import Contact, ContactKind, normal_contact
from huiyin.customers.rules.party import NewCustomer, PartyKind, Tier, is_region
from huiyin.customers.rules.vocabulary import (
    CARE,
    CHANNELS,
    INDIVIDUALS,
    LANGUAGES,
    NOTHING,
    ORGANISATIONS,
    TIERS,
)
from huiyin.kernel.tabular.cells import as_bool, as_date, as_text
from huiyin.kernel.tabular.problems import BadCell
from huiyin.kernel.tabular.reading import Cell


class BadColumn(BadCell):
    """One cell cannot be taken; `target` says which field it was for."""

    def __init__(self, *, target: str, problem: BadCell) -> None:
        super().__init__(problem.msgid, **problem.values)
        self.target = target


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedSubscription:
    """What a row says somebody has."""

    reference: str
    product: str
    plan: str
    access_line: str
    serving_cell: str
    since: date | None
    until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedRow:
    """A row understood."""

    customer: NewCustomer
    subscription: ImportedSubscription | None


def understand_row(cells: Mapping[str, Cell], *, region: str, source: str) -> ImportedRow:
    """Return what a row, already by target, says; BadColumn names the first cell in the way.

    `region` is the country of numbers without a code.
    """
    contacts = _contacts(cells, region=region)
    if not contacts:
        raise BadColumn(
            target="phone",
            problem=BadCell(_("Nothing identifies this customer: no number, account or mail.")),
        )
    tier = _tier(cells)
    customer = NewCustomer(
        contacts=contacts,
        name=as_text(cells.get("name")),
        kind=_kind(cells),
        tier=tier,
        is_vip=_yes(cells, "is_vip"),
        language=_among(LANGUAGES, cells, "language"),
        preferred_channel=_among(CHANNELS, cells, "preferred_channel"),
        region=_region(cells),
        address=as_text(cells.get("address")),
        vulnerabilities=tuple(code.value for code in CARE if _yes(cells, code)),
        source=source,
    )
    return ImportedRow(customer=customer, subscription=_subscription(cells, contacts))


def _contacts(cells: Mapping[str, Cell], *, region: str) -> tuple[Contact, ...]:
    contacts = []
    for kind in (
        ContactKind.EXTERNAL,
        ContactKind.ACCOUNT,
        ContactKind.PHONE,
        ContactKind.EMAIL,
        ContactKind.WECHAT,
    ):
        text = as_text(cells.get(kind)).removeprefix("'")
        if not text:
            continue
        known = normal_contact(Contact(kind.value, text), region=region)
        if known is None:
            raise BadColumn(
                target=kind,
                problem=BadCell(_("“%(value)s” cannot be used here."), value=text[:40]),
            )
        contacts.append(known)
    return tuple(contacts)


def _tier(cells: Mapping[str, Cell]) -> str:
    text = as_text(cells.get("tier")).casefold()
    if not text:
        return Tier.STANDARD
    if text in set(Tier):
        return Tier(text).value
    return _among(TIERS, cells, "tier")


def _kind(cells: Mapping[str, Cell]) -> str:
    text = as_text(cells.get("kind")).casefold()
    if text in ORGANISATIONS:
        return PartyKind.ORGANISATION.value
    if text in INDIVIDUALS:
        return PartyKind.INDIVIDUAL.value
    raise BadColumn(
        target="kind",
        problem=BadCell(
            _("“%(value)s” is neither a person nor an organisation."), value=text[:40]
        ),
    )


def _among(known: Mapping[str, str], cells: Mapping[str, Cell], target: str) -> str:
    text = as_text(cells.get(target)).casefold()
    if not text:
        return ""
    if text not in known:
        raise BadColumn(
            target=target, problem=BadCell(_("“%(value)s” is not known here."), value=text[:40])
        )
    return str(known[text])


def _region(cells: Mapping[str, Cell]) -> str:
    text = as_text(cells.get("region")).upper()
    if text and not is_region(text):
        raise BadColumn(
            target="region",
            problem=BadCell(_("“%(value)s” is no region code."), value=text[:40]),
        )
    return text


def _yes(cells: Mapping[str, Cell], target: str) -> bool:
    try:
        return as_bool(cells.get(target))
    except BadCell as problem:
        raise BadColumn(target=target, problem=problem) from problem


def _day(cells: Mapping[str, Cell], target: str) -> date | None:
    try:
        return as_date(cells.get(target))
    except BadCell as problem:
        raise BadColumn(target=target, problem=problem) from problem


def _subscription(
    cells: Mapping[str, Cell], contacts: tuple[Contact, ...]
) -> ImportedSubscription | None:
    said = {
        t: as_text(cells.get(t)) for t in ("product", "plan", "access_line", "serving_cell")
    }
    product = "" if said["product"].casefold() in NOTHING else said["product"]
    if not (product or said["access_line"] or said["serving_cell"]):
        return None
    plain = (ContactKind.ACCOUNT, ContactKind.EXTERNAL)
    reference = next((c.value for c in contacts if c.kind in plain), "")
    return ImportedSubscription(
        reference=reference[:60],
        product=(product or said["plan"])[:80],
        plan=said["plan"][:80],
        access_line=said["access_line"][:80],
        serving_cell=said["serving_cell"][:80],
        since=_day(cells, "since"),
        until=_day(cells, "until"),
    )
