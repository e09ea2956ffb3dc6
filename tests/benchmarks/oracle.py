"""Whether every relation with arithmetic gives the verdict that enumeration gives, on random cases.

    cd tests && python -m benchmarks.oracle --cases 10000

Each case is a sentence or two with random figures. What the engine says of it is compared with what follows from the
definitions when the values behind every printed number are enumerated: their ends, and points between. All functions
here rise or fall in each of their inputs, so the ends give the whole range. Nothing of the code under test is used to
work the expectation out.
"""

import argparse
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from itertools import product
from typing import Any

from hedui.documents.document import Metadata
from hedui.figures.figure import Figure
from hedui.reconciliation.engine import reconcile
from hedui.vocabulary.codes import (
    ChangeKind,
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


@dataclass(frozen=True)
class Number:
    """A printed number: its value in steps of its last place."""

    steps: int
    decimals: int

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
        return [self.value + self.unit * Fraction(at, 4) for at in (-2, -1, 0, 1, 2)]


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
            text = part if isinstance(part, str) else f"{part[0]}{part[1]}"
            if not isinstance(part, str):
                placed.append((len(words), text, *part))
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
    reported: Number, at: Fraction, results: Sequence[Fraction], *, is_derived: bool = True, is_signed: bool = False
) -> Verdict:
    """The verdict on "reported = f", from f at the printed inputs and at all values behind them."""
    value, half = reported.value, reported.unit / 2
    low, high = min(results), max(results)
    if abs(at - value) <= half:
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


def at_most(lesser: Sequence[Fraction], greater: Sequence[Fraction]) -> Verdict:
    """The verdict on "lesser ≤ greater"."""
    if max(lesser) <= min(greater):
        return Verdict.EXACT
    return Verdict.WITHIN_ROUNDING if min(lesser) <= max(greater) else Verdict.CONFLICT


# --- random cases -----------------------------------------------------------------------------------------------------


def _number(chance: random.Random, low: int, high: int, most_decimals: int = 2) -> Number:
    return Number(chance.randint(low, high), chance.randint(0, most_decimals))


def _near(chance: random.Random, value: Fraction, decimals: int) -> Number:
    """A number printed for ``value``, a few last places out as often as not."""
    return Number(round(value * 10**decimals) + chance.choice((0, 0, 0, 1, -1, 2, -3, 7, -12)), decimals)


def _all(function: Callable[..., Fraction], *behind: Sequence[Fraction]) -> list[Fraction]:
    return [function(*values) for values in product(*((one[0], one[len(one) // 2], one[-1]) for one in behind))]


def completion_rate(chance: random.Random, vocabulary: Vocabulary) -> Case:
    """A plan is what it is printed as."""
    plan, done = _number(chance, 200, 9000), _number(chance, 200, 9000)
    rate = _near(chance, 100 * done.value / plan.value, chance.randint(0, 2))
    page = Page(vocabulary)
    *_, level = page.say("计划", (plan, "公里", {"role": Role.PLAN}), ",完成", (done, "公里", {}))
    page.figures.clear()
    page.length = 0
    page.say(
        "计划",
        (plan, "公里", {"role": Role.PLAN}),
        ",完成",
        (done, "公里", {}),
        ",完成率",
        (rate, "%", {"role": Role.RATE, "qualifies": level.figure_id}),
    )
    results = _all(lambda x, y: 100 * x / y, done.behind(), plan.behind(is_point=True))
    return page, equality(rate, 100 * done.value / plan.value, results)


def share(chance: random.Random, vocabulary: Vocabulary) -> Case:
    """A(…)占B(…)…%."""
    part, whole = _number(chance, 100, 4000), _number(chance, 3000, 9000)
    printed = _near(chance, 100 * part.value / whole.value, chance.randint(0, 2))
    page = Page(vocabulary)
    page.say("甲(", (part, "吨", {}), ")占乙(", (whole, "吨", {}), ")", (printed, "%", {}))
    results = _all(lambda x, y: 100 * x / y, part.behind(), whole.behind())
    return page, equality(printed, 100 * part.value / whole.value, results)


def part_whole(chance: random.Random, vocabulary: Vocabulary) -> Case:
    """A closed list of three."""
    parts = [_number(chance, 100, 900) for _ in range(3)]
    total = sum((part.value for part in parts), Fraction(0))
    whole = _near(chance, total, chance.randint(0, 2))
    page = Page(vocabulary)
    first, second, third = ((part, "吨", {}) for part in parts)
    page.say("共", (whole, "吨", {}), ",甲、乙、丙分别为", first, "、", second, "、", third)
    results = _all(lambda *values: sum(values, Fraction(0)), *(part.behind() for part in parts))
    return page, equality(whole, total, results, is_derived=False)


def _changed(
    chance: random.Random, vocabulary: Vocabulary, unit: str, function: Callable[[Fraction, Fraction], Fraction]
) -> Case:
    previous, level = _number(chance, 500, 9000), _number(chance, 500, 9000)
    at = function(level.value, previous.value)
    change = _near(chance, at, chance.randint(0, 2))
    if chance.random() < 0.1:
        change = Number(-change.steps, change.decimals)
    page = Page(vocabulary)
    begin = ("由", (previous, "吨", {"period_start": BEFORE[0], "period_end": BEFORE[1]}), "降至", (level, "吨", {}))
    *_, of = page.say(*begin)
    page.figures.clear()
    page.length = 0
    fields = {
        "role": Role.CHANGE,
        "change_kind": ChangeKind.YEAR_ON_YEAR,
        "qualifies": of.figure_id,
    }
    page.say(*begin, ",变化", (change, unit, fields))
    results = _all(function, level.behind(), previous.behind())
    return page, equality(change, at, results, is_signed=True)


def year_on_year(chance: random.Random, vocabulary: Vocabulary) -> Case:
    """A relative change with both levels."""
    return _changed(chance, vocabulary, "%", lambda level, previous: 100 * (level / previous - 1))


def difference(chance: random.Random, vocabulary: Vocabulary) -> Case:
    """An absolute change with both levels."""
    return _changed(chance, vocabulary, "吨", lambda level, previous: level - previous)


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
    begin = ("由", (previous, "吨", base), "增加到", (level, "吨", {}))
    *_, of = page.say(*begin)
    page.figures.clear()
    page.length = 0
    fields = {
        "role": Role.CHANGE,
        "change_kind": ChangeKind.ANNUALISED,
        "annualised_years": years,
        "qualifies": of.figure_id,
    }
    page.say(*begin, ",年均增长", (rate, "%", fields))

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


CASES: Mapping[Relation, Make] = {
    Relation.COMPLETION_RATE: completion_rate,
    Relation.SHARE: share,
    Relation.PART_WHOLE: part_whole,
    Relation.YEAR_ON_YEAR: year_on_year,
    Relation.DIFFERENCE: difference,
    Relation.UNIT_EQUIVALENCE: unit_equivalence,
    Relation.REPEATED_FIGURE: repeated_figure,
    Relation.TARGET_ATTAINMENT: target_attainment,
    Relation.CUMULATIVE_ORDER: cumulative_order,
    Relation.SUB_PERIOD_SUM: sub_period_sum,
    Relation.RANK_CHANGE: rank_change,
    Relation.GRANULARITY: granularity,
    Relation.AIR_DAYS: _identity(("excellent_air_days", "fair_air_days"), "good_air_days", "天"),
    Relation.ACCOUNTING_IDENTITY: _identity(("exports", "imports"), "foreign_trade", "元"),
    Relation.COMPOSITE_INDEX: composite_index,
    Relation.COMPOUNDING: compounding,
    Relation.BETWEEN: between,
}


@dataclass
class Agreement:
    """How often the engine and the enumeration agree on one relation, and a case where they do not."""

    cases: int = 0
    agreed: int = 0
    verdicts: dict[Verdict, int] = field(default_factory=dict)
    example: str = ""


def compare(relation: Relation, count: int, seed: int, vocabulary: Vocabulary) -> Agreement:
    """Compare ``count`` random cases."""
    chance = random.Random(f"{relation}|{seed}")
    result = Agreement()
    for _ in range(count):
        page, expected = CASES[relation](chance, vocabulary)
        checks = reconcile(page.figures, {"d": Metadata()}, vocabulary).checks
        found = [check.verdict for check in checks if check.relation is relation]
        result.cases += 1
        result.agreed += found == [expected]
        result.verdicts[expected] = result.verdicts.get(expected, 0) + 1
        if found != [expected] and not result.example:
            said = "".join(dict.fromkeys(figure.sentence for figure in page.figures))
            result.example = f"{said}: {expected} by enumeration, {', '.join(found) or 'no check'} by the engine"
    return result


def main() -> None:
    """Compare all relations and print a table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.oracle", description=__doc__)
    parser.add_argument("--cases", type=int, default=10_000, help="of each relation")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    vocabulary = load_vocabulary()
    print("| relation | cases | agree | verdicts by enumeration |")
    print("| --- | --- | --- | --- |")
    for relation in CASES:
        result = compare(relation, given.cases, given.seed, vocabulary)
        spread = ", ".join(f"{count} {verdict}" for verdict, count in sorted(result.verdicts.items()))
        print(f"| `{relation}` | {result.cases} | {result.agreed} | {spread} |", flush=True)
        if result.example:
            print(f"<!-- {result.example} -->")


if __name__ == "__main__":
    main()
