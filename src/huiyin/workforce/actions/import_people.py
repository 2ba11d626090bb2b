"""People from a file: those unknown join, those known are brought up to date."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _

from huiyin.kernel.access.roles import Actor
from huiyin.kernel.refusal import Refusal
from huiyin.workforce.actions.add_person import add_person
from huiyin.workforce.actions.move_person import move_person
from huiyin.workforce.actions.set_capacity import set_capacity
from huiyin.workforce.actions.set_skills import set_skills
from huiyin.workforce.models import Person

COLUMNS = ("staff_no", "name", "team", "username", "skills", "languages", "regions", "capacity")
NEEDED = COLUMNS[:3]


@dataclass(frozen=True, slots=True, kw_only=True)
class BadRow:
    """A row that was left out: its line in the file, and why."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What an import did."""

    read: int
    added: int
    updated: int
    rejected: tuple[BadRow, ...]


class CannotImport(Refusal):
    code = "cannot_import_people"


def import_people(*, lines: Iterable[str], at: datetime, actor: Actor) -> Imported:
    """Add or update a person per row of a CSV with a header; good rows stand, bad are listed.

    Lists within a cell are parted by blanks or semicolons. An empty cell leaves what is
    known. Run twice, the second time changes nothing.
    """
    rows = csv.DictReader(lines)
    header = [name.strip().lstrip("\ufeff").lower() for name in rows.fieldnames or ()]
    missing = [name for name in NEEDED if name not in header]
    if missing:
        raise CannotImport(
            _("The file has no column %(names)s. Its first line must name these: %(all)s.")
            % {"names": ", ".join(missing), "all": ", ".join(COLUMNS)}
        )
    rows.fieldnames = header
    outcomes: list[bool] = []
    rejected: list[BadRow] = []
    for row in rows:
        cells = {name: (row.get(name) or "").strip() for name in COLUMNS}
        try:
            outcomes.append(_take_row(cells, at=at, actor=actor))
        except Refusal as refusal:
            rejected.append(BadRow(line=rows.line_num, reason=refusal.message))
    return Imported(
        read=len(outcomes) + len(rejected),
        added=sum(outcomes),
        updated=len(outcomes) - sum(outcomes),
        rejected=tuple(rejected),
    )


def _take_row(cells: Mapping[str, str], *, at: datetime, actor: Actor) -> bool:
    _refuse_gaps(cells)
    known = Person.objects.filter(staff_no=cells["staff_no"]).first()
    if known is None:
        add_person(
            staff_no=cells["staff_no"],
            name=cells["name"],
            team=cells["team"],
            user_id=_user_id(cells["username"]),
            skills=_parts(cells["skills"]),
            languages=_parts(cells["languages"]),
            regions=_parts(cells["regions"]),
            capacity=_number(cells["capacity"], 20),
            at=at,
            actor=actor,
        )
        return True
    move_person(person_id=known.pk, team=cells["team"], at=at, actor=actor)
    set_skills(
        person_id=known.pk,
        skills=_parts(cells["skills"]) or known.skills,
        languages=_parts(cells["languages"]) or known.languages,
        regions=_parts(cells["regions"]) or known.regions,
        at=at,
        actor=actor,
    )
    capacity = _number(cells["capacity"], known.capacity)
    set_capacity(person_id=known.pk, capacity=capacity, at=at, actor=actor)
    return False


def _refuse_gaps(cells: Mapping[str, str]) -> None:
    empty = [name for name in NEEDED if not cells[name]]
    if empty:
        raise CannotImport(
            _("This row has no %(names)s. Fill it in and import again.")
            % {"names": ", ".join(empty)}
        )
    if len(cells["staff_no"]) > 30 or len(cells["name"]) > 80:
        raise CannotImport(
            _("The staff number has at most 30 characters, the name 80. Shorten them.")
        )


def _user_id(username: str) -> int | None:
    if not username:
        return None
    users = get_user_model().objects.filter(username=username)
    found = users.values_list("pk", flat=True).first()
    if found is None:
        raise CannotImport(
            _("There is no account %(username)s. Make it first, or leave the cell empty.")
            % {"username": username}
        )
    return int(found)


def _parts(cell: str) -> list[str]:
    return cell.replace(";", " ").replace("；", " ").split()


def _number(cell: str, otherwise: int) -> int:
    if not cell:
        return otherwise
    if not (cell.isascii() and cell.isdigit() and len(cell) < 5):
        raise CannotImport(
            _("%(cell)s is no number of open matters. Write one from 0 to 1000.")
            % {"cell": cell}
        )
    return int(cell)
