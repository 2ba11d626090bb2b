"""What other contexts may ask of cases."""

from huiyin.cases.actions.open_cases import open_cases
from huiyin.cases.actions.rate_case import Rating, rate_case
from huiyin.cases.actions.resolve_case import resolve_case
from huiyin.cases.queries.cards import CaseCard, case_cards, cases_of_customer
from huiyin.cases.rules.opening import NewComplaint, Opened

__all__ = [
    "CaseCard",
    "NewComplaint",
    "Opened",
    "Rating",
    "case_cards",
    "cases_of_customer",
    "open_cases",
    "rate_case",
    "resolve_case",
]
