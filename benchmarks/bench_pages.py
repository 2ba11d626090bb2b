"""Queue, case and portal page with a million cases, 100,000 of them open."""

import json
import sys

from benchmarks import million  # first: it says where the database is

# ruff: isort: split
from django.conf import settings
from django.test import Client

from benchmarks.looking import look, plans
from huiyin.cases.models import Case, QueueEntry
from huiyin.cases.pages.portal.visitor import CUSTOMER
from huiyin.kernel.access.models import User

PAGES = 25


def staff(username: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(username=username))
    return client


def customer(customer_id: int) -> Client:
    """Return the browser of a customer who has signed in to the portal."""
    client = Client()
    session = client.session
    session[CUSTOMER] = {"id": customer_id, "until": "2999-01-01T00:00:00+00:00"}
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    return client


def getting(client: Client, address: str):
    def ask() -> None:
        answer = client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)

    return ask


def main() -> None:
    held = million.filled()
    boss, agent = staff("supervisor"), staff("agent")
    some = list(QueueEntry.objects.order_by("due_at")[5000 : 5000 + PAGES].values_list("case"))
    cases = [Case.objects.get(pk=pk) for (pk,) in some]
    topics = sorted({case.topic for case in cases if case.topic})[:PAGES]
    asks = {
        "queue": [getting(boss, "/cases/?view=all")] * 5
        + [getting(boss, f"/cases/?view=all&topic={topic}") for topic in topics],
        "queue_of_agent": [getting(agent, "/cases/")] * 10,
        "case": [getting(boss, f"/cases/{case.ref}/") for case in cases],
        "portal_matter": [
            getting(customer(case.customer_id), f"/portal/matters/{case.ref}/")
            for case in cases
            if case.customer_id
        ],
        "portal_matters": [
            getting(customer(case.customer_id), "/portal/matters/")
            for case in cases
            if case.customer_id
        ],
    }
    for name, each in asks.items():
        print(name, *plans(each[-1]), sep="\n  ", file=sys.stderr)
    figures = {name: look(each) for name, each in asks.items()}
    print(
        json.dumps({"cases": held["cases.Case"], "open": held["cases.QueueEntry"], **figures})
    )


if __name__ == "__main__":
    main()
