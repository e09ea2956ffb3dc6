"""Wrong numbers of known kinds, in place of right ones."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from generator.records import ErrorKind, Fact
from hedui.vocabulary.codes import Role

_OTHER_UNIT = {
    "亩": "公顷",
    "万亩": "万公顷",
    "公顷": "亩",
    "平方公里": "公顷",
    "平方米": "亩",
    "万平方米": "万亩",
    "公里": "米",
    "吨": "万吨",
    "万吨": "吨",
    "万吨标准煤": "吨标准煤",
    "千瓦": "千瓦时",
    "万千瓦": "万千瓦时",
    "亿千瓦时": "亿千瓦",
    "亿立方米": "万立方米",
    "万立方米": "立方米",
    "%": "个百分点",
    "个百分点": "%",
    "亿元": "万元",
    "万元": "元",
    "微克/立方米": "毫克/立方米",
    "毫克/立方米": "微克/立方米",
}


def misprint(facts: Mapping[str, Fact], keys: Sequence[str], kind: ErrorKind, chance: random.Random) -> Fact | None:
    """One of the facts ``keys``, misprinted; None where the kind fits none of them."""
    order = list(keys)
    chance.shuffle(order)
    for key in order:
        wrong = _MISPRINTS[kind](facts[key], chance) if facts[key].role is not Role.RANK else None
        if wrong is not None and wrong != facts[key]:
            return wrong
    return None


def _wrong_digit(fact: Fact, chance: random.Random) -> Fact:
    places = [i for i, c in enumerate(fact.number) if c.isdigit()]
    at = chance.choice(places)
    lowest = "1" if at == 0 and len(fact.number) > 1 and fact.number[1] != "." else "0"
    others = [c for c in "0123456789" if c != fact.number[at] and c >= lowest]
    number = fact.number[:at] + chance.choice(others) + fact.number[at + 1 :]
    return replace(fact, number=number)


def _transposed(fact: Fact, chance: random.Random) -> Fact | None:
    number = fact.number
    pairs = [
        i
        for i in range(len(number) - 1)
        if number[i : i + 2].isdigit() and number[i] != number[i + 1] and not (i == 0 and number[1] == "0")
    ]
    if not pairs:
        return None
    at = chance.choice(pairs)
    return replace(fact, number=number[:at] + number[at + 1] + number[at] + number[at + 2 :])


def _power_of_ten(fact: Fact, chance: random.Random) -> Fact:
    """The point moved by one place; a count gains a zero at its end or loses one."""
    whole, _, decimals = fact.number.partition(".")
    options = [_pointed(whole + (decimals[:1] or "0"), decimals[1:])]
    if decimals and len(whole) > 1:
        options.append(_pointed(whole[:-1], whole[-1] + decimals))
    elif not decimals and len(whole) > 1 and whole.endswith("0"):
        options.append(whole[:-1])
    return replace(fact, number=chance.choice(options))


def _pointed(whole: str, decimals: str) -> str:
    return (whole.lstrip("0") or "0") + (f".{decimals}" if decimals else "")


def _unit_swapped(fact: Fact, chance: random.Random) -> Fact | None:
    other = _OTHER_UNIT.get(fact.unit_printed)
    return replace(fact, unit_printed=other) if other else None


def _sign(fact: Fact, chance: random.Random) -> Fact | None:
    return replace(fact, sign=-fact.sign) if fact.role is Role.CHANGE and fact.unit != "place" else None


def _slip(kind: ErrorKind) -> Callable[[Fact, random.Random], Fact | None]:
    def misprinted(fact: Fact, chance: random.Random) -> Fact | None:
        return replace(fact, number=fact.slips[kind]) if kind in fact.slips else None

    return misprinted


_MISPRINTS: Mapping[ErrorKind, Callable[[Fact, random.Random], Fact | None]] = {
    ErrorKind.WRONG_DIGIT: _wrong_digit,
    ErrorKind.TRANSPOSED_DIGITS: _transposed,
    ErrorKind.POWER_OF_TEN: _power_of_ten,
    ErrorKind.UNIT_SWAPPED: _unit_swapped,
    ErrorKind.SIGN: _sign,
    ErrorKind.WRONG_BASE: _slip(ErrorKind.WRONG_BASE),
    ErrorKind.STALE_FIGURE: _slip(ErrorKind.STALE_FIGURE),
    ErrorKind.SUM_OFF: _slip(ErrorKind.SUM_OFF),
}
