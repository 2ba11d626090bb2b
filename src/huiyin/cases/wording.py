"""What the values of the events of cases are called."""

from huiyin.cases.queries.wording import names, story_naming
from huiyin.kernel.clock import now
from huiyin.kernel.journal.wording import Naming, Values, words_values


@words_values("cases")
def names_of_cases(values: Values) -> Naming:
    """Return the names of topics, departments, clocks, channels and states."""
    return story_naming(names(at=now()))
