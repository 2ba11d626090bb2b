"""Why a draft is not accepted, in sentences."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from huiyin.kernel.refusal import Refusal
from huiyin.standards.models import Limit, Topic, WorkCalendar
from huiyin.standards.rules.drafts import Known, Problem

SENTENCES = {
    Problem.NO_NAME: _("It has no name. Write one in at least one language."),
    Problem.NO_TARGET: _("The policy promises nothing. Give at least one clock a time."),
    Problem.UNKNOWN_CLOCK: _("There is no such clock. Choose one of the list."),
    Problem.CLOCK_TWICE: _("A clock is given twice. Keep one of the two."),
    Problem.BAD_TIME: _("A time is negative or longer than a year. Write a shorter one."),
    Problem.TIME_OR_LAW: _(
        "A clock needs either a time of its own or that of a legal limit. Give one of the two."
    ),
    Problem.UNKNOWN_CALENDAR: _("There is no such calendar. Choose one of the list."),
    Problem.UNKNOWN_LIMIT: _("There is no legal limit of that kind. Add the limit first."),
    Problem.UNKNOWN_TOPIC: _("There is no such topic. Choose one of the tree."),
    Problem.UNKNOWN_URGENCY: _("There is no such urgency. Choose one of the list."),
    Problem.BAD_MILESTONE: _(
        "A milestone lies outside 1 to 1000 percent or tells nobody. Correct it."
    ),
    Problem.MILESTONE_TWICE: _("A milestone is given twice. Keep one of the two."),
    Problem.UNKNOWN_CHOICE: _("A choice is not one of the list. Choose again."),
    Problem.NOT_A_NUMBER: _("The value is not a number from 0 up. Write it in digits."),
    Problem.LAW_WITHOUT_SOURCE: _(
        "A limit without a source cannot be shown as law. Name the source, or mark it as a "
        "default of your own."
    ),
    Problem.NO_REGION: _("A legal limit belongs to a place. Give its region code."),
}


class CannotRevise(Refusal):
    """The draft makes no sense, or something else was revised in between."""

    code = "cannot_revise"


class RevisedMeanwhile(Refusal):
    """Somebody else wrote a version after this one was read."""

    code = "revised_meanwhile"
    status = 409

    def __init__(self) -> None:
        super().__init__(
            gettext("Somebody else has revised this in the meantime. Read it again and repeat.")
        )


def refuse(problem: Problem | None) -> None:
    """Raise CannotRevise with the sentence for `problem`, if there is one."""
    if problem is not None:
        raise CannotRevise(str(SENTENCES[problem]))


def known_codes() -> Known:
    """Return the codes that drafts may refer to. Three queries."""
    return Known(
        topics=set(Topic.objects.values_list("code", flat=True)),
        calendars=set(WorkCalendar.objects.values_list("code", flat=True)),
        limits=set(Limit.objects.values_list("kind", flat=True)),
    )
