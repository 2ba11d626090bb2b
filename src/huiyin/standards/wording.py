"""What the values of the events of the standards are called, and the list of topics."""

from django.utils.translation import get_language

from huiyin.kernel.journal.wording import Naming, Values, words_values
from huiyin.kernel.regions import region_name
from huiyin.kernel.ui.choices import Choices, choices_of, offers_choices
from huiyin.standards.models import Policy, Standard, WorkCalendar
from huiyin.standards.public import cause_names, topic_names, topics
from huiyin.standards.queries.listing import listed_limits
from huiyin.standards.rules.names import name_in

Kind = type[Policy] | type[WorkCalendar] | type[Standard]


@offers_choices("topics")
def list_of_topics() -> Choices:
    """Return the topics in use, in the order of the tree."""
    return [(card.code, card.name) for card in topics(language=_language())]


@words_values("standards")
def names_of_standards(values: Values) -> Naming:
    """Return the names of policies, calendars, topics, standards, limits and regions."""
    return {
        "policy": _named(Policy, values.get("policy", set())),
        "calendar": _named(WorkCalendar, values.get("calendar", set())),
        "standard": _named(Standard, values.get("standard", set())),
        "code": _by_code(values.get("code", set())),
        "department": dict(choices_of("departments")),
        "kind": {one.row.kind: one.name for one in listed_limits(_language())},
        "region": {
            code: region_name(code, language=_language()) for code in values.get("region", ())
        },
    }


def _by_code(codes: set[str]) -> dict[str, str]:
    """Return the names of topics, causes, policies and standards that go by these codes."""
    if not codes:
        return {}
    return {
        **_named(Policy, codes),
        **_named(Standard, codes),
        **cause_names(language=_language()),
        **topic_names(language=_language()),
    }


def _named(kind: Kind, codes: set[str]) -> dict[str, str]:
    if not codes:
        return {}
    rows = kind.objects.filter(code__in=codes).values_list("code", "names")
    return {code: name_in(names, _language()) or code for code, names in rows}


def _language() -> str:
    return get_language() or "en"
