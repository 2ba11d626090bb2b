"""What customers say: the first time, once more, after an answer; each with its truth."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from huiyin.cases.public import NewComplaint, Opened, case_cards, follow_up_case, open_cases
from huiyin.channels.public import NewMessage, keep_message
from huiyin.simulator.actions.stage import Life, Stage
from huiyin.simulator.rules import course
from huiyin.simulator.rules.grammar import Said
from huiyin.simulator.rules.matters import Matter
from huiyin.simulator.rules.telling import ask_again, say_thanks, tell_again, tell_first
from huiyin.simulator.rules.truth import AGAIN, BACK, CHASE, FIRST, RESENT, THANKS

SOURCE = "demo"
RESENDS, CHASES, NAMES_CASE = 0.015, 0.72, 0.4
WRITTEN = frozenset({"web", "wechat", "email", "chat"})
# Elsewhere than the first time: whoever is not heard tries another way.
OTHERWISE = {"phone": "web", "web": "phone", "wechat": "phone", "email": "phone", "chat": "web"}


def complaint_of(matter: Matter, said: Said, *, at: datetime, key: str) -> NewComplaint:
    """Return what comes to the door when a customer says this."""
    customer = matter.customer
    contacts = [("phone", customer.phone)]
    if customer.email:
        contacts.append(("email", customer.email))
    channel = matter.channel if key == FIRST else OTHERWISE.get(matter.channel, "phone")
    return NewComplaint(
        body=said.text,
        at=at,
        channel=channel,
        contacts=tuple(contacts),
        name=customer.name,
        language=customer.language,
        region=customer.region,
        place=customer.place,
        source=SOURCE,
        external_id=f"{matter.key}:{key}",
    )


def complain(stage: Stage, matter: Matter, *, at: datetime) -> None:
    """Somebody complains for the first time; a few messages are delivered twice."""
    said = tell_first(matter, stage.speech)
    complaint = complaint_of(matter, said, at=at, key=FIRST)
    opened = _open(complaint)
    life = Life(stage=stage, matter=matter, ref=opened.ref)
    _note(life, said, kind=FIRST, opened_ref=opened.ref, outcome=opened.outcome, at=at)
    random = matter.chance("resent")
    if random.random() < RESENDS:
        later = at + timedelta(seconds=random.uniform(5, 600))
        stage.plan(later, partial(_resend, life, complaint, said, at=later))
    if opened.outcome in ("opened", "repeated"):
        stage.begin(life, at=at)
        _plan_impatience(life, at=at)


def _open(complaint: NewComplaint) -> Opened:
    return open_cases(complaints=[complaint], at=complaint.at, actor_id="system")[0]


def _resend(life: Life, complaint: NewComplaint, said: Said, *, at: datetime) -> None:
    opened = _open(replace(complaint, at=at))
    _note(life, said, kind=RESENT, opened_ref=opened.ref, outcome=opened.outcome, at=at)


def _plan_impatience(life: Life, *, at: datetime) -> None:
    stage, customer = life.stage, life.matter.customer
    random = life.matter.chance("impatience")
    patience = stage.patience(at)
    for place, moment in enumerate(
        course.impatience(at, customer, patience=patience, zone=stage.zone, random=random)
    ):
        stage.plan(moment, partial(_lose_patience, life, str(place), at=moment))


def _lose_patience(life: Life, key: str, *, at: datetime) -> None:
    """Nothing came of it so far: the customer asks after it, or tells it once more."""
    if life.is_resolved:
        return
    life.contacts += 1
    random = life.matter.chance(f"impatient:{key}")
    if random.random() >= CHASES:
        said = tell_again(life.matter, life.stage.speech, symbol="again", key=f"again{key}")
        _tell_more(life, said, kind=AGAIN, key=key, at=at)
        return
    said = ask_again(life.matter, life.stage.speech, ref=life.ref, key=f"chase{key}")
    if random.random() < NAMES_CASE:
        _add(life, said, kind=CHASE, at=at)
    else:
        _tell_more(life, said, kind=CHASE, key=key, at=at)


def _tell_more(life: Life, said: Said, *, kind: str, key: str, at: datetime) -> None:
    """Say more at the door, without naming the case; it may open one of its own."""
    stage = life.stage
    complaint = complaint_of(life.matter, said, at=at, key=f"{kind}{key}")
    opened = _open(complaint)
    _note(life, said, kind=kind, opened_ref=opened.ref, outcome=opened.outcome, at=at)
    if opened.outcome in ("opened", "repeated"):
        twin_of = None if kind == BACK else life
        more = Life(
            stage=stage,
            matter=life.matter,
            ref=opened.ref,
            key=f"{kind}{key}",
            twin_of=twin_of,
        )
        stage.begin(more, at=at)


def _add(life: Life, said: Said, *, kind: str, at: datetime) -> None:
    """Say more about a case by its name."""
    add_words(life, said.text, at=at)
    _note(life, said, kind=kind, opened_ref=life.ref, outcome="added", at=at)


def add_words(life: Life, words: str, *, at: datetime) -> None:
    """Keep what the customer wrote under their case, and take it up."""
    card = case_cards(refs=[life.ref])[life.ref]
    by = f"customer:{card.customer_id or 0}"
    message = NewMessage(
        kind=card.channel if card.channel in WRITTEN else "web",
        direction="in",
        body=words,
        at=at,
        story=life.ref,
        customer_id=card.customer_id,
        actor_id=by,
    )
    keep_message(message=message, is_taken=True)
    follow_up_case(ref=life.ref, words=words, at=at, actor_id=by)


def plan_thanks(life: Life, *, at: datetime, again: Callable[..., None]) -> None:
    """Let the customer say thanks; where that was not heard as thanks, it is taken up again."""
    said = say_thanks(life.matter, life.stage.speech)

    def thank() -> None:
        _add(life, said, kind=THANKS, at=at)
        again(at=at)

    life.stage.plan(at, thank)


def plan_return(life: Life, *, at: datetime) -> None:
    """Let the customer come back, since it was not solved."""

    def come_back() -> None:
        said = tell_again(life.matter, life.stage.speech, symbol="back", key=f"back:{life.key}")
        _tell_more(life, said, kind=BACK, key=life.key, at=at)

    life.stage.plan(at, come_back)


def _note(
    life: Life, said: Said, *, kind: str, opened_ref: str, outcome: str, at: datetime
) -> None:
    life.stage.truths.keep(
        life.matter,
        said,
        kind=kind,
        ref=opened_ref,
        outcome=outcome,
        own_ref=life.ref,
        at=at,
        part=life.stage.part,
    )
