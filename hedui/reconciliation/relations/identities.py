"""``air_days``, ``composite_index``, ``accounting_identity`` and ``between``: declared identities between indicators.

Each identity is one entry below and is looked up among the figures that one document prints for one place and period.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil, floor

from hedui.figures.figure import Figure
from hedui.reconciliation.cases import AtLeast, Between, Case, Equality, Undecided
from hedui.reconciliation.corpus import AccountKey, Corpus
from hedui.reconciliation.formulas import PERCENTAGE, Linear, Quotient, total
from hedui.reconciliation.printing import admissible
from hedui.reconciliation.relations.spec import RelationSpec
from hedui.vocabulary.codes import QuantityKind, Reason, Relation, Role, Severity

Account = Mapping[tuple[Role, str], Figure]


@dataclass(frozen=True, slots=True)
class Sum:
    """The level of ``whole`` is the sum of the levels of ``parts``."""

    relation: Relation
    whole: str
    parts: tuple[str, ...]


_SUMS = (
    Sum(Relation.AIR_DAYS, "good_air_days", ("excellent_air_days", "fair_air_days")),
    Sum(Relation.AIR_DAYS, "heavy_pollution_days", ("heavy_grade_days", "severe_pollution_days")),
    Sum(
        Relation.AIR_DAYS,
        "valid_air_days",
        (
            "good_air_days",
            "light_pollution_days",
            "moderate_pollution_days",
            "heavy_grade_days",
            "severe_pollution_days",
        ),
    ),
    Sum(Relation.ACCOUNTING_IDENTITY, "gdp", ("primary_industry", "secondary_industry", "tertiary_industry")),
    Sum(Relation.ACCOUNTING_IDENTITY, "foreign_trade", ("exports", "imports")),
)
# Share of days, and the days.
_RATIOS = (
    ("good_air_days_ratio", "good_air_days"),
    ("heavy_pollution_days_ratio", "heavy_pollution_days"),
)
_VALID_DAYS = "valid_air_days"
_FEWEST_VALID = Fraction(9, 10)  # a year with fewer valid days than that is not assessed
# Annual limits of grade II, GB 3095-2012, in ug/m3; CO and O3 by their percentiles (HJ 663-2013).
_LIMITS = {
    "so2_concentration": 60,
    "no2_concentration": 40,
    "pm10_concentration": 70,
    "pm25_concentration": 35,
    "co_concentration": 4000,
    "o3_concentration": 160,
}
_LIMITS_UNTIL = date(2026, 2, 28)  # later limits are to be confirmed
_INDEX = "air_quality_index"
# Ratios of levels whose prices differ from year to year: the printed levels do not give the printed ratio.
_REAL_RATIOS = (("energy_intensity", "energy_consumption", "gdp"), ("carbon_intensity", "carbon_emission", "gdp"))
_YUAN_PER_UNIT = 10_000


def find_air_days(corpus: Corpus) -> Iterator[Case]:
    """Grades of days against their sum, and shares of days against the days."""
    for key, account in _accounts(corpus):
        yield from _sums(account, Relation.AIR_DAYS)
        for ratio, days in _RATIOS:
            share, part = account.get((Role.ACTUAL, ratio)), account.get((Role.ACTUAL, days))
            if share and part and part.quantity_kind is QuantityKind.DURATION:
                yield _share_of_days(share, part, account.get((Role.ACTUAL, _VALID_DAYS)), key)


def _share_of_days(share: Figure, part: Figure, valid: Figure | None, key: AccountKey) -> Case:
    if valid:
        test = Equality((part, valid), PERCENTAGE, "{part} ÷ {whole}")
        return Case(Relation.AIR_DAYS, (("share", share), ("part", part), ("whole", valid)), test)
    parts = (("share", share), ("part", part))
    start, end = key[3]
    if start is None or end is None:
        return Case(Relation.AIR_DAYS, parts, Undecided(Reason.NO_BASE))
    days = (end - start).days + 1
    implied = (admissible(part) / admissible(share)).scaled(100) if share.value and part.value else None
    by_calendar = Equality((part,), Linear((Fraction(100, days),)), f"{{part}} ÷ {days}")
    if implied and not implied.contains(Fraction(days)) and _holds_whole_number(implied.low, implied.high, days):
        return Case(Relation.AIR_DAYS, parts, Undecided(Reason.METHOD))  # days without valid data are not counted
    return Case(Relation.AIR_DAYS, parts, by_calendar)


def _holds_whole_number(low: Fraction, high: Fraction, days: int) -> bool:
    """Whether some number of valid days, fewer than the calendar has, gives the share."""
    return max(ceil(low), ceil(days * _FEWEST_VALID)) <= min(floor(high), days - 1)


def find_composite_indices(corpus: Corpus) -> Iterator[Case]:
    """The composite index against the concentrations it is made of; with some of them it is a lower bound."""
    for key, account in _accounts(corpus):
        index = account.get((Role.ACTUAL, _INDEX))
        found = {name: account[Role.ACTUAL, name] for name in _LIMITS if (Role.ACTUAL, name) in account}
        if not index or index.quantity_kind not in (QuantityKind.INDEX, QuantityKind.UNKNOWN) or not found:
            continue
        parts = (("index", index), *(("concentration", figure) for figure in found.values()))
        if key[3][1] is None or key[3][1] > _LIMITS_UNTIL:
            yield Case(Relation.COMPOSITE_INDEX, parts, Undecided(Reason.METHOD))
            continue
        inputs = tuple(found.values())
        weighted = Linear(tuple(Fraction(1, _LIMITS[name]) for name in found))
        formula = "Σ C ÷ S ({concentration})"
        test = Equality if len(found) == len(_LIMITS) else AtLeast
        yield Case(Relation.COMPOSITE_INDEX, parts, test(inputs, weighted, formula))


def find_accounting_identities(corpus: Corpus) -> Iterator[Case]:
    """Product and industries, trade and its directions, intensity and what it is a ratio of."""
    for _, account in _accounts(corpus):
        yield from _sums(account, Relation.ACCOUNTING_IDENTITY)
        for ratio, amount, output in _REAL_RATIOS:
            figures = [account.get((Role.ACTUAL, name)) for name in (ratio, amount, output)]
            if all(figures):
                yield _real_ratio(*(figure for figure in figures if figure))


def _real_ratio(ratio: Figure, amount: Figure, output: Figure) -> Case:
    per_unit = Quotient(Fraction(_YUAN_PER_UNIT))
    implied = per_unit((admissible(amount), admissible(output))) if output.value else None
    parts = (("ratio", ratio), ("amount", amount), ("output", output))
    return Case(Relation.ACCOUNTING_IDENTITY, parts, Undecided(Reason.PRICE_BASIS, implied, "{amount} ÷ {output}"))


def find_betweens(corpus: Corpus) -> Iterator[Case]:
    """The growth of a sum lies between the growths of its parts."""
    for _, account in _accounts(corpus):
        for identity in _SUMS:
            growth = account.get((Role.CHANGE, identity.whole))
            parts = _members(account, Role.CHANGE, identity.parts)
            if growth and parts:
                named = (("change", growth), *(("part", part) for part in parts))
                yield Case(Relation.BETWEEN, named, Between(parts))


def _accounts(corpus: Corpus) -> Iterator[tuple[AccountKey, Account]]:
    return ((key, account) for key, account in corpus.accounts.items() if len(account) > 1)


def _sums(account: Account, relation: Relation) -> Iterator[Case]:
    for identity in _SUMS:
        whole = account.get((Role.ACTUAL, identity.whole))
        parts = _members(account, Role.ACTUAL, identity.parts)
        if identity.relation is relation and whole and parts and len({one.unit for one in (whole, *parts)}) == 1:
            test = Equality(parts, total(len(parts)), "{part}", is_derived=False, soft_gap=Fraction(len(parts), 2))
            yield Case(relation, (("whole", whole), *(("part", part) for part in parts)), test)


def _members(account: Account, role: Role, names: Sequence[str]) -> tuple[Figure, ...]:
    """The figures of all the names, or none."""
    figures = tuple(account[role, name] for name in names if (role, name) in account)
    return figures if len(figures) == len(names) else ()


AIR_DAYS = RelationSpec(
    code=Relation.AIR_DAYS,
    label_zh="空气质量天数",
    label_en="days by air quality",
    statement_zh="各级别天数之和等于其合计,天数比例等于天数与有效天数之比",
    statement_en="days of each grade sum to their total, and a share of days is that of the valid days",
    severity=Severity.HIGH,
    find=find_air_days,
)
COMPOSITE_INDEX = RelationSpec(
    code=Relation.COMPOSITE_INDEX,
    label_zh="综合指数",
    label_en="composite air quality index",
    statement_zh="综合指数等于六项污染物浓度与其二级年均限值之比的和",
    statement_en="the composite index is the sum of the six concentrations over their limits",
    severity=Severity.HIGH,
    find=find_composite_indices,
)
ACCOUNTING_IDENTITY = RelationSpec(
    code=Relation.ACCOUNTING_IDENTITY,
    label_zh="核算恒等式",
    label_en="accounting identity",
    statement_zh="生产总值等于三次产业之和,进出口等于出口与进口之和",
    statement_en="product is the sum of its industries, trade of exports and imports",
    severity=Severity.HIGH,
    find=find_accounting_identities,
)
BETWEEN = RelationSpec(
    code=Relation.BETWEEN,
    label_zh="增速居间",
    label_en="growth between its parts",
    statement_zh="总量增速介于各组成部分增速之间",
    statement_en="the growth of a total lies between the growths of its parts",
    severity=Severity.MEDIUM,
    find=find_betweens,
)
