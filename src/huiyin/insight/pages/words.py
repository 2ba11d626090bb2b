"""Names of codes in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from huiyin.insight.rules.intervals import Share
from huiyin.insight.rules.questions import OWN
from huiyin.kernel.regions import region_name
from huiyin.standards.public import topic_names
from huiyin.workforce.public import departments

CHANNEL_NAMES: Mapping[str, str | Promise] = {
    "web": gettext_lazy("Web"),
    "phone": gettext_lazy("Phone"),
    "email": gettext_lazy("E-mail"),
    "sms": gettext_lazy("Text message"),
    "api": gettext_lazy("Other systems"),
    "import": gettext_lazy("Imported"),
    "wechat": gettext_lazy("WeChat"),
    "chat": gettext_lazy("Chat"),
    "hall": gettext_lazy("Business hall"),
    "social": gettext_lazy("Social media"),
    "regulator": gettext_lazy("Regulator"),
}
CLOCK_NAMES: Mapping[str, str | Promise] = {
    "first_response": gettext_lazy("First answer"),
    "accept": gettext_lazy("Acceptance"),
    "dispatch": gettext_lazy("Dispatch"),
    "work": gettext_lazy("Work"),
    "feedback": gettext_lazy("Feedback"),
    "call_back": gettext_lazy("Call-back"),
    "resolution": gettext_lazy("Resolution"),
    "fault_response": gettext_lazy("Fault response"),
    "fault_repair": gettext_lazy("Fault repair"),
    "legal_answer": gettext_lazy("Answer required by law"),
}
CUT_NAMES: Mapping[str, str | Promise] = {
    "topic_group": gettext_lazy("Group of topics"),
    "topic": gettext_lazy("Topic"),
    "channel": gettext_lazy("Channel"),
    "area": gettext_lazy("Area"),
    "department": gettext_lazy("Department"),
    "tier": gettext_lazy("Customers"),
    "source": gettext_lazy("Source"),
}
TIER_NAMES: Mapping[str, str | Promise] = {
    "ordinary": gettext_lazy("Ordinary customers"),
    "vip": gettext_lazy("Important customers"),
    "care": gettext_lazy("Customers in need of care"),
}
WEEKDAYS = (
    gettext_lazy("Monday"),
    gettext_lazy("Tuesday"),
    gettext_lazy("Wednesday"),
    gettext_lazy("Thursday"),
    gettext_lazy("Friday"),
    gettext_lazy("Saturday"),
    gettext_lazy("Sunday"),
)


@dataclass(frozen=True, slots=True)
class Names:
    """What to call the codes of a report; what has no name is called by its code."""

    topics: Mapping[str, str]
    departments: Mapping[str, str]

    def of(self, cut: str, code: str) -> str:
        """Return the name of a code of this cut."""
        if not code:
            return self._nothing(cut)
        if cut == "source" and code == OWN:
            return _("Our own channels")
        if cut == "area":
            return region_name(code, language=get_language() or "")
        known: Mapping[str, str | Promise] = {
            "topic": self.topics,
            "topic_group": self.topics,
            "department": self.departments,
            "channel": CHANNEL_NAMES,
            "tier": TIER_NAMES,
        }.get(cut, {})
        return str(known.get(code, code))

    def _nothing(self, cut: str) -> str:
        nothing = {
            "source": _("Our own channels"),
            "topic": _("Topic not decided"),
            "topic_group": _("Topic not decided"),
            "department": _("No department yet"),
        }
        return nothing.get(cut, _("Not known"))


def names() -> Names:
    """Return the names in the reader's language."""
    return Names(
        topics=topic_names(language=get_language() or ""),
        departments={one.code: one.name for one in departments()},
    )


def percent(value: float | None, digits: int = 1) -> str:
    """Say a share as a percentage."""
    return "–" if value is None else f"{100 * value:.{digits}f} %"


def interval(one: Share | None) -> str:
    """Say how sure a share is."""
    if one is None:
        return ""
    return _("95 %% interval %(low)s to %(high)s") % {
        "low": percent(one.low),
        "high": percent(one.high),
    }


def hours(value: float | None) -> str:
    """Say a number of hours; long ones in days."""
    if value is None:
        return "–"
    if value >= 72:
        return _("%(count)s days") % {"count": f"{value / 24:.1f}"}
    return _("%(count)s h") % {"count": f"{value:.1f}"}
