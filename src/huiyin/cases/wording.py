"""What the values of the events of cases are called."""

from django.utils.translation import gettext as _

from huiyin.cases.queries.wording import names, story_naming
from huiyin.cases.rules.remarks import remark_code, remark_ids
from huiyin.kernel.clock import now
from huiyin.kernel.journal.wording import Naming, Values, words_values


@words_values("cases")
def names_of_cases(values: Values) -> Naming:
    """Return the names of topics, departments, clocks, channels and states."""
    # Whoever reads the journal of everything need not be allowed to see the case.
    typed = {*values.get("why", ()), *values.get("body", ())}
    hidden = {remark_code(number): _("(kept with the case)") for number in remark_ids(typed)}
    return story_naming(names(at=now()), remarks=hidden)
