"""Reading the question of a report from an address, and writing it back."""

from collections.abc import Mapping
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from huiyin.insight.queries.reports import Choices
from huiyin.insight.rules.periods import Period, parse_month
from huiyin.insight.rules.questions import Question
from huiyin.kernel.refusal import Refusal

FIELDS = ("topic", "channel", "area", "department", "tier", "source")
LONGEST = 120
MOST_USERS = 10**10


class BadQuestion(Refusal):
    """The address asks for something that is no month or no number."""

    code = "bad_question"


def read_question(asked: Mapping[str, str], *, choices: Choices, today: Period) -> Question:
    """Return what is asked; without a month, the latest that has complaints."""
    text = asked.get("month", "") or (choices.months[0] if choices.months else today.code)
    period = parse_month(text)
    if period is None:
        raise BadQuestion(
            _("“%(text)s” is no month. Write it as year and month: 2026-03.")
            % {"text": text[:20]}
        )
    narrowed = {name: asked.get(name, "").strip()[:LONGEST] for name in FIELDS}
    return Question(period=period, users=read_users(asked.get("users", "")), **narrowed)


def read_users(text: str) -> int:
    """Return how many users somebody typed; 0 for nothing."""
    cleaned = text.replace(",", "").replace(" ", "")
    if not cleaned:
        return 0
    if not (cleaned.isascii() and cleaned.isdecimal()) or int(cleaned[:12]) > MOST_USERS:
        raise BadQuestion(_("The number of users is a whole number, without a unit."))
    return int(cleaned[:12])


def address(question: Question, **changes: str) -> str:
    """Return the query string of a question, with changes."""
    parts = {"month": question.period.code}
    parts |= {name: getattr(question, name) for name in FIELDS}
    if question.users:
        parts["users"] = str(question.users)
    parts |= changes
    return urlencode({name: value for name, value in parts.items() if value})
