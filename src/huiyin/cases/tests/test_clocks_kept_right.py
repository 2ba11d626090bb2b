"""Clocks follow the standards, and are put right from the journal."""

import io
import json

import pytest
from django.core.management import call_command
from django.urls import reverse

from huiyin.cases.actions.acknowledge_milestone import NotYourMilestone, acknowledge_milestone
from huiyin.cases.actions.answer_case import answer_case
from huiyin.cases.actions.classify_case import classify_case
from huiyin.cases.actions.issue_work_order import (
    accept_work_order,
    end_work_order,
    issue_work_order,
)
from huiyin.cases.actions.pause_case import pause_case, resume_case
from huiyin.cases.actions.repair_clocks import check_the_clocks, repair_clock
from huiyin.cases.actions.resolve_case import resolve_case
from huiyin.cases.models import Clock, Milestone, QueueEntry, Segment
from huiyin.cases.queries.dry_run import dry_run, foreseen
from huiyin.cases.queries.replaying import check_all
from huiyin.cases.tests.builders import MONDAY_NINE, later, make_case, somebody
from huiyin.kernel.access.models import User
from huiyin.kernel.access.roles import SYSTEM_ACTOR
from huiyin.kernel.clock import now
from huiyin.kernel.journal.deliver import deliver_all
from huiyin.kernel.journal.models import Entry
from huiyin.kernel.timers.models import Timer
from huiyin.kernel.timers.schedule import fire_all
from huiyin.notifications.public import staff_notices
from huiyin.standards.actions.revise_policy import revise_policy
from huiyin.standards.models import PolicyVersion
from huiyin.standards.public import CLOCK_KINDS, Conditions, PolicyRule, Target
from huiyin.standards.public import Milestone as Mark
from huiyin.standards.rules.drafts import PolicyDraft

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(operator):
    return make_case()


def waited(case, operator, *, hours=(2, 7)):
    pause_case(
        ref=case.ref,
        waits_for="customer",
        why="截图",
        at=later(hours=hours[0]),
        actor=operator["biller"],
    )
    resume_case(ref=case.ref, at=later(hours=hours[1]), actor=operator["biller"])


def settle(at):
    deliver_all(at=now())
    fire_all(at=at)


def differing(**wanted):
    return [one for one in check_all(is_live_only=False, **wanted) if one.finding.differs]


def revise_to(hours, *, applies_to, at, valid_from=None):
    """Promise the resolution of billing matters within `hours`."""
    draft = PolicyDraft(
        names={"en": "Bills"},
        conditions=Conditions(topic="billing"),
        targets=(
            Target(
                kind="resolution",
                target_s=hours * 3600,
                milestones=(Mark(50, "assignee", "warn"),),
            ),
        ),
    )
    revise_policy(
        policy="bills",
        draft=draft,
        seen_number=PolicyVersion.objects.filter(policy__code="bills").count(),
        valid_from=valid_from or at,
        applies_to=applies_to,
        review_due_at=None,
        at=at,
        actor=SYSTEM_ACTOR,
    )


def test_a_whole_life_leaves_every_clock_as_a_replay_finds_it(case, operator):
    waited(case, operator)
    classify_case(
        ref=case.ref,
        topic="mobile.slow_data",
        at=later(hours=8),
        actor=operator["biller"],
    )
    resolve_case(
        ref=case.ref, answer="好了", cause="", at=later(hours=9), actor=operator["biller"]
    )

    assert differing() == []


def test_promises_that_come_with_a_new_topic_take_over_the_pauses(case, operator):
    waited(case, operator)

    classify_case(
        ref=case.ref, topic="mobile.slow_data", at=later(hours=8), actor=operator["biller"]
    )

    repair = case.clocks.get(kind="fault_repair")
    assert [(part.state, part.seconds) for part in repair.segments.all()] == [
        ("running", 7200),
        ("paused", 18000),
    ]
    assert (repair.started_at, repair.consumed_s) == (MONDAY_NINE, 7200)


def test_a_damaged_clock_is_put_right_from_the_journal(case, operator):
    waited(case, operator)
    clock = case.clocks.get(kind="resolution")
    due_at = clock.due_at
    Segment.objects.filter(clock=clock).delete()
    Clock.objects.filter(pk=clock.pk).update(consumed_s=5, due_at=later(hours=1))
    Timer.objects.filter(kind="cases.clocks").delete()

    fields = repair_clock(clock_id=clock.pk, at=later(hours=8), actor_id="system")

    clock.refresh_from_db()
    assert fields == ("consumed_s", "due_at", "ledger")
    assert (clock.consumed_s, clock.due_at, clock.segments.count()) == (7200, due_at, 2)
    assert Timer.objects.get(kind="cases.clocks").due_at == later(hours=29)
    assert Entry.objects.get(name="cases.clock_repaired").payload["kind"] == "resolution"
    assert differing() == []


def test_the_command_says_what_differs_and_only_repairs_when_asked_to(case):
    Clock.objects.filter(case=case, kind="resolution").update(consumed_s=5)
    out = io.StringIO()

    call_command("clock_repair", case.ref, "--check", "--json", stdout=out)
    call_command("clock_repair", "--all", "--json", stdout=out)
    call_command("clock_repair", "--all", "--json", stdout=out)

    said = [json.loads(line) for line in out.getvalue().splitlines() if line[0] == "{"]
    assert [(one["differing"], one["repaired"]) for one in said] == [(1, 0), (1, 1), (0, 0)]


def test_a_lost_timer_is_set_again(case):
    clock = case.clocks.get(kind="resolution")
    Timer.objects.filter(kind="cases.clocks").delete()

    assert repair_clock(clock_id=clock.pk, at=later(hours=1), actor_id="x") == ("timer",)
    assert Timer.objects.get(kind="cases.clocks").due_at == later(hours=24)


def test_every_night_the_quality_managers_hear_of_clocks_that_differ(case):
    somebody("quality", "supervision", roles=["quality_manager"])
    user_id = RoleHolder.of("quality")
    Clock.objects.filter(case=case, kind="resolution").update(consumed_s=5)

    assert check_the_clocks(at=later(hours=18)) == 1

    told = staff_notices(user_id=user_id, language="en")
    assert [notice.code for notice in told] == ["cases.clocks_differ"]
    assert Entry.objects.get(name="cases.clocks_checked").payload == {
        "checked": 4,
        "differing": 1,
    }


class RoleHolder:
    @staticmethod
    def of(name):
        from huiyin.kernel.access.models import User  # noqa: PLC0415

        return User.objects.get(username=name).pk


def test_a_policy_for_running_clocks_moves_them_and_not_the_case(case):
    before = case.updated_at
    Timer.objects.filter(kind="cases.clocks").delete()

    revise_to(24, applies_to="running", at=later(hours=1))
    settle(later(hours=1))

    case.refresh_from_db()
    clock = case.clocks.get(kind="resolution")
    assert (clock.target_s, clock.due_at) == (24 * 3600, later(hours=24))
    assert Timer.objects.get(kind="cases.clocks").due_at == later(hours=12)
    assert case.updated_at == before
    assert differing() == []


def test_a_policy_for_new_clocks_leaves_the_running_ones_alone(case):
    revise_to(24, applies_to="new", at=later(hours=1))
    settle(later(hours=1))

    fresh = make_case(at=later(hours=2), contacts=(("phone", "13900000001"),))
    assert case.clocks.get(kind="resolution").target_s == 48 * 3600
    assert fresh.clocks.get(kind="resolution").target_s == 24 * 3600


def test_the_clock_of_an_open_work_order_is_recomputed_and_the_queue_follows(case, operator):
    issue_work_order(
        ref=case.ref,
        department="billing",
        task="核对",
        at=later(hours=1),
        actor=operator["biller"],
    )

    revise_to(1, applies_to="running", at=later(minutes=90))
    settle(later(minutes=90))

    due = min(case.clocks.exclude(due_at=None).values_list("due_at", flat=True))
    assert QueueEntry.objects.get(case=case).due_at == due


def test_a_dry_run_counts_what_would_move_and_be_late_and_writes_nothing(case):
    make_case(at=later(hours=30), contacts=(("phone", "13900000001"),))
    make_case(
        at=later(hours=30),
        contacts=(("phone", "13900000002"),),
        topic="mobile.slow_data",
    )
    revise_to(24, applies_to="running", at=later(hours=31), valid_from=later(days=9))
    from huiyin.standards.public import planned_policy  # noqa: PLC0415

    draft = planned_policy(code="bills", at=later(hours=31))
    found = dry_run(draft=draft, at=later(hours=31))

    kind = next(one for one in found.kinds if one.kind == "resolution")
    assert (kind.moved, kind.earlier, kind.breached) == (2, 2, 1)
    assert (found.moved, found.breached) == (2, 1)
    assert case.clocks.get(kind="resolution").target_s == 48 * 3600


def unsaved(hours, **conditions):
    return PolicyRule(
        version_id=0,
        code="draft",
        conditions=Conditions(**conditions),
        targets=(Target(kind="resolution", target_s=hours * 3600, calendar="24x7"),),
        source="",
        valid_from=later(hours=31),
    )


@pytest.mark.parametrize(
    ("hours", "concerned", "moves"), [(24, 2, (0, 2, 1)), (480, 2, (2, 0, 0))]
)
def test_what_nobody_saved_yet_is_counted_for_the_clocks_that_run(
    case, hours, concerned, moves
):
    make_case(at=later(hours=30), contacts=(("phone", "13900000001"),))
    elsewhere = {"contacts": (("phone", "13900000002"),), "topic": "mobile.slow_data"}
    make_case(at=later(hours=30), **elsewhere)
    before = list(Clock.objects.values())

    found = foreseen(unsaved(hours, topic="billing"), at=later(hours=31), most=100)

    assert (found.later, found.earlier, found.overdue) == moves
    assert (found.concerned, found.counted, found.moved) == (concerned, concerned, 2)
    assert found.running == len(before)
    assert list(Clock.objects.values()) == before


def test_no_more_running_clocks_are_looked_at_than_asked_for(case):
    make_case(at=later(hours=30), contacts=(("phone", "13900000001"),))

    found = foreseen(unsaved(24), at=later(hours=31), most=1)

    assert (found.concerned, found.counted, found.overdue) == (2, 1, 1)


def test_the_form_of_a_policy_says_what_it_would_do_to_running_clocks(client, case):
    somebody("reviser", "supervision", roles=["quality_manager"])
    client.force_login(User.objects.get(username="reviser"))
    typed = {"code": "short", "name_en": "Short", "topic": "billing", "applies_to": "new"}
    calendars = {f"calendar_{kind}": "24x7" for kind in CLOCK_KINDS}
    typed |= calendars | {"time_resolution": "1 h", "seen_number": "0", "preview": "1"}

    page = client.post(
        reverse("standards:add_policy"), typed, headers={"accept-language": "en"}
    )

    said = page.content.decode()
    running = Clock.objects.exclude(state="stopped").count()
    assert f"It would move 1 of {running} running clocks: 0 later, 1 earlier" in said
    assert "They stay as they are" in said
    assert not PolicyVersion.objects.filter(policy__code="short").exists()


def test_the_customer_is_told_within_a_clock_of_its_own_when_the_work_is_done(case, operator):
    ref = issue_work_order(
        ref=case.ref,
        department="billing",
        task="核对话单",
        at=later(hours=1),
        actor=operator["biller"],
    )
    accept_work_order(ref=ref, at=later(hours=2), actor=operator["biller"])
    end_work_order(
        ref=ref, outcome="done", result="多计", at=later(hours=3), actor=operator["biller"]
    )
    running = case.clocks.get(kind="feedback")

    answer_case(
        ref=case.ref,
        body="已核实",
        at=later(hours=3, minutes=30, seconds=7),
        actor=operator["biller"],
    )

    ended = case.clocks.get(kind="feedback")
    assert (running.state, running.started_at) == ("running", later(hours=3))
    assert (ended.state, ended.outcome, ended.consumed_s) == ("stopped", "met", 1807)


def test_a_warning_is_acknowledged_by_whom_it_was_told(case, operator):
    fire_all(at=later(hours=25))
    milestone = Milestone.objects.get(clock__kind="resolution", percent=50)
    asked = {"ref": case.ref, "clock_id": milestone.clock_id, "percent": 50}

    with pytest.raises(NotYourMilestone):
        acknowledge_milestone(**asked, at=later(hours=26), actor=operator["boss"])
    acknowledge_milestone(**asked, at=later(hours=27), actor=operator["biller"])

    milestone.refresh_from_db()
    assert (milestone.acknowledged_by, milestone.acknowledged_at) == (
        operator["biller"].id,
        later(hours=27),
    )
