"""What typing, dialect, haste and the other script do to words."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from random import Random

import opencc

from huiyin.simulator.rules.people import Customer

Wear = Mapping[str, Sequence[tuple[str, str]]]
_STOPS = re.compile(r"[，。！？：]+")
_REPEATED = re.compile(r"([，。！？])[，。]+")
_HALF = str.maketrans("，。！？：", ",.!?:")


def worn(text: str, customer: Customer, wear: Wear, *, random: Random) -> str:
    """Return the words as this customer types them."""
    text = _REPEATED.sub(r"\1", text).strip("，：; ")
    if customer.language == "en":
        return _typed_in_english(text, customer, random)
    text = _reworded(text, wear["reword"], random)
    text = _replaced(text, wear.get(customer.dialect, ()), chance=0.6, random=random)
    if random.random() < 0.03:
        text = _replaced(text, wear["english"], chance=0.5, random=random)
    if random.random() < customer.clumsiness:
        text = _replaced(text, wear["typo"], chance=0.3, random=random)
        text = _slipped(text, random)
    text = _punctuated(text, customer, random)
    return _traditional().convert(text) if customer.language == "zh-hant" else text


def _replaced(
    text: str, pairs: Sequence[tuple[str, str]], *, chance: float, random: Random
) -> str:
    for right, other in pairs:
        if right in text and random.random() < chance:
            text = text.replace(right, other, 1)
    return text


def _reworded(text: str, pairs: Sequence[tuple[str, str]], random: Random) -> str:
    """Say what belongs to no topic in one's own words: nobody has the turns of a book."""
    others: dict[str, list[str]] = {}
    for usual, other in pairs:
        if usual in text:
            others.setdefault(usual, [usual]).append(other)
    for usual, ways in others.items():
        text = text.replace(usual, random.choice(ways), 1)
    return text


def _slipped(text: str, random: Random) -> str:
    """Leave out or double a character, as a quick thumb does."""
    if len(text) < 12 or random.random() < 0.5:
        return text
    place = random.randrange(2, len(text) - 2)
    if text[place].isascii():
        return text
    middle = "" if random.random() < 0.6 else text[place] * 2
    return f"{text[:place]}{middle}{text[place + 1 :]}"


def _punctuated(text: str, customer: Customer, random: Random) -> str:
    chance = random.random()
    if customer.manner == "formal":
        return text
    if customer.manner == "angry" and chance < 0.3:
        return text.rstrip("。，") + "！！！"
    if chance < 0.14:
        return _STOPS.sub(" ", text).strip()
    if chance < 0.18:
        return _STOPS.sub("", text)
    return text.translate(_HALF) if chance < 0.26 else text


def _typed_in_english(text: str, customer: Customer, random: Random) -> str:
    chance = random.random()
    if chance < 0.2 and customer.manner != "formal":
        return text.lower()
    if chance < 0.25 and customer.manner == "angry":
        return text.upper()
    if random.random() < customer.clumsiness and len(text) > 20:
        place = random.randrange(5, len(text) - 5)
        return text[:place] + text[place + 1] + text[place] + text[place + 2 :]
    return text


@cache
def _traditional() -> opencc.OpenCC:
    return opencc.OpenCC("s2twp")
