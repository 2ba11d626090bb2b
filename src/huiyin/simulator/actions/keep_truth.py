"""The file of what is true, apart from the database."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from django.conf import settings

from huiyin.simulator.rules.grammar import Said
from huiyin.simulator.rules.matters import Matter, urgency_of
from huiyin.simulator.rules.truth import Truth, line_of, truths_in
from huiyin.workforce.public import Route, route_for


def truth_path() -> Path:
    """Return where the truth is kept."""
    return Path(settings.HOME) / "demo" / "truth.jsonl"


def known_truths() -> list[Truth]:
    """Return what is kept, in the order it was said; nothing where nobody played."""
    path = truth_path()
    if not path.exists():
        return []
    with path.open(encoding="utf-8") as lines:
        return list(truths_in(lines))


class TruthKeeper:
    """Writes down what is true of each message, as it comes in."""

    def __init__(self, *, routes: Sequence[Route], path: Path, is_new: bool) -> None:
        self._routes, self._path = routes, path
        path.parent.mkdir(parents=True, exist_ok=True)
        if is_new:
            path.write_text("", encoding="utf-8")

    def keep(
        self,
        matter: Matter,
        said: Said,
        *,
        kind: str,
        ref: str,
        outcome: str,
        own_ref: str,
        at: datetime,
        part: str,
    ) -> None:
        """Write one message down."""
        customer = matter.customer
        truth = Truth(
            ref=ref,
            outcome=outcome,
            at=at.isoformat(),
            kind=kind,
            matter=matter.key,
            own_ref=own_ref,
            customer=customer.number,
            topic=matter.topic,
            urgency=urgency_of(
                signals=said.signals,
                unsure=said.unsure,
                is_vulnerable=bool(customer.vulnerability),
            ),
            signals=tuple(sorted(said.signals)),
            unsure=tuple(sorted(said.unsure)),
            department=self.department(matter),
            cause=matter.cause,
            scenario=matter.scenario,
            part=part,
        )
        # Each line leaves at once: what was played is known, whenever the play ends.
        with self._path.open("a", encoding="utf-8") as file:
            file.write(line_of(truth) + "\n")

    def department(self, matter: Matter) -> str:
        """Return where the house's own routes send what the matter truly is."""
        route = route_for(
            topic=matter.topic,
            region=matter.customer.region,
            tier="vip" if matter.customer.is_vip else "",
            among=self._routes,
            at=matter.at,
        )
        return route.department if route else "care"
