"""What figures and steps are called, what they mean, and which way is better."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

UP, DOWN = "up", "down"
BETTER_LOW = frozenset({"repeat", "bypass", "reopen", "chased"})
# name: (label, definition, the flag that lists the rows behind it)
SHARES = {
    "first_contact": (
        gettext_lazy("First-contact rate"),
        gettext_lazy("solved and closed at the first contact, of complaints that ended"),
        "first_contact",
    ),
    "repeat": (
        gettext_lazy("Repeat rate"),
        gettext_lazy("same customer and topic within 30 days, of complaints"),
        "repeat",
    ),
    "bypass": (
        gettext_lazy("Bypass rate"),
        gettext_lazy(
            "taken, or announced to be taken, to the regulator or press, of complaints"
        ),
        "bypass",
    ),
    "reopen": (
        gettext_lazy("Reopening rate"),
        gettext_lazy("opened again at least once, of complaints that ended once"),
        "reopened",
    ),
    "chased": (
        gettext_lazy("Chasing rate"),
        gettext_lazy("the customer asked again while it was open, of complaints"),
        "chased",
    ),
    "call_back": (
        gettext_lazy("Call-back rate"),
        gettext_lazy("the customer was asked whether it is solved, of complaints that ended"),
        "asked",
    ),
    "rating_coverage": (
        gettext_lazy("Rating coverage"),
        gettext_lazy("rated, of call-backs begun"),
        "rated",
    ),
    "satisfaction": (
        gettext_lazy("Satisfaction"),
        gettext_lazy("scores of 4 and 5, of scores given on the scale 1 to 5"),
        "rated",
    ),
    "solved": (
        gettext_lazy("Solved, say customers"),
        gettext_lazy("“yes, it is solved”, of answers to that question"),
        "rated",
    ),
}
WAITS = {
    "first_response": (
        gettext_lazy("Time to the first answer"),
        gettext_lazy("hours of the calendar from opening to the first answer"),
        "answered",
    ),
    "resolution": (
        gettext_lazy("Time to the resolution"),
        gettext_lazy("hours of the calendar from opening to the resolution"),
        "resolved",
    ),
    "reply_delay": (
        gettext_lazy("Reply delay of imported complaints"),
        gettext_lazy("from opening to the reply that the source knows"),
        "replied",
    ),
}
STEP_NAMES: Mapping[str, str | Promise] = {
    "received": gettext_lazy("Receipt"),
    "classified": gettext_lazy("Topic decided"),
    "dispatched": gettext_lazy("Dispatch"),
    "taken": gettext_lazy("Taking up"),
    "handed_over": gettext_lazy("Handover"),
    "returned": gettext_lazy("Return to the queue"),
    "first_answer": gettext_lazy("First answer"),
    "answered": gettext_lazy("Further answer"),
    "paused": gettext_lazy("Pause"),
    "resumed": gettext_lazy("Resumption"),
    "work_issued": gettext_lazy("Work order issued"),
    "work_accepted": gettext_lazy("Work order accepted"),
    "work_ended": gettext_lazy("Work order ended"),
    "concession_asked": gettext_lazy("Concession asked for"),
    "concession_decided": gettext_lazy("Concession decided"),
    "resolved": gettext_lazy("Resolving"),
    "call_back": gettext_lazy("Call-back begun"),
    "call_back_missed": gettext_lazy("Call-back missed"),
    "rated": gettext_lazy("Customer’s rating"),
    "closed": gettext_lazy("Closing"),
    "reopened": gettext_lazy("Reopening"),
    "withdrawn": gettext_lazy("Withdrawal"),
    "appealed": gettext_lazy("Appeal"),
    "appeal_decided": gettext_lazy("Appeal decided"),
}
