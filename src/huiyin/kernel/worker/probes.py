"""/livez, /readyz and /metrics: answered before everything else, to machines that watch."""

import ipaddress
import secrets
from collections.abc import Callable, Iterator

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily

from huiyin.kernel.clock import now
from huiyin.kernel.worker.health import health


class ProbesMiddleware:
    """Stands first: a probe comes by address, without a session, often without TLS."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.is_migrated = False

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path == "/livez":
            return _say("alive")
        if request.path == "/readyz":
            return self._readiness()
        if request.path == "/metrics":
            return _metrics(request)
        return self.get_response(request)

    def _readiness(self) -> HttpResponse:
        try:
            connection.ensure_connection()
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
            self.is_migrated = self.is_migrated or not _waiting_migrations()
        except DatabaseError:
            connection.close()
            return _say("the database does not answer", status=503)
        if not self.is_migrated:
            return _say("migrations wait: run huiyin migrate", status=503)
        return _say("ready")


def _waiting_migrations() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _metrics(request: HttpRequest) -> HttpResponse:
    if not _may_measure(request):
        return _say("metrics are for this machine, or with the token", status=403)
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Spine())
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def _may_measure(request: HttpRequest) -> bool:
    wanted = settings.METRICS_TOKEN
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if wanted and secrets.compare_digest(given.encode(), wanted.encode()):
        return True
    # A request that came through a proxy on this machine comes from anywhere.
    is_forwarded = "Forwarded" in request.headers or "X-Forwarded-For" in request.headers
    return not is_forwarded and _is_loopback(request.META.get("REMOTE_ADDR", ""))


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


class _Spine:
    """Measures taken when asked for, so that every web process answers the same."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        seen = health(at=now())
        due = GaugeMetricFamily("huiyin_due", "Work that is due.", labels=["queue"])
        lag = GaugeMetricFamily(
            "huiyin_lag_seconds", "How long the oldest has been due.", labels=["queue"]
        )
        parked = GaugeMetricFamily("huiyin_parked", "Work given up on.", labels=["queue"])
        for queue in seen.queues:
            due.add_metric([queue.name], queue.due)
            lag.add_metric([queue.name], queue.lag_s)
            parked.add_metric([queue.name], queue.parked)
        yield from (due, lag, parked)
        yield GaugeMetricFamily("huiyin_workers_alive", "Workers alive.", value=seen.alive)
        yield GaugeMetricFamily(
            "huiyin_works_failing", "Periodic works failing.", value=len(seen.failing)
        )
        yield GaugeMetricFamily(
            "huiyin_entries_unsealed", "Journal entries not yet sealed.", value=seen.unsealed
        )


def _say(text: str, *, status: int = 200) -> HttpResponse:
    return HttpResponse(f"{text}\n", status=status, content_type="text/plain; charset=utf-8")
