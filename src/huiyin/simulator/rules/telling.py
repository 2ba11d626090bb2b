"""How a matter is put into words, by the manner of who tells it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from random import Random

from huiyin.simulator.rules.grammar import Grammar, Said
from huiyin.simulator.rules.matters import Matter
from huiyin.simulator.rules.people import Customer
from huiyin.simulator.rules.wear import Wear, worn

# How often somebody says it, of a hundred; the angry more often what threatens.
SIGNALS = {
    "regulator_threat": 4,
    "media_threat": 3,
    "safety": 2,
    "repeat_contact": 8,
    "vulnerable": 2,
    "deadline": 4,
}
THREATS = ("regulator_threat", "media_threat")
# Danger comes with lines, masts and calls that fail.
DANGEROUS = frozenset({"mobile", "broadband", "installation", "security"})


@dataclass(frozen=True, slots=True)
class Speech:
    """All that can be said, in each language, and what typing does to it."""

    grammars: Mapping[str, Grammar]
    wear: Wear


def tell_first(matter: Matter, speech: Speech) -> Said:
    """Return the complaint as its customer puts it the first time."""
    random = matter.chance("first")
    draft = _Draft(speech.grammars[matter.tongue], matter, random)
    return _typed(MANNERS[matter.customer.manner](draft), matter, speech, random)


def tell_again(matter: Matter, speech: Speech, *, symbol: str, key: str) -> Said:
    """Return the same matter told once more: `again` elsewhere, or `back` after an answer."""
    random = matter.chance(key)
    draft = _Draft(speech.grammars[matter.tongue], matter, random)
    core = draft.core(is_short=random.random() < 0.3)
    said = _together([draft.say(symbol), core, draft.some("ask", 0.4)], draft.gap)
    if symbol == "back":
        said = replace(said, signals=said.signals | {"repeat_contact"})
    if symbol == "again":
        said = replace(said, unsure=said.unsure | {"repeat_contact"})
    return _typed(said, matter, speech, random)


def ask_again(matter: Matter, speech: Speech, *, ref: str, key: str) -> Said:
    """Return words that ask after a matter which is still open."""
    random = matter.chance(key)
    known = {"ref": ref if random.random() < 0.5 else matter.values["object"]}
    asked = replace(matter, values={**matter.values, **known})
    draft = _Draft(speech.grammars[matter.tongue], asked, random)
    symbol = "chase.roundabout" if random.random() < 0.25 else "chase"
    said = draft.say(symbol)
    said = replace(
        said, signals=said.signals | {"chasing"}, unsure=said.unsure | {"repeat_contact"}
    )
    return _typed(_together([said, draft.threat()], draft.gap), asked, speech, random)


def say_thanks(matter: Matter, speech: Speech) -> Said:
    """Return thanks and nothing else."""
    random = matter.chance("thanks")
    said = speech.grammars[matter.tongue].say("thanks", matter.values, random=random)
    return _typed(replace(said, signals=frozenset({"thanks"})), matter, speech, random)


def say_plainly(matter: Matter, speech: Speech, symbol: str) -> str:
    """Return what a customer says otherwise: what was asked of them, or how they rate."""
    grammar = speech.grammars[matter.tongue]
    return grammar.say(symbol, matter.values, random=matter.chance(symbol)).text


def _typed(said: Said, matter: Matter, speech: Speech, random: Random) -> Said:
    return replace(said, text=worn(said.text, matter.customer, speech.wear, random=random))


class _Draft:
    """A message in the making."""

    def __init__(self, grammar: Grammar, matter: Matter, random: Random) -> None:
        self._grammar, self._random = grammar, random
        self.matter = matter
        self.gap = ". " if matter.tongue == "en" else "。"

    def say(self, symbol: str) -> Said:
        return self._grammar.say(symbol, self.matter.values, random=self._random)

    def some(self, symbol: str, chance: float) -> Said:
        """Return what the symbol stands for, so often."""
        if self._random.random() >= chance:
            return Said("")
        if symbol == "ask":
            return self.say(f"ask.{self.matter.ask}")
        return self.say(symbol)

    def core(self, *, is_short: bool = False) -> Said:
        matter = self.matter
        if matter.symbol:
            return self.say(matter.symbol)
        return self._grammar.tell(
            matter.topic, matter.values, is_short=is_short, random=self._random
        )

    def threat(self) -> Said:
        return self.some(f"signal.{self._random.choice(THREATS)}", 0.08)

    def hints(self) -> list[Said]:
        """Return what is said beside the matter: what changes how it must be dealt with."""
        customer, random = self.matter.customer, self._random
        wanted = [name for name in SIGNALS if random.random() < self._chance(name, customer)]
        found = [self._hint(name) for name in wanted]
        return [*found, self.some("alike", 0.05)]

    def _hint(self, name: str) -> Said:
        said = self.say(f"signal.{name}")
        return replace(said, signals=said.signals | {name})

    def _chance(self, name: str, customer: Customer) -> float:
        if name == "safety" and self.matter.area not in DANGEROUS:
            return 0.0
        if name == "vulnerable" and customer.vulnerability:
            return 0.45
        times = 2.5 if customer.manner == "angry" and name in THREATS else 1.0
        return SIGNALS[name] / 100 * times


def _together(parts: list[Said], between: str) -> Said:
    """Return the parts as one message; each ends as a sentence does."""
    whole = Said("")
    for part in parts:
        if not part.text:
            continue
        whole = whole.joined(part, between=_link(whole.text, between))
    return whole


def _link(before: str, between: str) -> str:
    if not before or before[-1] in "，：。！？ ":
        return ""
    if before[-1] in "!?.,:":
        return between.lstrip(".")
    return between


def _plain(draft: _Draft) -> Said:
    area = draft.matter.area
    parts = [
        *(draft.some("opening", 0.55), draft.some("when", 0.3), draft.core()),
        *(draft.some(f"detail.{area}", 0.25), draft.some(f"effect.{area}", 0.2)),
        *(*draft.hints(), draft.some("ask", 0.45), draft.some("closing", 0.3)),
    ]
    return _together(parts, draft.gap)


def _short(draft: _Draft) -> Said:
    parts = [draft.core(is_short=True), draft.some("ask", 0.12), draft.some("closing", 0.12)]
    return _together(parts, draft.gap)


def _rambling(draft: _Draft) -> Said:
    area = draft.matter.area
    parts = [
        *(draft.some("opening", 0.8), draft.some("side", 1.0), draft.some("when", 0.5)),
        *(draft.core(), draft.some(f"detail.{area}", 0.8), draft.some("side", 0.6)),
        *(draft.some(f"effect.{area}", 0.7), draft.some("side", 0.5), *draft.hints()),
        *(draft.some("ask", 0.7), draft.some("closing", 0.6)),
    ]
    return _together(parts, draft.gap)


def _angry(draft: _Draft) -> Said:
    area = draft.matter.area
    parts = [
        *(draft.some("opening.angry", 0.5), draft.core(), draft.some(f"effect.{area}", 0.3)),
        *(*draft.hints(), draft.some("ask", 0.6), draft.some("closing.angry", 0.35)),
    ]
    return _together(parts, draft.gap)


def _formal(draft: _Draft) -> Said:
    area = draft.matter.area
    parts = [
        *(draft.say("opening.formal"), draft.some("when", 0.6), draft.core()),
        *(draft.some(f"detail.{area}", 0.6), draft.some(f"effect.{area}", 0.25)),
        *(*draft.hints(), draft.some("ask", 0.9), draft.some("closing.formal", 0.8)),
    ]
    return _together(parts, draft.gap)


MANNERS: Mapping[str, Callable[[_Draft], Said]] = {
    "plain": _plain,
    "short": _short,
    "rambling": _rambling,
    "angry": _angry,
    "formal": _formal,
}
