"""Reports that are sent regularly: when, what, to whom, and once."""

import json
from base64 import b64decode
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.cases.tests.builders import MONDAY_NINE, later
from huiyin.insight.actions.schedule_report import (
    CannotSchedule,
    NewSchedule,
    delete_schedule,
    pause_schedule,
    restore_schedule,
    resume_schedule,
    schedule_report,
    send_now,
)
from huiyin.insight.actions.send_reports import send_reports
from huiyin.insight.models import ReportSchedule, ReportSending
from huiyin.insight.queries.schedules import schedules_of
from huiyin.insight.rules.schedules import Form, Rhythm, covered, next_run
from huiyin.insight.tests.test_pages import march, signed_in
from huiyin.kernel.access.actor import actor_of
from huiyin.kernel.access.models import RoleGrant, User
from huiyin.kernel.claims import LEASE
from huiyin.kernel.refusal import NotAllowed, NotFound
from huiyin.kernel.timers.schedule import fire_due

__all__ = ["march"]
pytestmark = pytest.mark.django_db
SHANGHAI = ZoneInfo("Asia/Shanghai")
APRIL_2 = datetime(2026, 4, 2, 8, tzinfo=SHANGHAI)


def person(name, *, role="quality_manager", email="", **scope):
    user = User.objects.create_user(username=name, password=None, email=email)
    RoleGrant.objects.create(user=user, role=role, **scope)
    return user


@pytest.fixture
def people(settings, tmp_path):
    settings.SPOOL_ROOT = tmp_path / "spool"
    settings.SMTP_URL = ""
    owner = person("owner", email="owner@huiyin.example", regions=["33"])
    return owner, person("colleague", role="agent", email="reader@huiyin.example")


def ordered(people, *, form=Form.LINK, rhythm=Rhythm.MONTHLY, **more):
    owner, reader = people
    asked = {"language": "en", "readers": [reader.pk], "asked": {}} | more
    wanted = NewSchedule(rhythm=rhythm, form=form, **asked)
    return schedule_report(wanted=wanted, at=MONDAY_NINE, actor=actor_of(owner))


def letters(settings):
    found = sorted(Path(settings.SPOOL_ROOT).glob("email/report-*.json"))
    return [json.loads(path.read_text()) for path in found]


def run(at):
    fire_due(at=at)
    while send_reports(at=at):
        pass


@given(st.datetimes(datetime(2025, 1, 1), datetime(2030, 1, 1)), st.sampled_from(Rhythm))
def test_the_next_time_is_the_first_one_later(moment, rhythm):
    after = moment.replace(tzinfo=UTC)

    found = next_run(rhythm, after=after, zone=SHANGHAI)

    local = found.astimezone(SHANGHAI)
    assert found > after
    assert local.hour == 8
    assert (local.day == 2) if rhythm == Rhythm.MONTHLY else (local.isoweekday() == 1)
    assert found - after <= timedelta(days=31 if rhythm == Rhythm.MONTHLY else 7)


def test_a_month_is_sent_when_it_is_over_and_a_week_tells_the_month_so_far():
    monday = datetime(2026, 6, 1, 8, tzinfo=SHANGHAI)

    assert covered(Rhythm.MONTHLY, due_at=APRIL_2, zone=SHANGHAI).code == "2026-03"
    assert covered(Rhythm.WEEKLY, due_at=monday, zone=SHANGHAI).code == "2026-05"


def test_an_ordered_report_leaves_when_it_is_due(people, march, settings):
    ordered(people)

    run(APRIL_2 - timedelta(minutes=1))
    assert letters(settings) == []
    run(APRIL_2)

    [letter] = letters(settings)
    assert letter["address"] == "reader@huiyin.example"
    assert "2026-03" in letter["subject"]
    assert "/reports/?month=2026-03" in letter["body"]


def test_figures_are_those_the_owner_may_see_then(people, march, settings):
    """Four complaints there are, three in the owner's region; the reader may see none."""
    ordered(people)

    run(APRIL_2)

    assert "3 complaints were received" in letters(settings)[0]["body"]


def test_a_workbook_goes_along(people, march, settings):
    ordered(people, form=Form.XLSX)

    run(APRIL_2)

    [file] = letters(settings)[0]["files"]
    assert file["name"] == "report-2026-03.xlsx"
    assert b64decode(file["content"])[:2] == b"PK"


def test_a_document_goes_along(people, march, settings):
    pytest.importorskip("weasyprint", exc_type=OSError, reason="Pango is not installed")
    ordered(people, form=Form.PDF)

    run(APRIL_2)

    [file] = letters(settings)[0]["files"]
    assert (file["name"], file["kind"]) == ("report-2026-03.pdf", "application/pdf")
    assert b64decode(file["content"])[:5] == b"%PDF-"


def test_nothing_is_sent_twice_by_ringing_twice(people, march, settings):
    ordered(people)

    run(APRIL_2)
    run(APRIL_2 + timedelta(minutes=5))

    assert len(letters(settings)) == 1
    assert ReportSending.objects.count() == 1


def test_killed_after_carrying_the_same_letter_is_carried_again(people, march, settings):
    ordered(people)
    fire_due(at=APRIL_2)
    send_reports(at=APRIL_2)
    # As a killed worker leaves it: carried, and not noted.
    ReportSending.objects.update(state="queued", sent_at=None, visible_at=APRIL_2 + LEASE)

    run(APRIL_2 + 2 * LEASE)

    assert len(letters(settings)) == 1
    assert ReportSending.objects.get().state == "sent"


def test_the_next_time_is_planned_when_one_is_due(people, march):
    pk = ordered(people)

    run(APRIL_2)

    assert ReportSchedule.objects.get(pk=pk).next_at == datetime(2026, 5, 2, 8, tzinfo=SHANGHAI)


def test_times_missed_while_nothing_ran_are_sent_once(people, march, settings):
    ordered(people)

    run(APRIL_2 + timedelta(days=100))

    assert len(letters(settings)) == 1


def test_an_owner_who_may_no_longer_see_sends_nothing(people, march, settings):
    pk = ordered(people)
    RoleGrant.objects.filter(user=people[0]).delete()

    run(APRIL_2)

    assert letters(settings) == []
    row = ReportSending.objects.get(schedule=pk)
    assert (row.state, row.error) == ("dropped", "owner_may_not")


def test_a_reader_who_left_gets_nothing(people, march, settings):
    ordered(people)
    User.objects.filter(pk=people[1].pk).update(is_active=False)

    run(APRIL_2)

    assert letters(settings) == []
    assert ReportSending.objects.get().error == "no_address"


def test_a_report_that_cannot_be_written_keeps_no_other_back(people, march, settings):
    broken, sound = ordered(people), ordered(people)
    ReportSchedule.objects.filter(pk=broken).update(asked={"no such filter": "x"})

    run(APRIL_2)

    states = dict(ReportSending.objects.values_list("schedule", "state"))
    assert states == {broken: "queued", sound: "sent"}
    assert "TypeError" in ReportSending.objects.get(schedule=broken).error


def test_paused_is_not_sent_and_goes_on_from_the_next_time(people, march, settings):
    pk, actor = ordered(people), actor_of(people[0])
    pause_schedule(schedule_id=pk, at=later(days=1), actor=actor)
    run(APRIL_2)
    assert letters(settings) == []

    resume_schedule(schedule_id=pk, at=APRIL_2 + timedelta(days=1), actor=actor)
    run(APRIL_2 + timedelta(days=2))

    assert letters(settings) == []
    assert schedules_of(owner_id=people[0].pk)[0].next_at.month == 5


def test_deleted_and_restored(people, march, settings):
    pk, actor = ordered(people), actor_of(people[0])

    delete_schedule(schedule_id=pk, at=later(days=1), actor=actor)
    assert schedules_of(owner_id=people[0].pk) == []
    restore_schedule(schedule_id=pk, at=later(days=1), actor=actor)
    run(APRIL_2)

    assert len(letters(settings)) == 1


def test_sent_now_once_and_regularly_all_the_same(people, march, settings):
    pk = ordered(people)

    send_now(schedule_id=pk, at=later(days=3), actor=actor_of(people[0]))
    run(later(days=3))
    run(APRIL_2)

    assert len(letters(settings)) == 2
    assert schedules_of(owner_id=people[0].pk)[0].states == {"sent": 1}


def test_somebody_elses_order_is_not_touched(people, march):
    pk = ordered(people)
    other = person("other", email="other@huiyin.example")

    with pytest.raises(NotFound):
        delete_schedule(schedule_id=pk, at=later(days=1), actor=actor_of(other))
    assert ReportSchedule.objects.get(pk=pk).deleted_at is None


def test_an_agent_orders_nothing(people, march):
    with pytest.raises(NotAllowed):
        ordered((people[1], people[0]))
    assert ReportSchedule.objects.count() == 0


@pytest.mark.parametrize("email", ["", "gone@huiyin.example"])
def test_who_cannot_be_written_to_is_refused(people, march, email):
    nobody = person("nobody", email=email)
    User.objects.filter(pk=nobody.pk).update(is_active=not email)

    with pytest.raises(CannotSchedule):
        ordered(people, readers=[nobody.pk])
    assert ReportSchedule.objects.count() == 0


def test_nobody_to_send_to_is_refused(people, march):
    with pytest.raises(CannotSchedule):
        ordered(people, readers=[])


def test_ordering_on_the_page(client, people, march):
    page = signed_in(client)
    data = {"rhythm": "weekly", "form": "xlsx", "language": "en", "readers": [people[1].pk]}

    done = page.post("/reports/schedules/", data | {"area": "33"})

    assert done.status_code == 302
    row = ReportSchedule.objects.get()
    assert (row.rhythm, row.asked, row.readers) == ("weekly", {"area": "33"}, [people[1].pk])
    shown = page.get("/reports/schedules/", headers={"accept-language": "en"})
    assert "Area: Zhejiang" in shown.content.decode()


def test_acts_on_the_page(client, people, march):
    page = signed_in(client)
    data = {"rhythm": "monthly", "form": "link", "language": "en", "readers": [people[1].pk]}
    page.post("/reports/schedules/", data)
    pk = ReportSchedule.objects.get().pk

    page.post(f"/reports/schedules/{pk}/pause/")
    assert ReportSchedule.objects.get().is_paused
    done = page.post(f"/reports/schedules/{pk}/delete/")
    assert done["Location"] == f"/reports/schedules/?deleted={pk}"
    page.post(f"/reports/schedules/{pk}/restore/")
    assert ReportSchedule.objects.get().deleted_at is None


def test_an_agent_has_no_page_of_schedules(client, march):
    assert signed_in(client, role="agent").get("/reports/schedules/").status_code == 403
