from huiyin.workforce.models.duty import Absence, Shift
from huiyin.workforce.models.people import Department, Person, Team
from huiyin.workforce.models.policies import AuthorityLimit, EscalationContact, Route

__all__ = [
    "Absence",
    "AuthorityLimit",
    "Department",
    "EscalationContact",
    "Person",
    "Route",
    "Shift",
    "Team",
]
