"""Timers: what nothing due costs among a million waiting; ten thousand due, with notices."""

import json
import os
import statistics
import time
from datetime import timedelta

from django.db import transaction

from benchmarks.operator import complaints, measured, set_up
from huiyin.cases.actions.run_clocks import TIMER
from huiyin.cases.models import Milestone
from huiyin.cases.public import open_cases
from huiyin.kernel.bulk import insert_rows
from huiyin.kernel.clock import now
from huiyin.kernel.timers.models import Timer
from huiyin.kernel.timers.schedule import COLUMNS, fire_due
from huiyin.notifications.models import StaffNotice
from huiyin.workforce.models import Department, EscalationContact, Person

DUE = int(os.environ.get("BENCH_DUE", "10000"))
WAITING = int(os.environ.get("BENCH_WAITING", "1000000"))
LOOKS = 200


def name_leads() -> None:
    """Let somebody be told in every department, whoever holds the case."""
    person = Person.objects.order_by("pk").last()
    EscalationContact.objects.bulk_create(
        EscalationContact(level=level, department=department, person=person)
        for department in Department.objects.all()
        for level in ("team_lead", "department_head", "supervision")
    )


def make_due() -> None:
    """Open cases and let the first milestone of each fall due now, none else."""
    # Some join another's case.
    needed = complaints(DUE * 11 // 10, days=1)
    chunk = list(needed)
    for start in range(0, len(chunk), 1000):
        open_cases(complaints=chunk[start : start + 1000], at=now(), actor_id="system")
    far = now() + timedelta(days=3000)
    Timer.objects.exclude(kind=TIMER).update(visible_at=far)
    first = (
        Timer.objects.filter(kind=TIMER).order_by("due_at", "pk").values_list("pk", flat=True)
    )
    Timer.objects.filter(kind=TIMER).exclude(pk__in=list(first[:DUE])).update(visible_at=far)


def make_waiting() -> None:
    far = now() + timedelta(days=300)
    rows = (
        (TIMER, f"far:{n}", far + timedelta(seconds=n), far + timedelta(seconds=n), 0, "")
        for n in range(WAITING)
    )
    with transaction.atomic():
        insert_rows(Timer, (*COLUMNS, "error"), rows)


def fire_them(moment) -> int:
    rang = 0
    while rang < DUE and (count := fire_due(at=moment)):
        rang += count
    return rang


def main() -> None:
    set_up()
    name_leads()
    make_due()
    make_waiting()
    due_at = Timer.objects.filter(kind=TIMER, visible_at__lt=now() + timedelta(days=200))
    moment = max(due_at.values_list("visible_at", flat=True))
    took, cpu = [], []
    for _ in range(LOOKS):
        began, busy = time.perf_counter(), time.process_time()
        assert fire_due(at=now() - timedelta(days=900)) == 0
        took.append(time.perf_counter() - began)
        cpu.append(time.process_time() - busy)
    figures: dict[str, float] = {}
    with measured(figures):
        rang = fire_them(moment)
    print(
        json.dumps(
            {
                "waiting": WAITING,
                "nothing_due_ms": round(statistics.median(took) * 1000, 3),
                "nothing_due_cpu_ms": round(statistics.median(cpu) * 1000, 3),
                "rang": rang,
                "rang_s": figures["seconds"],
                "rang_cpu_s": figures["cpu_seconds"],
                "milestones": Milestone.objects.count(),
                "staff_notices": StaffNotice.objects.count(),
            }
        )
    )


if __name__ == "__main__":
    main()
