"""Plant the starting organisation."""

from datetime import datetime

from huiyin.kernel.editions.kept import begin_edition, edition
from huiyin.workforce.actions.lay_out_defaults import lay_out_defaults
from huiyin.workforce.queries.roster import AREA


def plant(*, at: datetime) -> dict[str, int]:
    """Add what is missing of the defaults; return how many of each kind were written."""
    if edition(AREA) is None:
        begin_edition(AREA)
    return {"departments, teams, routes and limits": lay_out_defaults(at=at)}
