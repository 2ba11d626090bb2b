"""What the values of the events of the workforce are called, and lists to choose from."""

from django.utils.translation import gettext as _

from huiyin.kernel.access.roles import ROLE_NAMES
from huiyin.kernel.clock import now
from huiyin.kernel.journal.wording import Naming, Values, words_values
from huiyin.kernel.ui.choices import Choices, choices_of, offers_choices
from huiyin.workforce.models import Person
from huiyin.workforce.public import departments, persons
from huiyin.workforce.queries.wording import level_names

PERSON = "person:"


@offers_choices("departments")
def list_of_departments() -> Choices:
    """Return the departments by code."""
    return [(card.code, card.name) for card in departments()]


@offers_choices("people")
def list_of_people() -> Choices:
    """Return everyone who works here, by staff number."""
    return list(Person.objects.filter(left_at=None).values_list("staff_no", "name"))


@offers_choices("skills")
def list_of_skills() -> Choices:
    """Return what somebody may be skilled in: topics, and customers of a tier."""
    tiers = [(f"tier:{code}", name) for code, name in choices_of("tiers")]
    return [*choices_of("topics"), *tiers]


@words_values("workforce")
def names_of_workforce(values: Values) -> Naming:
    """Return the names of departments, teams and people, and amounts as people write them."""
    cards = departments()
    by_department = {card.code: card.name for card in cards}
    holders = values.get("holder", set())
    wanted = {*values.get("person_id", ()), *(one.removeprefix(PERSON) for one in holders)}
    known = persons(person_ids=[int(one) for one in wanted if one.isdigit()], at=now())
    return {
        "department": by_department,
        "from_department": by_department,
        "team": {team.code: team.name for card in cards for team in card.teams},
        "person_id": {str(pk): person.name for pk, person in known.items()},
        "holder": _roles() | {f"{PERSON}{pk}": person.name for pk, person in known.items()},
        "amount": {amount: _in_units(amount) for amount in values.get("amount", ())},
        "level": level_names(),
        "topic_prefix": dict(choices_of("topics")) | {"": _("any topic")},
    }


def _roles() -> dict[str, str]:
    return {f"role:{role.value}": str(name) for role, name in ROLE_NAMES.items()}


def _in_units(millionths: str) -> str:
    whole, part = divmod(int(millionths), 1_000_000)
    return f"{whole}.{part // 10_000:02d}"
