"""The monthly report and the process map over a million cases: the first, and those after."""

import json
import time
from datetime import timedelta
from http.client import HTTPConnection

from django.conf import settings
from django.test import Client

from benchmarks.lake_million import multiply_lake
from benchmarks.operator import percentile, set_up
from benchmarks.serving import cpu_seconds, family, memory_mb, serving
from huiyin.kernel.access.models import User
from huiyin.kernel.clock import now
from huiyin.kernel.journal.seals import seal_waiting
from huiyin.kernel.lake.publish import publish_lake
from huiyin.simulator.actions.play_history import play_history
from huiyin.simulator.actions.set_stage import Size, set_stage

PLAYED, DAYS = 300, 30
CUTS = ("", "&channel=phone", "&topic=billing", "&department=care")


def fill() -> dict[str, int]:
    """Play a month, publish it and multiply it; return the rows of the lake."""
    set_up()
    ready = set_stage(
        size=Size(customers=PLAYED, complaints=PLAYED, days=DAYS, lived=DAYS),
        seed=7,
        scenario="quiet-week",
        password="bench",
        until=now(),
    )
    play_history(ready.stage, ready.coming, progress=lambda at: None)
    seal_waiting(at=now())
    publish_lake(at=now())
    return multiply_lake()


class Browser:
    """Somebody of quality who asks one web process, and what each answer cost it."""

    def __init__(self, port: int, pid: int) -> None:
        client = Client()
        client.force_login(User.objects.get(username="quality"))
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        self._headers = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={cookie}"}
        self._link, self._pid = HTTPConnection("127.0.0.1", port, timeout=600), pid

    def ask(self, address: str) -> tuple[float, float]:
        """Return wall and CPU seconds until the page was there."""
        began, busy = time.perf_counter(), cpu_seconds(self._pid)
        self._link.request("GET", address, headers=self._headers)
        answer = self._link.getresponse()
        answer.read()
        assert answer.status == 200, (address, answer.status)
        return time.perf_counter() - began, cpu_seconds(self._pid) - busy


def months() -> list[str]:
    """Return ten months that have complaints, the latest first."""
    day, found = now().date().replace(day=1), []
    for _ in range(10):
        day = (day - timedelta(days=1)).replace(day=1)
        found.append(f"{day:%Y-%m}")
    return found


def main() -> None:
    rows = fill()
    with serving() as (port, pid):
        browser = Browser(port, pid)
        browser.ask("/cases/")
        fresh = max(map(memory_mb, family(pid)))
        first = browser.ask("/reports/")
        again = browser.ask("/reports/")
        others = [browser.ask(f"/reports/?month={m}{cut}") for m in months() for cut in CUTS]
        maps = [
            browser.ask(f"/reports/process/?month={m}{cut}") for m in months() for cut in CUTS
        ]
        held = max(map(memory_mb, family(pid)))
    print(
        json.dumps(
            {
                "rows": rows,
                "first": _said(*first),
                "again": _said(*again),
                "others": len(others),
                **_spread(others),
                "process_map": _spread(maps),
                "fresh_mb": fresh,
                "after_mb": held,
            }
        )
    )


def _spread(asked: list[tuple[float, float]]) -> dict[str, dict[str, int]]:
    wall, cpu = ([one[part] for one in asked] for part in (0, 1))
    return {
        f"p{share:.0f}": _said(percentile(wall, share / 100), percentile(cpu, share / 100))
        for share in (50.0, 95.0)
    }


def _said(wall: float, cpu: float) -> dict[str, int]:
    return {"wall_ms": round(wall * 1000), "cpu_ms": round(cpu * 1000)}


if __name__ == "__main__":
    main()
