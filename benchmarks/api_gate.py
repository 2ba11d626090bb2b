"""What the gate of the API costs by itself: `python -m benchmarks.api_gate`.

One process, Django's own handler, a view that does nothing; beside it the same view without a
gate. The difference is key, rate, transaction, idempotency note and tag together.
"""

# ruff: noqa: PLC0415 - models can be imported only after django.setup()

import json
import os
import statistics
import tempfile
import time

COUNT = 1000


def main() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huiyin.config.settings")
    os.environ.setdefault("HUIYIN_HOME", tempfile.mkdtemp())
    django.setup()

    from django.conf import settings
    from django.core.management import call_command

    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    settings.ROOT_URLCONF = "benchmarks.api_gate_urls"
    call_command("migrate", verbosity=0)
    print(json.dumps(measure()))


def measure() -> dict[str, dict[str, float]]:
    from django.test import Client

    from huiyin.kernel.access.roles import SYSTEM_ACTOR
    from huiyin.kernel.apikeys.keys import create_key
    from huiyin.kernel.clock import now

    key = create_key(
        name="bench", scopes=["*"], at=now(), actor=SYSTEM_ACTOR, rate_per_second=10**6
    )
    client = Client(headers={"authorization": f"Bearer {key.token}"})
    run = str(time.monotonic_ns())
    return {
        "bare": median_ms(lambda _n: client.get("/bare")),
        "get": median_ms(lambda _n: client.get("/api/v1/nothing")),
        "post": median_ms(lambda _n: client.post("/api/v1/nothing")),
        "post_once": median_ms(
            lambda n: client.post("/api/v1/nothing", headers={"idempotency-key": f"{run}-{n}"})
        ),
    }


def median_ms(call) -> dict[str, float]:
    took, cpu = [], []
    for n in range(COUNT):
        began, busy = time.perf_counter(), time.process_time()
        response = call(n)
        took.append(time.perf_counter() - began)
        cpu.append(time.process_time() - busy)
        assert response.status_code == 200
    return {
        "wall": round(statistics.median(took) * 1000, 3),
        "cpu": round(statistics.median(cpu) * 1000, 3),
    }


if __name__ == "__main__":
    main()
