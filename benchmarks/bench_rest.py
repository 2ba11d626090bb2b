"""One complaint by REST, everything included, one web process, clients on loopback."""

import json
import os
import threading
import time
from http.client import HTTPConnection

from benchmarks.operator import complaints, percentile, set_up
from benchmarks.serving import cpu_seconds, serving
from huiyin.cases.public import NewComplaint
from huiyin.kernel.access.roles import SYSTEM_ACTOR
from huiyin.kernel.apikeys.keys import create_key
from huiyin.kernel.clock import now

COUNT = int(os.environ.get("BENCH_COUNT", "1500"))
CLIENTS = (1, 3)
WARM = 60


def body_of(complaint: NewComplaint) -> bytes:
    kind, value = complaint.contacts[0]
    said = {
        "description": complaint.body,
        "contacts": [{"kind": kind, "value": value}],
        "name": complaint.name,
        "region": complaint.region,
        "source": complaint.source,
        "external_id": complaint.external_id,
    }
    return json.dumps(said).encode()


def send(port: int, token: str, bodies: list[bytes], took: list[float]) -> None:
    """Send one after the other over one connection; note how long each took."""
    link = HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    for body in bodies:
        began = time.perf_counter()
        link.request("POST", "/api/v1/complaints", body, headers)
        answer = link.getresponse()
        said = answer.read()
        assert answer.status in (200, 201), (answer.status, said)
        took.append(time.perf_counter() - began)
    link.close()


def load(
    port: int, pid: int, token: str, bodies: list[bytes], clients: int
) -> dict[str, float]:
    """Let `clients` send all of it at once and return how it went."""
    took: list[float] = []
    shares = [bodies[one::clients] for one in range(clients)]
    senders = [threading.Thread(target=send, args=(port, token, s, took)) for s in shares]
    began, busy = time.perf_counter(), cpu_seconds(pid)
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    seconds = time.perf_counter() - began
    assert len(took) == len(bodies)
    return {
        "per_second": round(len(took) / seconds),
        "p50_ms": round(percentile(took, 0.5) * 1000, 1),
        "p95_ms": round(percentile(took, 0.95) * 1000, 1),
        "cpu_ms_each": round((cpu_seconds(pid) - busy) / len(took) * 1000, 2),
    }


def main() -> None:
    set_up()
    key = create_key(
        name="bench", scopes=["*"], at=now(), actor=SYSTEM_ACTOR, rate_per_second=10**6
    )
    bodies = [body_of(one) for one in complaints(COUNT * len(CLIENTS) + WARM)]
    with serving() as (port, pid):
        send(port, key.token, bodies[:WARM], [])
        rest = bodies[WARM:]
        figures = {
            f"clients_{clients}": load(
                port, pid, key.token, rest[turn * COUNT : (turn + 1) * COUNT], clients
            )
            for turn, clients in enumerate(CLIENTS)
        }
    print(json.dumps({"complaints": COUNT, **figures}))


if __name__ == "__main__":
    main()
