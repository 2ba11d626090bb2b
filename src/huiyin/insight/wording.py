"""What the values of the events of insight are called."""

from django.utils.translation import gettext_lazy

from huiyin.insight.rules.topics.standing import Mark
from huiyin.kernel.journal.wording import Naming, Values, words_values

MARKS = {
    Mark.NONE: gettext_lazy("Nothing yet"),
    Mark.WATCHED: gettext_lazy("Watched"),
    Mark.WORKED_ON: gettext_lazy("Being worked on"),
    Mark.EXPLAINED: gettext_lazy("Explained"),
}


@words_values("insight")
def names_of_insight(_values: Values) -> Naming:
    """Return what is being done about topics, in words."""
    return {"mark": {mark.value: str(name) for mark, name in MARKS.items()}}
