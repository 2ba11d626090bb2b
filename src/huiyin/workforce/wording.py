"""What the values of the events of the workforce are called."""

from huiyin.kernel.clock import now
from huiyin.kernel.journal.wording import Naming, Values, words_values
from huiyin.kernel.ui.choices import Choices, choices_of, offers_choices
from huiyin.workforce.public import departments, persons


@offers_choices("departments")
def list_of_departments() -> Choices:
    """Return the departments by code."""
    return [(card.code, card.name) for card in departments()]


@offers_choices("skills")
def list_of_skills() -> Choices:
    """Return what somebody may be skilled in: topics, and customers of a tier."""
    tiers = [(f"tier:{code}", name) for code, name in choices_of("tiers")]
    return [*choices_of("topics"), *tiers]


@words_values("workforce")
def names_of_workforce(values: Values) -> Naming:
    """Return the names of departments, teams and the people in question."""
    cards = departments()
    by_department = {card.code: card.name for card in cards}
    wanted = [int(value) for value in values.get("person_id", ()) if value.isdigit()]
    known = persons(person_ids=wanted, at=now())
    return {
        "department": by_department,
        "from_department": by_department,
        "team": {team.code: team.name for card in cards for team in card.teams},
        "person_id": {str(pk): person.name for pk, person in known.items()},
    }
