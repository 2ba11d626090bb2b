"""Complaints that come day by day, and the worker's rounds at those moments."""

from datetime import timedelta

from huiyin.cases.actions.open_cases import open_cases
from huiyin.cases.tests.builders import MONDAY_NINE, complaint
from huiyin.insight.actions.find_new_topics import find_new_topics
from huiyin.insight.actions.follow_complaints import follow_complaints
from huiyin.insight.tests.written_matters import GAME, GARDEN, OTHERS
from huiyin.kernel.journal.seals import seal_waiting

NOON = MONDAY_NINE + timedelta(hours=3)


def say(rows, *, at=MONDAY_NINE, first=0, region="330106"):
    """Open a complaint for each (customer, subject, body), a minute apart; give the refs."""
    said = [
        complaint(
            title=subject,
            body=body,
            at=at + timedelta(minutes=n),
            contacts=(("phone", f"139{_number(customer):08}"),),
            name=customer,
            region=region,
            topic="broadband.area_outage",
        )
        for n, (customer, subject, body) in enumerate(rows, start=first)
    ]
    return [one.ref for one in open_cases(complaints=said, at=at, actor_id="system")]


def _number(customer):
    return sum(ord(letter) * 31**place for place, letter in enumerate(customer)) % 10**8


def matter(rows):
    return [(customer, subject, body) for _day, customer, subject, body in rows]


GARDEN_SAID, GAME_SAID = matter(GARDEN), matter(GAME)
# Of so few messages, one more about a whole quarter without broadband would be of the matter.
OTHERS_SAID = [(f"o{n}", text, text) for n, text in enumerate(OTHERS) if "老小区" not in text]


def follow(at=NOON):
    """Do what the worker does until nothing is left."""
    seal_waiting(at=at)
    while follow_complaints(at=at):
        pass
    return find_new_topics(at=at)
