"""What machines that watch are told."""

import sys
import time

import pytest
from django.test import RequestFactory

from huiyin.kernel.journal.models import Delivery
from huiyin.kernel.journal.tests.sample import MONDAY, light
from huiyin.kernel.worker.health import health
from huiyin.kernel.worker.models import Heartbeat
from huiyin.kernel.worker.probes import ProbesMiddleware
from huiyin.kernel.worker.supervise import Supervisor

METRICS = "/metrics"


@pytest.fixture
def probe():
    answer = ProbesMiddleware(lambda request: None)
    return lambda path, **meta: answer(RequestFactory().get(path, **meta))


def test_a_live_process_says_so_without_a_database(probe):
    assert probe("/livez").content == b"alive\n"


@pytest.mark.django_db
def test_a_process_with_its_tables_is_ready(probe):
    assert probe("/readyz").content == b"ready\n"


@pytest.mark.django_db
def test_metrics_are_read_on_this_machine(probe):
    light(3)

    answer = probe(METRICS, REMOTE_ADDR="127.0.0.1").content.decode()

    assert "huiyin_entries_unsealed 3.0" in answer
    assert 'huiyin_parked{queue="timers"} 0.0' in answer


@pytest.mark.parametrize(
    "meta",
    [
        {"REMOTE_ADDR": "10.0.0.7"},
        {"REMOTE_ADDR": ""},
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "10.0.0.7"},
        {"REMOTE_ADDR": "10.0.0.7", "HTTP_AUTHORIZATION": "Bearer wrong"},
        {"REMOTE_ADDR": "10.0.0.7", "HTTP_AUTHORIZATION": "Bearer "},
    ],
)
@pytest.mark.parametrize("token", ["", "a-long-token"])
def test_metrics_are_kept_from_others(probe, settings, meta, token):
    settings.METRICS_TOKEN = token

    assert probe(METRICS, **meta).status_code == 403


@pytest.mark.django_db
def test_metrics_are_read_with_the_token(probe, settings):
    settings.METRICS_TOKEN = "a-long-token"

    answer = probe(METRICS, REMOTE_ADDR="10.0.0.7", HTTP_AUTHORIZATION="Bearer a-long-token")

    assert answer.status_code == 200


@pytest.mark.django_db
def test_health_counts_what_is_due_and_what_is_parked():
    ids = light(3)
    Delivery.objects.all().delete()
    Delivery.objects.bulk_create(
        Delivery(entry_id=entry_id, reaction="x", visible_at=MONDAY, parked_at=parked_at)
        for entry_id, parked_at in zip(ids, (None, None, MONDAY), strict=True)
    )

    deliveries, timers = health(at=MONDAY).queues

    assert (deliveries.due, deliveries.lag_s, deliveries.parked) == (2, 0.0, 1)
    assert (timers.due, timers.lag_s, timers.parked) == (0, 0.0, 0)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("silent_s", "hung_s", "stopped", "state"),
    [
        (1, 2, False, "alive"),
        (36, 37, False, "silent"),
        (1, 200, False, "stuck"),
        (500, 500, True, "stopped"),
    ],
)
def test_a_worker_is_judged_by_its_heartbeat(silent_s, hung_s, stopped, state):
    def before(seconds):
        return MONDAY.fromtimestamp(MONDAY.timestamp() - seconds, tz=MONDAY.tzinfo)

    Heartbeat.objects.create(
        name="here:1",
        started_at=before(1000),
        seen_at=before(silent_s),
        looped_at=before(hung_s),
        stopped_at=before(silent_s) if stopped else None,
    )

    assert [worker.state for worker in health(at=MONDAY).workers] == [state]


def test_a_worker_that_dies_is_started_again(tmp_path):
    log = tmp_path / "starts"
    code = f"open({str(log)!r}, 'a').write('x')"
    supervisor = Supervisor((sys.executable, "-S", "-c", code), pause=0.01)

    supervisor.start()
    deadline = time.perf_counter() + 10
    while time.perf_counter() < deadline and (not log.exists() or len(log.read_text()) < 2):
        time.sleep(0.02)
    supervisor.stop()

    assert len(log.read_text()) >= 2
