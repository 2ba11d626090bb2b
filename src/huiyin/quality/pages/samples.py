"""The list of sampled answers, weakest first."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import StringIO
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from huiyin.kernel.access.actor import Request
from huiyin.kernel.access.roles import require
from huiyin.kernel.clock import now
from huiyin.kernel.tabular.writing import write_csv
from huiyin.kernel.ui.fragments import render_page
from huiyin.kernel.ui.tables import keyset_page
from huiyin.quality.access import JUDGE, SEE
from huiyin.quality.models import Sample
from huiyin.quality.pages.wording import (
    CRITERION_NAMES,
    GRADE_NAMES,
    REASON_NAMES,
    STATE_NAMES,
    grade_mark,
)
from huiyin.quality.queries.samples import (
    SCORES,
    STATES,
    Stand,
    Wanted,
    judgements_on,
    people_of,
    team_names,
    wanted_samples,
    weeks_drawn,
)
from huiyin.quality.rules.grades import CRITERIA
from huiyin.workforce.public import Worker, workers

SIZE = 50
AT_ONCE = 500


@login_required
@require_safe
def show(request: Request) -> HttpResponse:
    """List the samples within the person's scope."""
    require(request.actor, SEE)
    wanted = read_wanted(request.GET)
    found = wanted_samples(wanted=wanted, actor=request.actor).select_related("draw")
    page = keyset_page(
        found, order=["overall", "id"], after=request.GET.get("after", ""), size=SIZE
    )
    at = now()
    teams = team_names()
    people = sorted(workers(at=at), key=lambda one: one.name)
    address = _address(request.GET)
    context = {
        "lines": lines_of(page.rows, people_of(page.rows, at=at), teams),
        "page": page,
        "count": found.count(),
        "wanted": wanted,
        "weeks": weeks_drawn(),
        "teams": sorted(teams.items(), key=lambda one: one[1]),
        "people": [(one.person_id, one.name) for one in people if one.user_id],
        "states": [(state, STATE_NAMES[state]) for state in STATES],
        "scores": GRADE_NAMES.items(),
        "address": address,
        "more": f"?{address}{'&' if address else ''}after=",
        "is_narrowed": wanted != Wanted(),
        "may_judge": JUDGE.allows(request.actor),
    }
    return render_page(request, "quality/samples.html", context)


def read_wanted(asked: Mapping[str, str]) -> Wanted:
    """Return what the address asks for; what it does not know asks for nothing."""
    person = asked.get("person", "")
    state, score = asked.get("state", ""), asked.get("score", "")
    return Wanted(
        week=asked.get("week", "")[:8],
        team=asked.get("team", "")[:40],
        person=int(person) if person.isascii() and person.isdigit() and len(person) < 18 else 0,
        state=state if state in STATES else "",
        score=score if score in set(SCORES) else "",
    )


def _address(asked: QueryDict) -> str:
    kept = asked.copy()
    kept.pop("after", None)
    return kept.urlencode()


def lines_of(
    samples: Sequence[Sample], people: Mapping[int, Worker], teams: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Return samples as lines of a table show them."""
    return [
        {
            "id": sample.pk,
            "ref": sample.case_ref,
            "week": sample.draw.week,
            "who": _name(people.get(sample.person_id)),
            "team": teams.get(sample.team, sample.team),
            "at": sample.answered_at,
            "reason": REASON_NAMES[sample.reason],
            "overall": grade_mark(sample.overall),
            "judged": sample.judged,
            "is_appealed": sample.is_appealed,
        }
        for sample in samples
    ]


def _name(person: Worker | None) -> str:
    return person.name if person is not None else "—"


@login_required
@require_safe
def as_csv(request: Request) -> HttpResponse:
    """Give the list as CSV, readable by spreadsheets of any language."""
    require(request.actor, SEE)
    wanted = read_wanted(request.GET)
    found = wanted_samples(wanted=wanted, actor=request.actor).select_related("draw")
    stream = StringIO()
    write_csv(stream, _head(), _rows(list(found.order_by("overall", "id"))))
    content = stream.getvalue().encode("utf-8-sig")
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="answer-samples.csv"'
    return response


def _head() -> list[str]:
    names = [str(CRITERION_NAMES[criterion]) for criterion in CRITERIA]
    return [
        *(_("Case"), _("Week"), _("Written by"), _("Team"), _("Sent"), _("How drawn")),
        *(_("Of answers"), _("Score"), *names, _("Judgements"), _("Points by people")),
    ]


def _rows(samples: Sequence[Sample]) -> Iterator[list[Any]]:
    people, teams = people_of(samples, at=now()), team_names()
    for start in range(0, len(samples), AT_ONCE):
        some = samples[start : start + AT_ONCE]
        stands = judgements_on(sample_ids=[sample.pk for sample in some if sample.judged])
        for sample in some:
            yield [
                *(sample.case_ref, sample.draw.week, _name(people.get(sample.person_id))),
                *(teams.get(sample.team, sample.team), sample.answered_at.isoformat()),
                *(
                    str(REASON_NAMES[sample.reason]),
                    sample.of_sent,
                    round(100 * sample.overall),
                ),
                *(_points(sample.scores.get(criterion)) for criterion in CRITERIA),
                *(sample.judged, _mean(stands.get(sample.pk, ()))),
            ]


def _points(score: float | None) -> int | str:
    return "" if score is None else round(100 * score)


def _mean(stands: Iterable[Stand]) -> int | str:
    points = [stand.points for stand in stands]
    return round(100 * sum(points) / len(points)) if points else ""
