"""Plant the starting organisation."""

from datetime import datetime

from huiyin.workforce.actions.lay_out_defaults import lay_out_defaults


def plant(*, at: datetime) -> dict[str, int]:
    """Add what is missing of the defaults; return how many of each kind were written."""
    return {"departments, teams, routes and limits": lay_out_defaults(at=at)}
