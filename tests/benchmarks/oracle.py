"""Whether every relation with arithmetic gives the verdict that enumeration gives, on random cases.

    cd tests && python -m benchmarks.oracle --cases 10000

Each case is a sentence or two with random figures, some of them approximate (约, 余, 近). What the engine says of it is
compared with what follows from the definitions when the values behind every printed number are enumerated: their ends,
and points between. All functions here rise or fall in each of their inputs, so the ends give the whole range. Nothing
of the code under test is used to work the expectation out.
"""

import argparse
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from itertools import product
from typing import Any

from hedui.documents.document import Metadata
from hedui.figures.figure import Figure
from hedui.reconciliation.engine import reconcile
from hedui.vocabulary.codes import (
    ChangeKind,
    Comparator,
    CountedFrom,
    PeriodKind,
    QuantityKind,
    Relation,
    Role,
    Verdict,
)
from hedui.vocabulary.load import Vocabulary, load_vocabulary

YEAR = (date(2023, 1, 1), date(2023, 12, 31))
BEFORE = (date(2022, 1, 1), date(2022, 12, 31))


_CLOSE = Fraction(1, 10**9)  # of a place: how near enumeration goes to an end that is itself not meant
_HEDGES = {"约": Comparator.ABOUT, "近": Comparator.ABOUT, "余": Comparator.ABOVE, "": Comparator.EQUAL}


@dataclass(frozen=True)
class Number:
    """A printed number: its value in steps of its last place, and the word that makes it approximate."""

    steps: int
    decimals: int
    hedge: str = ""

    @property
    def value(self) -> Fraction:
        """The value as printed."""
        return Fraction(self.steps, 10**self.decimals)

    @property
    def unit(self) -> Fraction:
        """One of the last place."""
        return Fraction(1, 10**self.decimals)

    def __str__(self) -> str:
        digits = f"{abs(self.steps):0{self.decimals + 1}d}"
        return f"{digits[: -self.decimals]}.{digits[-self.decimals :]}" if self.decimals else digits

    def behind(self, *, is_point: bool = False) -> list[Fraction]:
        """Values that are printed so."""
        if is_point:
            return [self.value]
        if self.hedge:
            place, value = self._place, self.value
            reach = max(place / 2, self.unit)
            low, high = {
                "约": (value - reach, value + reach),
                "近": (value - place, value - place * _CLOSE),
                "余": (value + place * _CLOSE, value + place * (1 - _CLOSE)),
            }[self.hedge]
            return [low, (low + high) / 2, high]
        return [self.value + self.unit * Fraction(at, 4) for at in (-2, -1, 0, 1, 2)]

    @property
    def _place(self) -> Fraction:
        """What the last digit that is not zero counts."""
        zeros = len(str(self.steps)) - len(str(self.steps).rstrip("0")) if self.steps else 0
        return self.unit * 10**zeros


@dataclass
class Page:
    """Figures put down sentence by sentence, without the reader of texts."""

    vocabulary: Vocabulary
    figures: list[Figure] = field(default_factory=list)
    length: int = 0

    def say(self, *parts: str | tuple[Number, str, dict[str, Any]]) -> list[Figure]:
        """Add a sentence of words and figures; a figure is its number, its unit as printed, and further fields."""
        words, placed = "", []
        for part in parts:
            if isinstance(part, str):
                words += part
                continue
            number, unit, fields = part
            words += number.hedge if number.hedge != "余" else ""
            text = f"{number}{number.hedge if number.hedge == '余' else ''}{unit}"
            placed.append((len(words), text, number, unit, {"comparator": _HEDGES[number.hedge], **fields}))
            words += text
        made = [self._figure(words, *one) for one in placed]
        self.figures += made
        self.length += len(words)
        return made

    def _figure(self, sentence: str, at: int, text: str, number: Number, unit: str, fields: dict[str, Any]) -> Figure:
        known = self.vocabulary.units.by_alias.get(unit)
        if fields.get("quantity_kind") is QuantityKind.INDEX:
            code, factor, kind = "1", Fraction(1), QuantityKind.INDEX
        elif known:
            code, factor, kind = known.canonical, known.factor, known.quantity_kind
        else:
            code, factor, kind = unit, Fraction(1), QuantityKind.COUNT
        values: dict[str, Any] = {
            "document": "d",
            "figure_id": f"d-{self.length + at:05d}",
            "start": self.length + at,
            "end": self.length + at + len(text),
            "text": text,
            "role": Role.ACTUAL,
            "number_printed": str(number),
            "decimals": number.decimals,
            "unit_printed": unit,
            "unit_factor": factor,
            "value": number.value * factor,
            "unit": code,
            "quantity_kind": kind,
            "subject": "某量",
            "region_id": "410100",
            "period_start": YEAR[0],
            "period_end": YEAR[1],
            "period_kind": PeriodKind.YEAR,
            "sentence": sentence,
            "sentence_start": self.length,
            "block": self.length,
        }
        return Figure(**{**values, **fields})


Case = tuple[Page, Verdict]
Make = Callable[[random.Random, Vocabulary], Case]


# --- what follows from the definitions --------------------------------------------------------------------------------


def equality(
    reported: Number,
    at: Fraction,
    results: Sequence[Fraction],
    *,
    is_derived: bool = True,
    is_signed: bool = False,
    inputs: Sequence[Number] = (),
) -> Verdict:
    """The verdict on "reported = f", from f at the printed inputs and at all values behind them."""
    value, half = reported.value, reported.unit / 2
    low, high = min(results), max(results)
    if abs(at - value) <= half and not any(number.hedge for number in inputs):
        return Verdict.EXACT
    if low <= value + half and high >= value - half:
        return Verdict.WITHIN_ROUNDING
    if is_derived and _is_cut_off(value, reported.unit, low, high):
        return Verdict.WITHIN_TRUNCATION
    if is_signed and ((value > 0 and high < 0) or (value < 0 and low > 0)):
        return Verdict.GROSS_CONFLICT
    return Verdict.CONFLICT


def _is_cut_off(value: Fraction, unit: Fraction, low: Fraction, high: Fraction) -> bool:
    if value == 0:
        return low < unit and high > -unit
    if value > 0:
        return low < value + unit and high >= value
    return high > value - unit and low <= value


def at_most(lesser: Sequence[Fraction], greater: Sequence[Fraction], *, is_open: bool = False) -> Verdict:
    """The verdict on "lesser ≤ greater"; ``is_open`` where ``greater`` is only said to be more than so much."""
    if max(lesser) <= min(greater):
        return Verdict.EXACT
    return Verdict.WITHIN_ROUNDING if is_open or min(lesser) <= max(greater) else Verdict.CONFLICT


# --- random cases -----------------------------------------------------------------------------------------------------


def _number(chance: random.Random, low: int, high: int, most_decimals: int = 2) -> Number:
    return Number(chance.randint(low, high), chance.randint(0, most_decimals))


def _hedged(chance: random.Random, number: Number) -> Number:
    """The number, one in five times as an approximation."""
    return replace(number, hedge=chance.choice(("约", "近", "余"))) if chance.random() < 0.2 else number


def _near(chance: random.Random, value: Fraction, decimals: int) -> Number:
    """A number printed for ``value``, a few last places out as often as not."""
    return Number(round(value * 10**decimals) + chance.choice((0, 0, 0, 1, -1, 2, -3, 7, -12)), decimals)


def _all(function: Callable[..., Fraction], *behind: Sequence[Fraction]) -> list[Fraction]:
    return [function(*values) for values in product(*((one[0], one[len(one) // 2], one[-1]) for one in behind))]


def _link(page: Page, *parts: str | tuple[Number, str, dict[str, Any]], to: int, **fields: Any) -> None:
    """Say a sentence whose last figure, with these fields, speaks of the figure at place ``to``."""
    *said, (number, unit, own) = parts
    made = Page(page.vocabulary, length=page.length).say(*said)
    page.say(*said, (number, unit, {**own, **fields, "qualifies": made[to].figure_id}))


def completion_rate(chance: random.Random, vocabulary: Vocabulary) -> Case:
    """A plan is what it is printed as."""
    plan, done = _number(chance, 200, 9000), _hedged(chance, _number(chance, 200, 9000))
    rate = _near(chance, 100 * done.value / plan.value, chance.randint(0, 2))
    page = Page(vocabulary)
    words = ("计划", (plan, "公里", {"role": Role.PLAN}), ",完成", (done, "公里", {}), ",完成率", (rate, "%", {}))
    _link(page, *words, to=1, role=Role.RATE)
    results = _all(lambda x, y: 100 * x / y, done.behind(), plan.behind(is_point=True))
    return page, equality(rate, 100 * done.value / plan.value, results, inputs=[done])


def share(chance: random.Random, vocabulary: Vocabulary) -> Case:
    """A(…)占B(…)…%."""
    part, whole = _hedged(chance, _number(chance, 100, 4000)), _hedged(chance, _number(chance, 3000, 9000))
    printed = _near(chance, 100 * part.value / whole.value, chance.randint(0, 2))
    page = Page(vocabulary)
    page.say("甲(", (part, "吨", {}), ")占乙(", (whole, "吨", {}), ")", (printed, "%", {}))
    results = _all(lambda x, y: 100 * x / y, part.behind(), whole.behind())
    return page, equality(printed, 100 * part.value / whole.value, results, inputs=[part, whole])


def part_whole(chance: random.Random, vocabulary: Vocabulary) -> Case:
    """A closed list of three."""
    parts = [_hedged(chance, _number(chance, 100, 900)) for _ in range(3)]
    total = sum((part.value for part in parts), Fraction(0))
    whole = _near(chance, total, chance.randint(0, 2))
    page = Page(vocabulary)
    first, second, third = ((part, "吨", {}) for part in parts)
    page.say("共", (whole, "吨", {}), ",甲、乙、丙分别为", first, "、", second, "、", third)
    results = _all(lambda *values: sum(values, Fraction(0)), *(part.behind() for part in parts))
    return page, equality(whole, total, results, is_derived=False, inputs=parts)


def part_among_others(chance: random.Random, vocabulary: Vocabulary) -> Case:
    """其中: a part is at most the whole."""
    whole = _hedged(chance, _number(chance, 100, 9000))
    part = _hedged(chance, _near(chance, whole.value, chance.randint(0, 2)))
    page = Page(vocabulary)
    page.say("共", (whole, "吨", {}), ",其中甲", (part, "吨", {}))
    return page, at_most(part.behind(), whole.behind(), is_open=whole.hedge == "余")


def shares_of_all(chance: random.Random, vocabulary: Vocabulary) -> Case:
    """a:b:c in per cent: the last one is what the others leave."""
    first, second = chance.randint(150, 500), chance.randint(150, 400)
    last = 1000 - first - second + chance.choice((0, 0, 1, -1, 2, 5, -30))
    numbers = [Number(steps, 1) for steps in (first, second, last)]
    page = Page(vocabulary)
    page.say("三次产业比例", (numbers[0], "", {}), ":", (numbers[1], "", {}), ":", (numbers[2], "", {}))
    rest = 100 - numbers[0].value - numbers[1].value
    results = _all(lambda x, y: 100 - x - y, numbers[0].behind(), numbers[1].behind())
    return page, equality(numbers[2], rest, results)


def _changed(
    chance: random.Random, vocabulary: Vocabulary, unit: str, function: Callable[[Fraction, Fraction], Fraction]
) -> Case:
    previous, level = (_hedged(chance, _number(chance, 500, 9000)) for _ in range(2))
    at = function(level.value, previous.value)
    change = _opposite(chance, _near(chance, at, chance.randint(0, 2)))
    page = Page(vocabulary)
    base = {"period_start": BEFORE[0], "period_end": BEFORE[1]}
    words = ("由", (previous, "吨", base), "降至", (level, "吨", {}), ",变化", (change, unit, {}))
    _link(page, *words, to=1, role=Role.CHANGE, change_kind=ChangeKind.YEAR_ON_YEAR)
    results = _all(function, level.behind(), previous.behind())
    return page, equality(change, at, results, is_signed=True, inputs=[level, previous])


def _opposite(chance: random.Random, change: Number) -> Number:
    """The change, one in ten times with the wrong sign."""
    return Number(-change.steps, change.decimals) if chance.random() < 0.1 else change


def year_on_year(chance: random.Random, vocabulary: Vocabulary) -> Case:
    """A relative change with both levels."""
    return _changed(chance, vocabulary, "%", lambda level, previous: 100 * (level / previous - 1))


def base_not_printed(chance: random.Random, vocabulary: Vocabulary) -> Case:
    """A relative change without its base: previous levels with the level's decimals are tried one by one."""
    level = Number(chance.randint(5, 900), chance.choice((0, 0, 1)))
    rate = Number(chance.randint(-300, 300), 1) if chance.random() < 0.7 else Number(chance.randint(-30, 30), 0)
    page = Page(vocabulary)
    fields = {"role": Role.CHANGE, "change_kind": ChangeKind.YEAR_ON_YEAR}
    _link(page, "某量", (level, "吨", {}), ",同比变化", (rate, "%", {}), to=0, **fields)

    def is_given(printed: Fraction) -> bool:
        # every base whose growth lies in the rounding set of the printed rate
        low, high = 1 + (printed - rate.unit / 2) / 100, 1 + (printed + rate.unit / 2) / 100
        first = int(level.value / high / level.unit)
        return any(
            low <= level.value / (base * level.unit) <= high
            for base in range(max(1, first - 1), int(level.value / low / level.unit) + 2)
        )

    reach = int(10 / rate.unit)
    nearby = [rate.value + at * rate.unit for at in range(-reach, reach + 1)]
    if 2 * sum(map(is_given, nearby)) > len(nearby):
        return page, Verdict.UNTESTABLE
    return page, Verdict.EXACT if is_given(rate.value) else Verdict.WITHIN_ROUNDING


def difference(chance: random.Random, vocabulary: Vocabulary) -> Case:
    """An absolute change with both levels."""
    return _changed(chance, vocabulary, "吨", lambda level, previous: level - previous)


def change_in_both(chance: random.Random, vocabulary: Vocabulary) -> Case:
    """A change in the unit and in per cent, its base not printed: 同比增加…吨、增长…%."""
    level, change = _number(chance, 3000, 9000), _number(chance, 100, 2500)
    at = 100 * change.value / (level.value - change.value) if level.value > change.value else Fraction(0)
    if not 0 < at < 500:
        level, change = Number(9000, 0), Number(chance.randint(100, 2500), 0)
        at = 100 * change.value / (level.value - change.value)
    rate = _opposite(chance, _near(chance, at, chance.randint(0, 2)))
    page = Page(vocabulary)
    fields = {"role": Role.CHANGE, "change_kind": ChangeKind.YEAR_ON_YEAR}
    of = Page(vocabulary).say("某量", (level, "吨", {}))[0].figure_id
    in_unit = (change, "吨", {**fields, "qualifies": of})
    _link(page, "某量", (level, "吨", {}), ",同比变化", in_unit, ",即", (rate, "%", {}), to=0, **fields)
    results = _all(lambda x, y: 100 * x / (y - x), change.behind(), level.behind())
    return page, equality(rate, at, results, is_signed=True)


def unit_equivalence(chance: random.Random, vocabulary: Vocabulary) -> Case:
    """公顷 and 亩; the finer print gives the coarser."""
    hectares = Number(chance.randint(10_000, 900_000), 2)
    mu = _near(chance, hectares.value * 15, 0)
    page = Page(vocabulary)
    page.say("修复", (hectares, "公顷", {}), "(合", (mu, "亩", {}), ")")
    return page, equality(mu, hectares.value * 15, _all(lambda x: 15 * x, hectares.behind()), is_derived=False)


def repeated_figure(chance: random.Random, vocabulary: Vocabulary) -> Case:
    """One quantity twice; the coarser print is the reported one, of equals the first."""
    first = _number(chance, 100, 9000)
    second = _near(chance, first.value, chance.randint(0, 2))
    page = Page(vocabulary)
    for number in (first, second):
        page.say("煤炭消费总量", (number, "吨", {"indicator_id": "coal_consumption"}), "。")
    coarse, fine = (first, second) if second.unit <= first.unit else (second, first)
    return page, equality(coarse, fine.value, fine.behind(), is_derived=False)


def cumulative_order(chance: random.Random, vocabulary: Vocabulary) -> Case:
    """Two months to date."""
    earlier = _number(chance, 100, 9000)
    later = _near(chance, earlier.value, chance.randint(0, 2))
    page = Page(vocabulary)
    for number, month in ((earlier, 5), (later, 6)):
        end = date(2023, month + 1, 1).toordinal() - 1
        fields = {
            "indicator_id": "coal_consumption",
            "period_end": date.fromordinal(end),
            "period_kind": PeriodKind.YEAR_TO_DATE,
        }
        page.say(f"1—{month}月", (number, "吨", fields), "。")
    return page, at_most(earlier.behind(), later.behind())


def sub_period_sum(chance: random.Random, vocabulary: Vocabulary) -> Case:
    """Two quarters of a half year."""
    first, second = _number(chance, 100, 9000), _number(chance, 100, 9000)
    total = first.value + second.value
    whole = _near(chance, total, chance.randint(0, 2))
    spans = (
        (first, date(2023, 1, 1), date(2023, 3, 31), PeriodKind.QUARTER),
        (second, date(2023, 4, 1), date(2023, 6, 30), PeriodKind.QUARTER),
        (whole, date(2023, 1, 1), date(2023, 6, 30), PeriodKind.HALF),
    )
    page = Page(vocabulary)
    for number, start, end, kind in spans:
        fields = {
            "indicator_id": "coal_consumption",
            "period_start": start,
            "period_end": end,
            "period_kind": kind,
        }
        page.say("煤炭", (number, "吨", fields), "。")
    results = _all(lambda x, y: x + y, first.behind(), second.behind())
    return page, equality(whole, total, results, is_derived=False)


def target_attainment(chance: random.Random, vocabulary: Vocabulary) -> Case:
    """A target of at most so much, said to be met; the target is what it is printed as."""
    actual = _number(chance, 200, 900)
    target = _near(chance, actual.value, chance.randint(0, 1))
    page = Page(vocabulary)
    page.say(
        "浓度",
        (actual, "微克/立方米", {"indicator_id": "pm25_concentration"}),
        ",完成省定",
        (target, "微克/立方米", {"role": Role.PLAN}),
        "目标任务",
    )
    if actual.value <= target.value:
        return page, Verdict.EXACT
    is_possible = min(actual.behind()) <= target.value
    return page, Verdict.WITHIN_ROUNDING if is_possible else Verdict.GROSS_CONFLICT


def rank_change(chance: random.Random, vocabulary: Vocabulary) -> Case:
    """Places from the worst, this year and last."""
    rank, previous = Number(chance.randint(20, 60), 0), Number(chance.randint(20, 60), 0)
    gained = _near(chance, rank.value - previous.value, 0)
    page = Page(vocabulary)
    ranked = {
        "role": Role.RANK,
        "indicator_id": "air_quality_rank",
        "unit": "place",
        "quantity_kind": QuantityKind.PLACE,
        "counted_from": CountedFrom.WORST,
        "set_size": 168,
    }
    before = {**ranked, "period_start": BEFORE[0], "period_end": BEFORE[1]}
    page.say("上年倒排第", (previous, "位", before), "。")
    (of,) = page.say("倒排第", (rank, "位", ranked))
    fields = {
        "role": Role.CHANGE,
        "change_kind": ChangeKind.YEAR_ON_YEAR,
        "quantity_kind": QuantityKind.PLACE,
        "unit": "place",
        "qualifies": of.figure_id,
    }
    page.say("同比变动", (gained, "位", fields))
    at = rank.value - previous.value
    return page, equality(gained, at, [at], is_derived=False, is_signed=True)


def granularity(chance: random.Random, vocabulary: Vocabulary) -> Case:
    """The share of a few things: some whole number of them is printed so."""
    whole = Number(chance.randint(3, 90), 0)
    near = _near(chance, Fraction(100 * chance.randint(0, whole.steps), whole.steps), chance.randint(0, 1))
    printed = Number(abs(near.steps), near.decimals)
    page = Page(vocabulary)
    page.say((whole, "个", {}), "国考断面中,优良断面占", (printed, "%", {}))
    verdicts = {
        equality(printed, share, [share])
        for share in (Fraction(100 * number, whole.steps) for number in range(2 * whole.steps + 2))
    }
    order = (Verdict.EXACT, Verdict.WITHIN_ROUNDING, Verdict.WITHIN_TRUNCATION, Verdict.CONFLICT)
    return page, next(verdict for verdict in order if verdict in verdicts)


def _identity(relation_parts: Sequence[str], whole_id: str, unit: str) -> Make:
    def make(chance: random.Random, vocabulary: Vocabulary) -> Case:
        parts = [_number(chance, 100, 900, 1) for _ in relation_parts]
        total = sum((part.value for part in parts), Fraction(0))
        whole = _near(chance, total, chance.randint(0, 1))
        page = Page(vocabulary)
        for name, number in zip((whole_id, *relation_parts), (whole, *parts), strict=True):
            page.say("某量", (number, unit, {"indicator_id": name}), "。")
        results = _all(
            lambda *values: sum(values, Fraction(0)), *(part.behind(is_point=is_counted(part)) for part in parts)
        )
        return page, equality(whole, total, results, is_derived=False)

    def is_counted(number: Number) -> bool:
        return unit == "天" and not number.decimals

    return make


_LIMITS = {
    "so2_concentration": 60,
    "no2_concentration": 40,
    "pm10_concentration": 70,
    "pm25_concentration": 35,
    "co_concentration": 4000,
    "o3_concentration": 160,
}


def composite_index(chance: random.Random, vocabulary: Vocabulary) -> Case:
    """Six concentrations over their limits, or a lower bound of fewer."""
    names = list(_LIMITS)[: chance.choice((2, 4, 6, 6, 6))]
    numbers = {name: Number(chance.randint(5, 2 * _LIMITS[name]), 0) for name in names}

    def index(*values: Fraction) -> Fraction:
        return sum((value / _LIMITS[name] for name, value in zip(names, values, strict=True)), Fraction(0))

    at = index(*(number.value for number in numbers.values()))
    printed = _near(chance, at, 2)
    page = Page(vocabulary)
    page.say("指数", (printed, "", {"indicator_id": "air_quality_index", "quantity_kind": QuantityKind.INDEX}), "。")
    for name, number in numbers.items():
        page.say("浓度", (number, "微克/立方米", {"indicator_id": name}), "。")
    results = _all(index, *(number.behind() for number in numbers.values()))
    if len(names) == len(_LIMITS):
        return page, equality(printed, at, results)
    return page, at_most(results, printed.behind())


def compounding(chance: random.Random, vocabulary: Vocabulary) -> Case:
    """An average over two to six years; compared are powers, which rise with the growth."""
    years = chance.randint(2, 6)
    previous, level = _number(chance, 5000, 9000, 1), _number(chance, 5000, 90_000, 1)
    growth = (float(level.value / previous.value) ** (1 / years) - 1) * 100
    rate = _near(chance, Fraction(growth), chance.randint(0, 2))
    if rate.value <= -80:
        rate = Number(5, 0)
    begin_year = 2023 - years
    base = {"period_start": date(begin_year, 1, 1), "period_end": date(begin_year, 12, 31)}
    page = Page(vocabulary)
    words = ("由", (previous, "吨", base), "增加到", (level, "吨", {}), ",年均增长", (rate, "%", {}))
    _link(page, *words, to=1, role=Role.CHANGE, change_kind=ChangeKind.ANNUALISED, annualised_years=years)

    def power(value: Fraction) -> Fraction:
        return (1 + value / 100) ** years

    ratios = _all(lambda x, y: x / y, level.behind(), previous.behind())
    at, half = level.value / previous.value, rate.unit / 2
    low, high = power(rate.value - half), power(rate.value + half)
    if low <= at <= high:
        return page, Verdict.EXACT
    if min(ratios) <= high and max(ratios) >= low:
        return page, Verdict.WITHIN_ROUNDING
    cut = sorted((power(rate.value), power(rate.value + (rate.unit if rate.value > 0 else -rate.unit))))
    if rate.value == 0:
        is_cut = min(ratios) < power(rate.unit) and max(ratios) > power(-rate.unit)
    elif rate.value > 0:
        is_cut = min(ratios) < cut[1] and max(ratios) >= cut[0]
    else:
        is_cut = max(ratios) > cut[0] and min(ratios) <= cut[1]
    return page, Verdict.WITHIN_TRUNCATION if is_cut else Verdict.CONFLICT


def between(chance: random.Random, vocabulary: Vocabulary) -> Case:
    """Growth of trade between that of exports and of imports."""
    parts = [Number(chance.randint(-90, 150), 1) for _ in range(2)]
    total = Number(chance.choice(parts).steps + chance.randint(-3, 3), 1)
    page = Page(vocabulary)
    for name, number in zip(("foreign_trade", "exports", "imports"), (total, *parts), strict=True):
        fields = {"role": Role.CHANGE, "change_kind": ChangeKind.YEAR_ON_YEAR, "indicator_id": name}
        page.say("同比变化", (number, "%", fields), "。")
    least, greatest = min(part.value for part in parts), max(part.value for part in parts)
    if least <= total.value <= greatest:
        return page, Verdict.EXACT
    reach = (total.unit + parts[0].unit) / 2
    is_possible = least - reach <= total.value <= greatest + reach
    return page, Verdict.WITHIN_ROUNDING if is_possible else Verdict.CONFLICT


def order_chain(chance: random.Random, vocabulary: Vocabulary) -> Case:
    """What is networked was installed."""
    installed = Number(chance.randint(20, 900), 0)
    networked = Number(installed.steps + chance.choice((0, -1, -20, 1, 7)), 0)
    page = Page(vocabulary)
    page.say("完成安装", (installed, "台", {}), ",完成联网", (networked, "台", {}))
    return page, at_most([networked.value], [installed.value])


def moved(chance: random.Random, vocabulary: Vocabulary) -> Case:
    """A level that is only said to have risen, or fallen."""
    previous = _hedged(chance, _number(chance, 100, 9000))
    level = _hedged(chance, _near(chance, previous.value, chance.randint(0, 2)))
    rises = chance.random() < 0.5
    page = Page(vocabulary)
    page.say("由", (previous, "吨", {}), "增至" if rises else "降至", (level, "吨", {}))
    least, most = (previous, level) if rises else (level, previous)
    if least.value < most.value and not level.hedge:
        return page, Verdict.EXACT
    is_possible = min(least.behind()) < max(most.behind())
    return page, Verdict.WITHIN_ROUNDING if is_possible else Verdict.GROSS_CONFLICT


def bounds(chance: random.Random, vocabulary: Vocabulary) -> Case:
    """A share of at most all there is."""
    printed = _near(chance, Fraction(100), chance.randint(0, 1))
    page = Page(vocabulary)
    page.say("覆盖率", (printed, "%", {"subject": "覆盖率"}))
    if printed.value <= 100:
        return page, Verdict.EXACT
    return page, Verdict.WITHIN_ROUNDING if min(printed.behind()) <= 100 else Verdict.CONFLICT


def share_of_days(chance: random.Random, vocabulary: Vocabulary) -> Case:
    """Days of good air against their share of the days of the year; those without valid data may be left out."""
    days = Number(chance.randint(150, 330), 0)
    valid = chance.choice((365, 365, 360, 350, 200))
    printed = _near(chance, Fraction(100 * days.steps, valid), 1)
    page = Page(vocabulary)
    page.say("优良天数", (days, "天", {"indicator_id": "good_air_days"}), "。")
    page.say("优良天数比例", (printed, "%", {"indicator_id": "good_air_days_ratio"}), "。")
    at = 100 * days.value / 365
    by_calendar = equality(printed, at, [at])
    low, high = printed.value - printed.unit / 2, printed.value + printed.unit / 2
    is_of_fewer = any(low <= 100 * days.value / one <= high for one in range(329, 365))
    is_of_all = low <= at <= high
    return page, Verdict.UNTESTABLE if is_of_fewer and not is_of_all else by_calendar


@dataclass(frozen=True)
class Kind:
    """One kind of case: the relation it is of, how it is made, and a name where a relation has several."""

    relation: Relation
    make: Make
    variant: str = ""

    def __str__(self) -> str:
        return f"`{self.relation}`" + (f" {self.variant}" if self.variant else "")


CASES: tuple[Kind, ...] = (
    Kind(Relation.YEAR_ON_YEAR, year_on_year),
    Kind(Relation.YEAR_ON_YEAR, base_not_printed, "base not printed"),
    Kind(Relation.DIFFERENCE, difference),
    Kind(Relation.DIFFERENCE, change_in_both, "in the unit and in %"),
    Kind(Relation.DIFFERENCE, moved, "said to rise or fall"),
    Kind(Relation.COMPLETION_RATE, completion_rate),
    Kind(Relation.SHARE, share),
    Kind(Relation.PART_WHOLE, part_whole, "closed list"),
    Kind(Relation.PART_WHOLE, part_among_others, "其中"),
    Kind(Relation.PART_WHOLE, shares_of_all, "a:b:c"),
    Kind(Relation.ORDER_CHAIN, order_chain),
    Kind(Relation.UNIT_EQUIVALENCE, unit_equivalence),
    Kind(Relation.REPEATED_FIGURE, repeated_figure),
    Kind(Relation.TARGET_ATTAINMENT, target_attainment),
    Kind(Relation.CUMULATIVE_ORDER, cumulative_order),
    Kind(Relation.SUB_PERIOD_SUM, sub_period_sum),
    Kind(Relation.RANK_CHANGE, rank_change),
    Kind(Relation.GRANULARITY, granularity),
    Kind(Relation.AIR_DAYS, _identity(("excellent_air_days", "fair_air_days"), "good_air_days", "天"), "grades"),
    Kind(Relation.AIR_DAYS, share_of_days, "share"),
    Kind(Relation.COMPOSITE_INDEX, composite_index),
    Kind(Relation.COMPOUNDING, compounding),
    Kind(Relation.BETWEEN, between),
    Kind(Relation.ACCOUNTING_IDENTITY, _identity(("exports", "imports"), "foreign_trade", "元")),
    Kind(Relation.BOUNDS, bounds),
)


@dataclass
class Agreement:
    """How often the engine and the enumeration agree on one relation, and a case where they do not."""

    cases: int = 0
    agreed: int = 0
    verdicts: dict[Verdict, int] = field(default_factory=dict)
    example: str = ""


def compare(kind: Kind, count: int, seed: int, vocabulary: Vocabulary) -> Agreement:
    """Compare ``count`` random cases."""
    chance = random.Random(f"{kind}|{seed}")
    result = Agreement()
    for _ in range(count):
        page, expected = kind.make(chance, vocabulary)
        found = judged(kind, page)
        result.cases += 1
        result.agreed += found == [expected]
        result.verdicts[expected] = result.verdicts.get(expected, 0) + 1
        if found != [expected] and not result.example:
            said = "".join(dict.fromkeys(figure.sentence for figure in page.figures))
            result.example = f"{said}: {expected} by enumeration, {', '.join(found) or 'no check'} by the engine"
    return result


def judged(kind: Kind, page: Page) -> list[Verdict]:
    """The engine's verdicts on a case."""
    checks = reconcile(page.figures, {"d": Metadata()}, page.vocabulary).checks
    return [check.verdict for check in checks if check.relation is kind.relation]


def main() -> None:
    """Compare all relations and print a table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.oracle", description=__doc__)
    parser.add_argument("--cases", type=int, default=10_000, help="of each kind")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    vocabulary = load_vocabulary()
    print("| relation | cases | agree | verdicts by enumeration |")
    print("| --- | --- | --- | --- |")
    for kind in CASES:
        result = compare(kind, given.cases, given.seed, vocabulary)
        spread = ", ".join(f"{count} {verdict}" for verdict, count in sorted(result.verdicts.items()))
        print(f"| {kind} | {result.cases} | {result.agreed} | {spread} |", flush=True)
        if result.example:
            print(f"<!-- {result.example} -->")


if __name__ == "__main__":
    main()
