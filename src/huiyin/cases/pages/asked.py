"""What a list of cases was asked to show, and how it says so."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiyin.cases.queries.queue import QueueFilter
from huiyin.cases.queries.wording import Names, language, state_name
from huiyin.cases.rules.life import OPEN
from huiyin.kernel.access.roles import Actor
from huiyin.kernel.regions import region_name
from huiyin.kernel.ui.choices import REGIONS, ListedField, ListedInput
from huiyin.workforce.public import Worker, person_of_user

SOON = timedelta(hours=2)
STILL = timedelta(hours=24)
REGION = ListedField(listed=REGIONS, is_open=True, required=False)
VIEWS = {
    "mine": gettext_lazy("Mine"),
    "team": gettext_lazy("My team"),
    "unheld": gettext_lazy("Held by nobody"),
    "triage": gettext_lazy("To be classified"),
    "all": gettext_lazy("All"),
}
DUE = {"overdue": gettext_lazy("past due"), "soon": gettext_lazy("due within 2 hours")}
FIELDS = ("department", "topic", "region", "state", "due", "holder", "still")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A view and its filters, as the address has them."""

    view: str
    department: str = ""
    topic: str = ""
    region: str = ""
    state: str = ""
    due: str = ""
    holder: str = ""
    still: str = ""

    def address(self, **changes: str) -> str:
        """Return the address of this list with some of it changed."""
        changed = replace(self, **changes)
        pairs = [("view", changed.view)]
        pairs += [(field, getattr(changed, field)) for field in FIELDS]
        return "?" + urlencode([(name, value) for name, value in pairs if value])

    def more(self) -> str:
        return f"{self.address()}&after="

    @property
    def is_filtered(self) -> bool:
        return any(getattr(self, field) for field in FIELDS)


def person_of(actor: Actor, *, at: datetime) -> Worker | None:
    """Return the person behind the actor, None for machines and people without a desk."""
    return None if actor.user_id is None else person_of_user(user_id=actor.user_id, at=at)


def read_asked(query: QueryDict, *, person: Worker | None) -> Asked:
    """Return what the address asks for; what it may not say is left out."""
    view = query.get("view", "")
    if view not in VIEWS or (person is None and view in ("mine", "team")):
        view = "mine" if person else "all"
    said = {field: query.get(field, "").strip()[:60] for field in FIELDS}
    said["region"] = _region_meant(query.get("region", ""))
    said["state"] = said["state"] if said["state"] in OPEN else ""
    said["due"] = said["due"] if said["due"] in DUE else ""
    said["holder"] = said["holder"] if said["holder"].isdigit() else ""
    said["still"] = "1" if said["still"] else ""
    return Asked(view=view, **said)


def _region_meant(typed: str) -> str:
    """Return the code of the region that was meant; else the words, which no case fits."""
    text = typed.strip()[:120]
    try:
        return REGION.clean(text)
    except ValidationError:
        return text


@lru_cache(maxsize=64)
def region_input(code: str, language: str) -> SafeString:
    """Return the field in which a region is searched; its list is long, so it is kept.

    `language` is the reader's, in which the names of the list are.
    """
    field = ListedInput(REGIONS)
    return field.render("region", code, {"id": "f-region", "maxlength": 120})


def filter_of(asked: Asked, *, person: Worker | None, at: datetime) -> QueueFilter:
    """Return what the queue is asked for."""
    holder = int(asked.holder[:18]) if asked.holder else None
    if asked.view == "mine" and person:
        holder = person.person_id
    departments = (asked.department,) if asked.department else ()
    teams: tuple[str, ...] = ()
    if asked.view == "team" and person:
        departments, teams = (person.department,), (person.team,)
    due_from, due_before = {"overdue": (None, at), "soon": (at, at + SOON)}.get(
        asked.due, (None, None)
    )
    return QueueFilter(
        holder_id=holder,
        is_unheld=asked.view == "unheld",
        needs_triage=True if asked.view == "triage" else None,
        departments=departments,
        teams=teams,
        states=(asked.state,) if asked.state else (),
        topic_prefix=asked.topic,
        region_prefix=asked.region,
        due_from=due_from,
        due_before=due_before,
        untouched_since=at - STILL if asked.still else None,
    )


def tabs(asked: Asked, *, count: str, person: Worker | None) -> list[dict[str, Any]]:
    """Return the views as tabs; the one that is open says how many it has."""
    usable = [view for view in VIEWS if person or view not in ("mine", "team")]
    return [
        {
            "href": asked.address(view=view),
            "label": VIEWS[view],
            "count": count if view == asked.view else None,
            "is_current": view == asked.view,
        }
        for view in usable
    ]


def chips(asked: Asked, known: Names, *, holder: str = "") -> list[dict[str, Any]]:
    """Return the filters that are set, each removing itself when clicked."""
    said = [
        ("department", _("in"), known.department(asked.department)),
        ("topic", _("about"), known.topic(asked.topic)),
        ("region", _("from the region"), region_name(asked.region, language=language())),
        ("state", _("that are"), state_name(asked.state)),
        ("due", _("that are"), str(DUE.get(asked.due, ""))),
        ("holder", _("held by"), holder or asked.holder),
        ("still", "", _("not touched for a day")),
    ]
    return [
        {"href": asked.address(**{field: ""}), "label": label, "value": value, "is_on": True}
        for field, label, value in said
        if getattr(asked, field)
    ]


def count_words(count: int, *, most: int) -> str:
    """Return how many there are; past `most` nobody counts on."""
    return f"{most:,}+" if count > most else f"{count:,}"
