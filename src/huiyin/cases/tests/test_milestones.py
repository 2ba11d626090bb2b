"""Milestones of several clocks at once."""

import pytest

from huiyin.cases.actions.reach_milestones import reach_milestones
from huiyin.cases.models import Case, Clock, Milestone, QueueEntry
from huiyin.cases.tests.builders import later, make_case

pytestmark = pytest.mark.usefixtures("operator")


def about_to_escalate(case, audiences):
    """Give one clock of the case for each audience an escalation to reach, the rest none."""
    Clock.objects.filter(case=case).update(milestones=[])
    clocks = list(Clock.objects.filter(case=case, state="running").order_by("pk"))
    chosen = clocks[: len(audiences)]
    for clock, audience in zip(chosen, audiences, strict=True):
        clock.milestones = [[1, audience, "escalate"]]
        clock.save()
    return [clock.pk for clock in chosen]


@pytest.mark.parametrize(
    "audiences", [["supervision", "team_lead"], ["team_lead", "supervision"]]
)
def test_of_two_clocks_of_a_case_that_fire_at_once_the_higher_level_stays(audiences):
    case = make_case()
    about_to_escalate(case, audiences)

    reached = reach_milestones(case_ids=[case.pk], at=later(days=30))

    assert reached == 2
    assert Case.objects.get(pk=case.pk).escalation == 3
    assert QueueEntry.objects.get(pk=case.pk).escalation == 3


def test_each_clock_remembers_its_own_percentage():
    case = make_case()
    ids = about_to_escalate(case, ["team_lead", "team_lead"])
    Clock.objects.filter(pk=ids[1]).update(milestones=[[2, "assignee", "warn"]])

    reach_milestones(case_ids=[case.pk], at=later(days=30))

    fired = [Clock.objects.get(pk=pk).fired_percent for pk in ids]
    assert fired == [1, 2]
    assert set(Milestone.objects.values_list("clock_id", "percent")) == {
        (ids[0], 1),
        (ids[1], 2),
    }
