"""Draw a week's sample of the answers that were sent."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q

from huiyin.cases.public import unhappy_cases
from huiyin.kernel.journal.models import Entry
from huiyin.kernel.journal.record import record
from huiyin.quality.actions.follow_answers import ANSWERED
from huiyin.quality.events import DRAWS, AnswersSampled
from huiyin.quality.models import Draw, Followed, Sample, SentAnswer
from huiyin.quality.queries.words import Looked, look_at
from huiyin.quality.rules.sampling import Candidate, Pick, Plan, draw
from huiyin.quality.rules.weeks import Week, weeks_over
from huiyin.workforce.public import Worker, workers

# A worker that was away for longer leaves weeks out: nobody remembers those answers.
WEEKS_BACK = 4
# The machine looks at no more of a week, chosen by the seed, to find the weak ones.
MOST_JUDGED = 4_000
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class _Sent:
    looked: Looked
    worker: Worker


def draw_weeks(*, at: datetime) -> int:
    """Draw the oldest week that is over and was not drawn; return 1, or 0 where all are."""
    zone = ZoneInfo(settings.TIME_ZONE)
    weeks = weeks_over(at=at, zone=zone, count=WEEKS_BACK)
    known = set(
        Draw.objects.filter(week__in=[w.code for w in weeks]).values_list("week", flat=True)
    )
    for week in reversed(weeks):
        sent = SentAnswer.objects.filter(at__gte=week.since, at__lt=week.until)
        if week.code not in known and sent.exists() and _is_told(week):
            return int(draw_week(week=week, seed=secrets.token_hex(8), at=at))
    return 0


def _is_told(week: Week) -> bool:
    """Return whether the journal has been followed up to the end of the week.

    What comes today is always a little ahead; only what is of the week is waited for.
    """
    seen = Followed.objects.filter(pk=1).first()
    ahead = Q(seal=None) | Q(seal__gt=seen.seal if seen else 0)
    return not Entry.objects.filter(ahead, name=ANSWERED, at__lt=week.until).exists()


def draw_week(*, week: Week, seed: str, at: datetime) -> bool:
    """Draw a week's answers and have the machine judge them; return whether nobody else did.

    Read and judged outside of the transaction, written in one.
    """
    sent = _sent_in(week, seed, at=at)
    plan = Plan(percent=settings.SAMPLE_PERCENT, per_person=settings.SAMPLE_PER_PERSON)
    unhappy = _unhappy([one.looked.card.ref for one in sent])
    candidates = [
        Candidate(
            message_id=one.looked.sent.message_id,
            person_id=one.worker.person_id,
            score=one.looked.judged.overall if one.looked.judged else None,
            is_unhappy=one.looked.card.ref in unhappy,
        )
        for one in sent
    ]
    picks = draw(candidates, plan=plan, seed=seed)
    people = {one.person_id for one in candidates}
    row = Draw(
        week=week.code,
        since=week.since,
        until=week.until,
        seed=seed,
        percent=plan.percent,
        per_person=plan.per_person,
        sent=len(candidates),
        people=len(people),
        drawn_at=at,
    )
    try:
        _write(row, _judged({one.looked.sent.message_id: one for one in sent}, picks))
    except IntegrityError:
        return False
    return True


def _sent_in(week: Week, seed: str, *, at: datetime) -> list[_Sent]:
    answers = list(SentAnswer.objects.filter(at__gte=week.since, at__lt=week.until))
    people = {one.user_id: one for one in workers(at=at) if one.user_id is not None}
    theirs = [answer for answer in answers if answer.user_id in people]
    lots = sorted(theirs, key=lambda one: _lot(seed, one.message_id))
    judged = frozenset(one.message_id for one in lots[:MOST_JUDGED])
    return [_Sent(one, people[one.sent.user_id]) for one in look_at(lots, judged=judged)]


def _lot(seed: str, message_id: int) -> str:
    # Not the order of the draw, or whoever is judged would be drawn, too.
    return hashlib.sha256(f"judged:{seed}:{message_id}".encode()).hexdigest()


def _unhappy(refs: Sequence[str]) -> frozenset[str]:
    found: frozenset[str] = frozenset()
    for start in range(0, len(refs), AT_ONCE):
        found |= unhappy_cases(refs=refs[start : start + AT_ONCE])
    return found


def _judged(sent: dict[int, _Sent], picks: Sequence[Pick]) -> list[Sample]:
    """Return the samples; those drawn that the machine had not looked at are judged now."""
    unseen = [
        sent[p.message_id].looked.sent for p in picks if not sent[p.message_id].looked.judged
    ]
    later = look_at(unseen, judged=frozenset(one.message_id for one in unseen))
    found = {one.sent.message_id: one for one in later}
    return [
        _sample(found.get(pick.message_id, sent[pick.message_id].looked), sent, pick)
        for pick in picks
        if pick.message_id in found or sent[pick.message_id].looked.judged
    ]


def _sample(looked: Looked, sent: dict[int, _Sent], pick: Pick) -> Sample:
    worker, judged = sent[pick.message_id].worker, looked.judged
    scores = judged.scores if judged else {}
    return Sample(
        message_id=pick.message_id,
        case_ref=looked.card.ref,
        user_id=looked.sent.user_id,
        person_id=worker.person_id,
        department=worker.department,
        team=worker.team,
        region=looked.card.region,
        topic=looked.card.topic,
        answered_at=looked.sent.at,
        reason=pick.reason,
        of_sent=pick.sent,
        of_drawn=pick.drawn,
        scores={name: score for name, score in scores.items() if score is not None},
        overall=judged.overall if judged else 0.0,
    )


@transaction.atomic
def _write(row: Draw, samples: Sequence[Sample]) -> None:
    row.save()
    for sample in samples:
        sample.draw = row
    Sample.objects.bulk_create(samples)
    event = AnswersSampled(week=row.week, sent=row.sent, drawn=len(samples), seed=row.seed)
    record(event, story=DRAWS, at=row.drawn_at)
