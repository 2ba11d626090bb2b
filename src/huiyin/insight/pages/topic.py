"""One topic: its curve, its words, its complaints, and what is being done."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from huiyin.cases.public import visible_cards
from huiyin.insight.access import MARK_TOPICS, see_topic, visible_members
from huiyin.insight.actions.raise_alarms import story_of as story_name
from huiyin.insight.models import HotTopic, TopicCase
from huiyin.insight.pages.charts import Chart
from huiyin.insight.pages.topics import line_of
from huiyin.insight.pages.words import names
from huiyin.insight.queries.topics import (
    TopicCard,
    Wanted,
    board,
    cards_of_topics,
    closed_alike,
    daily,
)
from huiyin.insight.queries.words_of_cases import local
from huiyin.insight.rules.topics.standing import Mark
from huiyin.insight.wording import MARKS
from huiyin.kernel.access.actor import Request
from huiyin.kernel.access.names import actor_names
from huiyin.kernel.access.roles import Actor
from huiyin.kernel.clock import now
from huiyin.kernel.journal.story import story_of
from huiyin.kernel.refusal import Refusal
from huiyin.kernel.ui.fragments import render_page

SHOWN = 100
MOST_DAYS = 60


@login_required
@require_safe
def show(request: Request, topic_id: int) -> HttpResponse:
    """Show a topic as far as the person may see its complaints."""
    return answer(request, topic_id)


def answer(request: Request, topic_id: int, refusal: Refusal | None = None) -> HttpResponse:
    """Return the page of a topic; with a refusal, what was typed stays."""
    topic = see_topic(topic_id=topic_id, actor=request.actor)
    context = _context(topic, request.actor, at=now()) | {
        "refusal": refusal,
        "typed": request.POST if refusal else {"mark": topic.mark},
    }
    status = 200 if refusal is None else refusal.status
    return render_page(request, "insight/topic.html", context, status=status)


def _context(topic: HotTopic, actor: Actor, *, at: datetime) -> dict[str, Any]:
    members = visible_members(actor).filter(topic=topic).order_by("-at", "-pk")
    moments = list(members.values_list("at", flat=True))
    cards = cards_of_topics([topic], actor=actor, at=at)
    alike = closed_alike(topic, actor=actor, at=at)
    called = names()
    told = story_of(story=story_name(topic.pk))
    people = actor_names([topic.owner, *(line.actor for line in told)])
    return {
        "topic": topic,
        "line": line_of(cards[0], called, people) if cards else None,
        "words": topic.words,
        "chart": _curve(moments, at=at) if moments else None,
        "cases": _cases(list(members[:SHOWN]), actor),
        "more": max(0, len(moments) - SHOWN),
        "taken_out": TopicCase.objects.filter(topic=topic, state="out").order_by("case_ref"),
        "alike": [line_of(one, called, people) for one in alike],
        "marks": [(mark.value, name) for mark, name in MARKS.items() if mark],
        "mark": MARKS[Mark(topic.mark)],
        "owner": people.get(topic.owner, ""),
        "may_mark": MARK_TOPICS.allows(actor),
        "others": _others(topic, actor, at=at),
        "merged": list(topic.merged.order_by("pk")),
        "told": [(line, people.get(line.actor, "")) for line in told],
    }


def _others(topic: HotTopic, actor: Actor, *, at: datetime) -> Sequence[TopicCard]:
    if topic.closed_at is not None or not MARK_TOPICS.allows(actor):
        return []
    return [one for one in board(wanted=Wanted(), actor=actor, at=at) if one.id != topic.pk]


def _curve(moments: Sequence[datetime], *, at: datetime) -> Chart:
    first = local(min(moments)).date()
    until = at if (local(at).date() - first).days < MOST_DAYS else max(moments)
    days = daily(
        moments, days=min(MOST_DAYS, (local(until).date() - first).days + 1), until=until
    )
    day, count = max(days, key=lambda one: one[1])
    title = _("Complaints by day: most on %(day)s, %(count)s") % {
        "day": f"{day:%Y-%m-%d}",
        "count": count,
    }
    chart = {
        "kind": "bar",
        "x": [f"{day:%m-%d}" for day, _count in days],
        "series": [{"name": _("Complaints"), "values": [count for _day, count in days]}],
        "unit": _("complaints"),
    }
    rows = [[f"{day:%Y-%m-%d}", count] for day, count in days]
    foot = _("Complaints in this topic that you may see, by the day they were opened.")
    return Chart("chart-topic", title, chart, [_("Day"), _("Complaints")], foot, rows)


def _cases(members: Sequence[TopicCase], actor: Actor) -> list[tuple[TopicCase, Any]]:
    cards = visible_cards(refs=[member.case_ref for member in members], actor=actor)
    return [(member, cards[member.case_ref]) for member in members if member.case_ref in cards]
