"""What lies before the days that are lived: taken in bulk, as from the system of before."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from huiyin.cases.public import NewComplaint, open_cases
from huiyin.simulator.actions.play_case import answer_of
from huiyin.simulator.actions.say_words import complaint_of
from huiyin.simulator.actions.stage import Life, Stage
from huiyin.simulator.rules import course
from huiyin.simulator.rules.course import Handling
from huiyin.simulator.rules.grammar import Said
from huiyin.simulator.rules.matters import Matter
from huiyin.simulator.rules.telling import tell_again, tell_first
from huiyin.simulator.rules.truth import BACK, FIRST

AT_ONCE = 1000
USUAL_LOAD = 0.5
COMES_BACK = 0.4


@dataclass(frozen=True, slots=True)
class _Told:
    """A message of the past with what it was about and the answer it got."""

    life: Life
    said: Said
    kind: str
    complaint: NewComplaint


def import_history(
    stage: Stage, matters: Sequence[Matter], *, progress: Callable[[int], None]
) -> int:
    """Take in the matters of the past with their answers; return how many messages came."""
    told = [one for matter in matters for one in _told(stage, matter)]
    told = [one for one in told if one.complaint.at < stage.at]
    told.sort(key=lambda one: (one.complaint.at, one.life.matter.key, one.kind))
    for begin in range(0, len(told), AT_ONCE):
        some = told[begin : begin + AT_ONCE]
        complaints = [one.complaint for one in some]
        opened = open_cases(complaints=complaints, at=stage.at, actor_id="system")
        for one, found in zip(some, opened, strict=True):
            if one.kind == FIRST:
                one.life.ref = found.ref
            stage.truths.keep(
                one.life.matter,
                one.said,
                kind=one.kind,
                ref=found.ref,
                outcome=found.outcome,
                own_ref=one.life.ref,
                at=one.complaint.at,
                part="history",
            )
        progress(begin + len(some))
    return len(told)


def _told(stage: Stage, matter: Matter) -> Iterator[_Told]:
    """Return what a customer said of a matter: once, and again where it was not solved."""
    life = Life(stage=stage, matter=matter, ref=matter.key)
    goes = _handling(stage, matter, matter.at, is_again=False)
    said = tell_first(matter, stage.speech)
    yield _answered(life, said, goes, kind=FIRST, at=matter.at)
    random = matter.chance("back")
    if not goes.fits and random.random() < COMES_BACK:
        at = goes.resolved_at + timedelta(hours=random.uniform(20, 150))
        said = tell_again(matter, stage.speech, symbol="back", key="back")
        goes = _handling(stage, matter, at, is_again=True)
        yield _answered(life, said, goes, kind=BACK, at=at)


def _answered(life: Life, said: Said, goes: Handling, *, kind: str, at: datetime) -> _Told:
    complaint = complaint_of(life.matter, said, at=at, key=kind)
    # What was still open when the house moved over was answered on that day.
    answered_at = max(at, min(goes.resolved_at, life.stage.at - timedelta(minutes=1)))
    complaint = replace(
        complaint,
        is_closed=True,
        is_history=True,
        answer=answer_of(life, goes),
        answered_at=answered_at,
    )
    return _Told(life, said, kind, complaint)


def _handling(stage: Stage, matter: Matter, at: datetime, *, is_again: bool) -> Handling:
    random = matter.chance(f"past:{is_again}")
    department = stage.truths.department(matter)
    hand = stage.house.somebody(department, random=random)
    return course.handling(
        at,
        area=matter.area,
        hand=hand.staff,
        load=USUAL_LOAD,
        is_hurried=matter.customer.is_vip,
        is_again=is_again,
        is_at_home=True,
        slowness=1.0,
        zone=stage.zone,
        random=random,
    )
