"""What grades, criteria, reasons and marks are called."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from huiyin.quality.models import Sample
from huiyin.quality.rules.grades import Grade, grade_of
from huiyin.quality.rules.marking import Shown
from huiyin.quality.rules.sampling import CHANCE, UNHAPPY, WEAK

Named = dict[str, str | Promise]
CRITERION_NAMES: Named = {
    "addressed": gettext_lazy("Speaks to each point"),
    "complete": gettext_lazy("Complete"),
    "understandable": gettext_lazy("Understandable"),
    "courteous": gettext_lazy("Courteous"),
    "on_time": gettext_lazy("On time"),
}
GRADE_NAMES: Named = {
    Grade.GOOD: pgettext_lazy("grade", "good"),
    Grade.FAIR: pgettext_lazy("grade", "fair"),
    Grade.POOR: pgettext_lazy("grade", "poor"),
}
GRADE_MEANINGS = {Grade.GOOD: "ok", Grade.FAIR: "attention", Grade.POOR: "overdue"}
STATE_NAMES: Named = {
    "open": gettext_lazy("Not judged yet"),
    "mine": gettext_lazy("Judged by others, not by me"),
    "judged": gettext_lazy("Judged"),
    "appealed": gettext_lazy("Appeal waits"),
}
REASON_NAMES: Named = {
    CHANCE: gettext_lazy("by chance"),
    WEAK: gettext_lazy("among the weakest"),
    UNHAPPY: gettext_lazy("unhappy customer"),
}
PART_NAMES: Named = {
    "cause": gettext_lazy("why it happened"),
    "action": gettext_lazy("what is done about it"),
    "time": gettext_lazy("until when"),
    "contact": gettext_lazy("whom to ask"),
    "greeting": gettext_lazy("a greeting"),
    "regard": gettext_lazy("an apology or thanks"),
    "closing": gettext_lazy("a closing line"),
}


def why_drawn(sample: Sample) -> str:
    """Return in a sentence why an answer was drawn."""
    if sample.reason == CHANCE:
        said = _("By chance: %(drawn)s of %(sent)s answers of this person in the week.")
        return said % {"drawn": sample.of_drawn, "sent": sample.of_sent}
    if sample.reason == UNHAPPY:
        return _("On purpose: the customer rated the case badly or called it unsolved.")
    return _("On purpose: the machine finds it among the weakest of the week.")


def grade_mark(score: float) -> dict[str, object]:
    """Return a score as a mark shows it."""
    grade = grade_of(score)
    return {
        "grade": grade.value,
        "label": GRADE_NAMES[grade],
        "meaning": GRADE_MEANINGS[grade],
        "points": round(100 * score),
    }


def words_of_mark(shown: Shown, *, about: str) -> str:
    """Return what a sentence shows; `about` is the masked point, or the part."""
    if shown.kind == "point":
        return _("speaks of: %(point)s") % {"point": about}
    if shown.kind == "part":
        return str(PART_NAMES[shown.about])
    return {
        "handed": _("only passes the matter on"),
        "harsh": _("may hurt"),
        "hard": _("hard to read"),
    }[shown.kind]
