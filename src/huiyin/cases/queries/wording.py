"""What codes are called, in the reader's words: states, clocks, channels, reasons."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from huiyin.cases.models import STATE_NAMES
from huiyin.cases.rules import clocks
from huiyin.kernel.regions import region_name
from huiyin.standards.public import topic_names
from huiyin.workforce.public import DepartmentCard, Worker, departments, persons

Named = Mapping[str, str | Promise]

CHANNEL_NAMES: Named = {
    "web": pgettext_lazy("channel", "Web"),
    "phone": pgettext_lazy("channel", "Phone"),
    "email": pgettext_lazy("channel", "E-mail"),
    "sms": pgettext_lazy("channel", "SMS"),
    "api": pgettext_lazy("channel", "Another system"),
    "import": pgettext_lazy("channel", "Import"),
    "wechat": pgettext_lazy("channel", "WeChat"),
    "chat": pgettext_lazy("channel", "Chat"),
    "hall": pgettext_lazy("channel", "Service hall"),
    "social": pgettext_lazy("channel", "Social media"),
    "regulator": pgettext_lazy("channel", "Regulator"),
}
CLOCK_NAMES: Named = {
    clocks.FIRST_RESPONSE: gettext_lazy("First response"),
    clocks.RESOLUTION: gettext_lazy("Resolution"),
    clocks.LEGAL_ANSWER: gettext_lazy("Answer required by law"),
    clocks.FAULT_RESPONSE: gettext_lazy("Fault response"),
    clocks.FAULT_REPAIR: gettext_lazy("Fault repair"),
    clocks.ACCEPT: gettext_lazy("Acceptance"),
    clocks.DISPATCH: gettext_lazy("Dispatch"),
    clocks.WORK: pgettext_lazy("clock", "Work"),
    clocks.FEEDBACK: gettext_lazy("Feedback"),
    clocks.CALL_BACK: gettext_lazy("Call-back"),
}
URGENCY_NAMES: Named = {
    "urgent": pgettext_lazy("urgency", "Urgent"),
    "high": pgettext_lazy("urgency", "High"),
    "normal": pgettext_lazy("urgency", "Normal"),
}
STAGE_NAMES: Named = {
    "received": gettext_lazy("Received"),
    "dispatched": gettext_lazy("Dispatched"),
    "in_progress": gettext_lazy("In progress"),
    "resolved": gettext_lazy("Resolved"),
    "called_back": gettext_lazy("Called back"),
}
CLOCK_STATES: Named = {
    "running": pgettext_lazy("clock", "running"),
    "paused": pgettext_lazy("clock", "paused"),
    "stopped": pgettext_lazy("clock", "stopped"),
    "met": pgettext_lazy("clock", "kept"),
    "breached": pgettext_lazy("clock", "missed"),
    "cancelled": pgettext_lazy("clock", "cancelled"),
}
AUDIENCE_NAMES: Named = {
    "assignee": gettext_lazy("whoever holds it"),
    "team_lead": gettext_lazy("the team lead"),
    "department_head": gettext_lazy("the head of department"),
    "supervision": gettext_lazy("supervision"),
}
MILESTONE_NAMES: Named = {
    "warn": gettext_lazy("warning"),
    "escalate": gettext_lazy("escalation"),
}
OUTCOME_NAMES: Named = {
    "done": pgettext_lazy("work order", "done"),
    "returned": pgettext_lazy("work order", "returned"),
    "cancelled": pgettext_lazy("work order", "cancelled"),
    "issued": pgettext_lazy("work order", "issued"),
    "accepted": pgettext_lazy("work order", "accepted"),
}
PHRASING_NAMES: Named = {
    "phrased": pgettext_lazy("phrasing", "phrased"),
    "timed_out": pgettext_lazy("phrasing", "no answer in time"),
    "unreachable": pgettext_lazy("phrasing", "not reached"),
    "refused": pgettext_lazy("phrasing", "the endpoint refused"),
    "busy": pgettext_lazy("phrasing", "the endpoint asked to wait"),
    "unreadable": pgettext_lazy("phrasing", "answer not readable"),
    "empty": pgettext_lazy("phrasing", "answer empty"),
    "long": pgettext_lazy("phrasing", "answer too long"),
    "markup": pgettext_lazy("phrasing", "answer not plain text"),
    "link": pgettext_lazy("phrasing", "answer named an address"),
    "figure": pgettext_lazy("phrasing", "answer named a new figure"),
    "moment": pgettext_lazy("phrasing", "answer named a new moment"),
    "promise": pgettext_lazy("phrasing", "answer promised something new"),
    "language": pgettext_lazy("phrasing", "answer in another language"),
}
CONCESSION_STATES: Named = {
    "granted": pgettext_lazy("concession", "granted"),
    "pending": pgettext_lazy("concession", "waiting for approval"),
    "approved": pgettext_lazy("concession", "approved"),
    "rejected": pgettext_lazy("concession", "rejected"),
}
SIGNAL_NAMES: Named = {
    "chasing": gettext_lazy("Asks again"),
    "deadline": gettext_lazy("Names a deadline"),
    "media_threat": gettext_lazy("Speaks of going public"),
    "regulator_threat": gettext_lazy("Speaks of the regulator"),
    "repeat_contact": gettext_lazy("Contacted us before"),
    "safety": gettext_lazy("Safety"),
    "thanks": gettext_lazy("Says thanks"),
    "vulnerable": gettext_lazy("Needs special care"),
}
TIER_NAMES: Named = {
    "standard": pgettext_lazy("tier", "Standard"),
    "silver": pgettext_lazy("tier", "Silver"),
    "gold": pgettext_lazy("tier", "Gold"),
    "platinum": pgettext_lazy("tier", "Platinum"),
    "diamond": pgettext_lazy("tier", "Diamond"),
}
CONTACT_NAMES: Named = {
    "phone": pgettext_lazy("contact", "Phone"),
    "email": pgettext_lazy("contact", "E-mail"),
    "wechat": pgettext_lazy("contact", "WeChat"),
    "account": pgettext_lazy("contact", "Account"),
    "external": pgettext_lazy("contact", "Elsewhere"),
}
CAUSES_OF_CLOSING: Named = {
    "silence": gettext_lazy("the customer said nothing more"),
    "rated": gettext_lazy("the customer rated it"),
    "by hand": gettext_lazy("by hand"),
    "asked again": gettext_lazy("asked again"),
    "dissatisfied": gettext_lazy("the customer is not satisfied"),
    "the customer wrote again": gettext_lazy("the customer wrote again"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What topics, departments, teams and people are called."""

    topics: Mapping[str, str]
    departments: tuple[DepartmentCard, ...]
    people: Mapping[int, Worker]

    def topic(self, code: str) -> str:
        return self.topics.get(code, code) or _("No topic yet")

    def department(self, code: str) -> str:
        return self.department_names().get(code, code)

    def department_names(self) -> dict[str, str]:
        return {card.code: card.name for card in self.departments}

    def team(self, code: str) -> str:
        for card in self.departments:
            for team in card.teams:
                if team.code == code:
                    return team.name
        return code

    def holder(self, person_id: int | None) -> str:
        person = self.people.get(person_id or 0)
        return person.name if person else ""


def names(*, at: datetime, people: Collection[int | None] = ()) -> Names:
    """Return the names a page needs, with a constant number of queries."""
    wanted = {person_id for person_id in people if person_id is not None}
    return Names(
        topics=topic_names(language=language()),
        departments=tuple(departments()),
        people=persons(person_ids=wanted, at=at) if wanted else {},
    )


def language() -> str:
    return get_language() or "zh-hans"


def word(named: Named, code: str) -> str:
    """Return what the code is called; an unknown code stands for itself."""
    return str(named.get(code, code))


def state_name(state: str) -> str:
    return word({known.value: name for known, name in STATE_NAMES.items()}, state)


def story_naming(known: Names, *, remarks: Mapping[str, str]) -> dict[str, Mapping[str, str]]:
    """Return what stands for the codes in sentences of the story, remarks among them."""
    by_department = known.department_names()
    return {
        "topic": known.topics,
        "before": known.topics,
        "department": by_department,
        "from_department": by_department,
        "channel": _words(CHANNEL_NAMES),
        "kind": _words(CLOCK_NAMES),
        "action": _words(MILESTONE_NAMES),
        "audience": _words(AUDIENCE_NAMES),
        "outcome": {**_words(OUTCOME_NAMES), **_words(PHRASING_NAMES)},
        "state": _words(CONCESSION_STATES),
        "why": {**_words(CAUSES_OF_CLOSING), **remarks},
        "body": remarks,
    }


def reason_words(reasons: Sequence[Sequence[str]], known: Names) -> list[str]:
    """Return why a case is where it is, one sentence for each reason."""
    return [_reason(reason[0], "".join(reason[1:2]), known) for reason in reasons]


def _reason(code: str, value: str, known: Names) -> str:
    if code == "region":
        value = region_name(value, language=language())
    value = known.topics.get(value) or known.department_names().get(value) or value
    sentence = {
        "topic_route": _("Topics of %(value)s go there."),
        "no_route": _("No route fits this topic, so it goes to customer care."),
        "urgent": _("It is urgent, so the rapid-response team has it."),
        "nobody_free": _("Nobody of %(value)s on duty has room for one more."),
        "skilled": _("This person is skilled in %(value)s."),
        "region": _("This person serves the region %(value)s."),
        "least_loaded": _("This person had the most room left (%(value)s)."),
        "handed_over": _("%(value)s handed it over."),
        "dissatisfied": _("The customer was not satisfied with the answer."),
        "left": _("Whoever held it left."),
        "kept": _("Whoever took the call kept it."),
    }.get(code, code)
    return sentence % {"value": value} if value else sentence.replace("%(value)s", "–")


def _words(named: Named) -> dict[str, str]:
    return {code: str(name) for code, name in named.items()}
