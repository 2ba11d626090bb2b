"""How well the platform judged, held against what is true: counts, shares, intervals."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from huiyin.insight.public import Share, share_of
from huiyin.simulator.rules.truth import AGAIN, CHASE, RESENT, Truth

CONFIDENT = 0.55
REPEAT_WITHIN = timedelta(days=30)
URGENCIES = ("urgent", "high", "normal")
SIGNALS = (
    *("chasing", "repeat_contact", "regulator_threat", "media_threat"),
    *("safety", "vulnerable", "deadline", "thanks"),
)
OPENED = frozenset({"opened", "repeated"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What the platform made of one case at its door."""

    ref: str
    topic: str
    confidence: float
    urgency: str
    repeat_of: str = ""
    # Where it was sent at once; nothing where a person has to say what it is about.
    department: str = ""
    team: str = ""
    # Cases it may be the same matter as.
    twins: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A message as it came: what is true of it, and which signals were heard in it."""

    truth: Truth
    signals: frozenset[str] | None
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """How well one thing is found: of what was said to be one, and of what was one."""

    name: str
    precision: Share | None
    recall: Share | None
    base: int
    # What a plain rule would have reached, and which.
    plainly: str = ""


@dataclass(slots=True, kw_only=True)
class Score:
    """All figures of a play."""

    counts: dict[str, int] = field(default_factory=dict)
    shares: dict[str, Share | None] = field(default_factory=dict)
    macro_f1: float = 0.0
    urgency: list[Found] = field(default_factory=list)
    signals: list[Found] = field(default_factory=list)
    links: list[Found] = field(default_factory=list)


def score(told: Sequence[Told], judged: Mapping[str, Judged]) -> Score:
    """Hold what was judged against the truth."""
    truths = [one.truth for one in told]
    cases = [t for t in truths if t.outcome in OPENED and t.ref in judged]
    result = Score()
    _count(result, truths, cases)
    _score_topics(result, cases, judged)
    _score_dispatch(result, cases, judged)
    result.urgency = _score_urgency(cases, judged)
    result.signals = [_score_signal(name, told) for name in SIGNALS]
    result.links = [
        _score_resent(truths),
        _score_repeats(cases, judged),
        _score_chasing(truths),
        _score_same_matter(truths, cases, judged),
    ]
    return result


def _count(result: Score, truths: Sequence[Truth], cases: Sequence[Truth]) -> None:
    result.counts = {"messages": len(truths), "cases": len(cases)}
    result.counts |= {
        f"kind.{k}": n for k, n in sorted(Counter(t.kind for t in truths).items())
    }
    result.counts |= {
        f"part.{p}": n for p, n in sorted(Counter(t.part for t in truths).items())
    }


def _score_topics(result: Score, cases: Sequence[Truth], judged: Mapping[str, Judged]) -> None:
    right = [t for t in cases if judged[t.ref].topic == t.topic]
    sure = [t for t in cases if judged[t.ref].confidence >= CONFIDENT]
    areas = Counter(t.area for t in cases)
    result.shares |= {
        "topic": share_of(part=len(right), base=len(cases)),
        "area": share_of(
            part=sum(judged[t.ref].topic.partition(".")[0] == t.area for t in cases),
            base=len(cases),
        ),
        "topic.always_commonest": _commonest(t.topic for t in cases),
        "area.always_commonest": share_of(part=max(areas.values(), default=0), base=len(cases)),
        "topic.is_sure": share_of(part=len(sure), base=len(cases)),
        "topic.among_sure": share_of(
            part=sum(judged[t.ref].topic == t.topic for t in sure), base=len(sure)
        ),
    }
    result.macro_f1 = _macro_f1([(t.topic, judged[t.ref].topic) for t in cases])


def _score_dispatch(
    result: Score, cases: Sequence[Truth], judged: Mapping[str, Judged]
) -> None:
    # What came from the system of before was closed already, and goes nowhere.
    open_ = [t for t in cases if t.part != "history"]
    sent = [t for t in open_ if judged[t.ref].department]
    right = sum(_is_sent_right(t, judged[t.ref]) for t in sent)
    result.shares |= {
        "dispatch.at_once": share_of(part=len(sent), base=len(open_)),
        "dispatch.right": share_of(part=right, base=len(sent)),
        "dispatch.always_commonest": _commonest(t.department for t in sent),
    }


def _is_sent_right(truth: Truth, found: Judged) -> bool:
    """What is urgent is right with the rapid-response team, too."""
    is_rapid = truth.urgency == "urgent" and found.team == "rapid"
    return is_rapid or found.department == truth.department


def _score_urgency(cases: Sequence[Truth], judged: Mapping[str, Judged]) -> list[Found]:
    clear = [t for t in cases if t.urgency]
    pairs = [(t.urgency, judged[t.ref].urgency) for t in clear]
    return [
        _found(name, [(is_ == name, said == name) for is_, said in pairs]) for name in URGENCIES
    ]


def _score_signal(name: str, told: Sequence[Told]) -> Found:
    """Those about which people could argue are left out."""
    pairs = [
        (name in one.truth.signals, name in one.signals)
        for one in told
        if one.signals is not None and name not in one.truth.unsure
    ]
    return _found(name, pairs)


def _score_resent(truths: Sequence[Truth]) -> Found:
    pairs = [(t.kind == RESENT, t.outcome == "duplicate") for t in truths]
    return _found("duplicate", pairs)


def _score_repeats(cases: Sequence[Truth], judged: Mapping[str, Judged]) -> Found:
    """The same customer and topic within 30 days, linked with such a case."""
    topics = {t.ref: (t.customer, t.topic) for t in cases}
    is_one = _repeats(cases, lambda t: t.topic)
    by_customer = _repeats(cases, lambda _t: "")
    said = [t for t in cases if judged[t.ref].repeat_of]
    right = [t for t in said if topics.get(judged[t.ref].repeat_of) == (t.customer, t.topic)]
    plain = share_of(part=len(is_one & by_customer), base=len(by_customer))
    return Found(
        name="repeat",
        precision=share_of(part=len(right), base=len(said)),
        recall=share_of(part=sum(t.ref in is_one for t in right), base=len(is_one)),
        base=len(cases),
        plainly=f"same customer, any topic: precision {_rounded(plain)}, recall 1",
    )


def _repeats(cases: Sequence[Truth], key: Callable[[Truth], str]) -> set[str]:
    """Return the cases before which the same customer had one of the same key in 30 days."""
    last: dict[tuple[int, str], Truth] = {}
    found = set()
    for truth in sorted(cases, key=lambda t: t.moment):
        before = last.get((truth.customer, key(truth)))
        if before is not None and truth.moment - before.moment <= REPEAT_WITHIN:
            found.add(truth.ref)
        last[truth.customer, key(truth)] = truth
    return found


def _score_chasing(truths: Sequence[Truth]) -> Found:
    """Of what came without a number: joined to the open case that it asks after.

    Whoever tells an open matter once more may be joined to it: neither right nor wrong.
    """
    asked = [t for t in truths if t.kind == CHASE and t.outcome != "added"]
    joined = [t for t in truths if t.outcome == "joined" and t.kind != AGAIN]
    matters = {t.ref: t.matter for t in truths if t.outcome in OPENED}
    right = [t for t in joined if t.kind == CHASE and matters.get(t.ref) == t.matter]
    return Found(
        name="chasing an open case",
        precision=share_of(part=len(right), base=len(joined)),
        recall=share_of(part=len(right), base=len(asked)),
        base=len(truths),
    )


def _score_same_matter(
    truths: Sequence[Truth], cases: Sequence[Truth], judged: Mapping[str, Judged]
) -> Found:
    """An open matter told once more, put together with its case: joined, repeated or noted."""
    matters = {t.ref: t.matter for t in cases}
    again = [t for t in truths if t.kind == AGAIN]

    def is_linked(truth: Truth) -> bool:
        if truth.outcome == "joined":
            return matters.get(truth.ref) == truth.matter
        made = judged.get(truth.ref)
        linked = {made.repeat_of, *made.twins} if made else set()
        return any(matters.get(ref) == truth.matter for ref in linked)

    noted = [(t, twin) for t in cases for twin in judged[t.ref].twins]
    is_same = sum(matters.get(twin) == t.matter for t, twin in noted)
    return Found(
        name="the same matter",
        precision=share_of(part=is_same, base=len(noted)),
        recall=share_of(part=sum(map(is_linked, again)), base=len(again)),
        base=len(cases),
        plainly="precision of the pairs noted as likely the same",
    )


def _found(name: str, pairs: Sequence[tuple[bool, bool]]) -> Found:
    """Return the figures of pairs of what is and what was said."""
    both = sum(is_ and said for is_, said in pairs)
    there, said = sum(is_ for is_, _ in pairs), sum(said for _, said in pairs)
    usual = share_of(part=there, base=len(pairs))
    return Found(
        name=name,
        precision=share_of(part=both, base=said),
        recall=share_of(part=both, base=there),
        base=len(pairs),
        plainly=f"said of all: precision {_rounded(usual)}, recall 1",
    )


def _commonest(names: Iterable[str]) -> Share | None:
    counted = Counter(names)
    return share_of(part=max(counted.values(), default=0), base=counted.total())


def _macro_f1(pairs: Sequence[tuple[str, str]]) -> float:
    """Return the mean F1 over the topics there are."""
    right, is_, said = Counter[str](), Counter[str](), Counter[str]()
    for truth, found in pairs:
        is_[truth] += 1
        said[found] += 1
        right[truth] += truth == found
    return sum(2 * right[t] / (is_[t] + said[t]) for t in is_) / len(is_) if is_ else 0.0


def mistakes(name: str, told: Sequence[Told], judged: Mapping[str, Judged]) -> list[str]:
    """Return the words in which `topic` or a signal was missed or mistaken, each with how."""
    if name != "topic":
        return [found for one in told if (found := _misheard(name, one))]
    opened = [one for one in told if one.truth.outcome in OPENED and one.truth.ref in judged]
    pairs = [(one, judged[one.truth.ref].topic) for one in opened]
    return [
        f"{o.truth.topic} -> {said}: {o.words}" for o, said in pairs if said != o.truth.topic
    ]


def _misheard(name: str, one: Told) -> str:
    truth = one.truth
    if one.signals is None or name in truth.unsure:
        return ""
    if (name in truth.signals) == (name in one.signals):
        return ""
    how = "missed" if name in truth.signals else "mistaken"
    return f"{how} ({truth.kind}, {truth.topic}): {one.words}"


def confusions(cases: Iterable[tuple[str, str]], *, most: int) -> list[tuple[str, str, int]]:
    """Return what is taken for what most often."""
    taken: dict[tuple[str, str], int] = defaultdict(int)
    for truth, found in cases:
        if truth != found:
            taken[truth, found] += 1
    ordered = sorted(taken.items(), key=lambda item: (-item[1], item[0]))
    return [(truth, found, times) for (truth, found), times in ordered[:most]]


def _rounded(found: Share | None) -> str:
    return "-" if found is None else f"{found.value:.3f}"
