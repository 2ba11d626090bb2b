"""The cases behind a figure of a report."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core import signing
from django.http import HttpResponse
from django.utils.translation import gettext as _

from huiyin.cases.public import visible_cards
from huiyin.insight.access import reach_of
from huiyin.insight.pages.asking import BadQuestion, address, read_question
from huiyin.insight.pages.definitions import SHARES, WAITS
from huiyin.insight.pages.figures import filter_chips
from huiyin.insight.pages.process_words import TIMELINESS, StepNames
from huiyin.insight.pages.words import CLOCK_NAMES, WEEKDAYS, names
from huiyin.insight.queries.reports import known_choices
from huiyin.insight.queries.rows import FLAGS, RATED, Behind, Place, refs_behind
from huiyin.insight.rules.periods import month_of
from huiyin.kernel.access.actor import Request
from huiyin.kernel.clock import now
from huiyin.kernel.ui.fragments import render_page
from huiyin.kernel.ui.tables import CannotContinueList, Page

SIZE = 50
SALT = "huiyin.insight.rows"
_FIELDS = (
    *("day", "weekday", "hour", "flag", "clock", "outcome"),
    *("step", "before", "standing", "again", "path", "timeliness"),
)


@login_required
def show(request: Request) -> HttpResponse:
    """List the cases of a figure, as far as this person may see them, the latest first."""
    reach = reach_of(request.actor)
    choices = known_choices(reach=reach)
    question = read_question(request.GET, choices=choices, today=month_of(now().date()))
    behind = _read_behind(request.GET)
    after = _read_place(request.GET.get("after", ""))
    found = refs_behind(question, behind, reach=reach, after=after, size=SIZE + 1)
    refs = [ref for _moment, ref in found[:SIZE]]
    cards = visible_cards(refs=refs, actor=request.actor)
    rest = urlencode({n: request.GET[n] for n in _FIELDS if request.GET.get(n)})
    here = "&".join(part for part in (address(question), rest) if part)
    called = names()
    context = {
        "question": question,
        "page": Page(refs, _mark(found[SIZE - 1]) if len(found) > SIZE else ""),
        "lines": [_line(cards[ref], called) for ref in refs if ref in cards],
        "hidden": sum(ref not in cards for ref in refs),
        "chips": [*filter_chips(question, called), *_chips(behind)],
        "report": f"?{address(question)}",
        "href": f"?{here}&after=",
    }
    return render_page(request, "insight/rows.html", context)


def _line(card: Any, called: Any) -> dict[str, Any]:
    return {
        "ref": card.ref,
        "title": card.title,
        "topic": called.of("topic", card.topic),
        "channel": called.of("channel", card.channel),
        "department": called.of("department", card.department),
        "opened_at": card.opened_at,
        "resolved_at": card.resolved_at,
    }


def _read_behind(asked: Mapping[str, str]) -> Behind:
    flag = asked.get("flag", "")
    try:
        return Behind(
            day=date.fromisoformat(asked["day"]) if asked.get("day") else None,
            weekday=int(asked.get("weekday") or 0),
            hour=int(asked["hour"]) if asked.get("hour") else None,
            flag=flag if flag in FLAGS or flag in RATED else "",
            clock=asked.get("clock", "")[:20],
            outcome=asked.get("outcome", "")[:10],
            step=asked.get("step", "")[:40],
            before=asked.get("before", "")[:40],
            standing=bool(asked.get("standing")),
            again=bool(asked.get("again")),
            path=asked.get("path", "")[:12],
            timeliness=asked.get("timeliness", "")[:10],
        )
    except ValueError as error:
        raise BadQuestion(
            _("This address names no day, weekday or hour. Open the report again.")
        ) from error


def _chips(behind: Behind) -> list[dict[str, Any]]:
    said = []
    if behind.day:
        said.append((_("Day"), behind.day.isoformat()))
    if 1 <= behind.weekday <= 7:
        said.append((_("Weekday"), str(WEEKDAYS[behind.weekday - 1])))
    if behind.hour is not None:
        said.append((_("Hour"), f"{behind.hour:02}"))
    if behind.flag:
        said.append((_("Only"), _flag_name(behind.flag)))
    if behind.clock:
        said.append((_("Promise"), str(CLOCK_NAMES.get(behind.clock, behind.clock))))
    if behind.outcome == "breached":
        said.append((_("Outcome"), _("Broken")))
    said += _way_chips(behind)
    return [{"label": label, "value": value, "href": "#content"} for label, value in said]


def _way_chips(behind: Behind) -> list[tuple[str, str]]:
    named, said = StepNames(names()), []
    if behind.before:
        said.append((_("From"), named.step(behind.before)))
    if behind.step:
        label = _("To") if behind.before else _("Step")
        said.append((label, named.step(behind.step)))
    if behind.standing:
        said.append((_("Only"), _("Last so far")))
    if behind.again:
        said.append((_("Only"), _("Came back")))
    if behind.path:
        said.append((_("Only"), _("Path")))
    if behind.timeliness in TIMELINESS:
        said.append((_("Promise"), str(TIMELINESS[behind.timeliness])))
    return said


def _flag_name(flag: str) -> str:
    known = {row[2]: row[0] for row in (*SHARES.values(), *WAITS.values())}
    return str(known.get(flag, flag)) if flag != "handed_over" else _("Handed over")


def _mark(place: Place) -> str:
    return signing.dumps(place, salt=SALT)


def _read_place(mark: str) -> Place | None:
    if not mark:
        return None
    try:
        moment, ref = signing.loads(mark, salt=SALT)
    except (signing.BadSignature, ValueError) as error:
        raise CannotContinueList(
            _("This list cannot go on from there: it has changed. Open its first page again.")
        ) from error
    return moment, ref
