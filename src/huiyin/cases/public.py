"""What other contexts may ask of cases."""

from huiyin.cases.actions.answer_case import answer_case
from huiyin.cases.actions.classify_case import classify_case
from huiyin.cases.actions.dispatch_cases import dispatch_waiting
from huiyin.cases.actions.follow_up_case import follow_up_case
from huiyin.cases.actions.grant_concession import grant_concession
from huiyin.cases.actions.issue_work_order import (
    accept_work_order,
    end_work_order,
    issue_work_order,
)
from huiyin.cases.actions.merge_cases import merge_cases
from huiyin.cases.actions.open_cases import open_cases
from huiyin.cases.actions.pause_case import pause_case, resume_case
from huiyin.cases.actions.rate_case import Rating, rate_case, record_call_back
from huiyin.cases.actions.resolve_case import resolve_case
from huiyin.cases.actions.take_case import hand_over_case, take_case
from huiyin.cases.actions.use_model import CannotUseModel, roll_back_model, use_model
from huiyin.cases.queries.answering import FirstResponse, first_responses, unhappy_cases
from huiyin.cases.queries.cards import CaseCard, case_cards, cases_of_customer, visible_cards
from huiyin.cases.queries.lessons import lessons
from huiyin.cases.rules.learning import Lesson
from huiyin.cases.rules.opening import NewComplaint, Opened

__all__ = [
    "CannotUseModel",
    "CaseCard",
    "FirstResponse",
    "Lesson",
    "NewComplaint",
    "Opened",
    "Rating",
    "accept_work_order",
    "answer_case",
    "case_cards",
    "cases_of_customer",
    "classify_case",
    "dispatch_waiting",
    "end_work_order",
    "first_responses",
    "follow_up_case",
    "grant_concession",
    "hand_over_case",
    "issue_work_order",
    "lessons",
    "merge_cases",
    "open_cases",
    "pause_case",
    "rate_case",
    "record_call_back",
    "resolve_case",
    "resume_case",
    "roll_back_model",
    "take_case",
    "unhappy_cases",
    "use_model",
    "visible_cards",
]
