"""Resident memory of a web process and a worker after an hour's work in a minute."""

import json
import os
import threading
import time

from django.conf import settings
from django.test import Client

from benchmarks.bench_rest import body_of, send
from benchmarks.operator import complaints, set_up
from benchmarks.serving import family, huiyin, memory_mb, serving
from huiyin.cases.models import Case
from huiyin.kernel.access.models import User
from huiyin.kernel.access.roles import SYSTEM_ACTOR
from huiyin.kernel.apikeys.keys import create_key
from huiyin.kernel.clock import now

COUNT = int(os.environ.get("BENCH_COUNT", "600"))
LOOKS = 100


def look_around(port: int) -> None:
    """Ask for queue, search and case pages as somebody of the desk."""
    from http.client import HTTPConnection  # noqa: PLC0415

    client = Client()
    client.force_login(User.objects.get(username="supervisor"))
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    headers = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={cookie}"}
    refs = list(Case.objects.values_list("ref", flat=True)[:LOOKS])
    link = HTTPConnection("127.0.0.1", port, timeout=60)
    for ref in refs:
        for address in ("/cases/", "/cases/search/?q=5G", f"/cases/{ref}/"):
            link.request("GET", address, headers=headers)
            answer = link.getresponse()
            answer.read()
            assert answer.status == 200, (address, answer.status)
    link.close()


def main() -> None:
    set_up()
    key = create_key(
        name="bench", scopes=["*"], at=now(), actor=SYSTEM_ACTOR, rate_per_second=10**6
    )
    bodies = [body_of(one) for one in complaints(COUNT)]
    with huiyin("worker") as worker, serving() as (port, web):
        fresh = {"web": max(map(memory_mb, family(web))), "worker": memory_mb(worker)}
        shares = [bodies[one::3] for one in range(3)]
        senders = [
            threading.Thread(target=send, args=(port, key.token, share, [])) for share in shares
        ]
        for sender in senders:
            sender.start()
        for sender in senders:
            sender.join()
        look_around(port)
        time.sleep(5)
        after = {
            "web_mb": max(map(memory_mb, family(web))),
            "web_parent_mb": memory_mb(web),
            "worker_mb": memory_mb(worker),
        }
    print(json.dumps({"complaints": COUNT, "fresh": fresh, **after}))


if __name__ == "__main__":
    main()
