"""``day_average``: the mean of a day times the days of the period is the period's amount."""

import re
from calendar import monthrange
from collections.abc import Iterator
from fractions import Fraction

from hedui.figures.figure import Figure
from hedui.reconciliation.cases import Case, Equality
from hedui.reconciliation.corpus import Corpus, plain
from hedui.reconciliation.formulas import Linear
from hedui.reconciliation.relations.spec import RelationSpec
from hedui.vocabulary.codes import QuantityKind, Relation, Role, Severity

_DAILY = re.compile("日均|日平均|平均每[天日]|每[天日]平均")
_BREAK = re.compile("[;。]")
_SAYS_NO_MORE = re.compile("日均|日平均|平均每[天日]|每[天日]平均|产量|生产|总?量|为|达到?|规模以上|工业|规上")
_DONE = re.compile("进口|出口|加工|发电|用电|消费|销售")
_MEASURES = frozenset({QuantityKind.MASS, QuantityKind.VOLUME, QuantityKind.ENERGY, QuantityKind.COUNT})
_MOST_DAYS = 366
_MONTH = re.compile(r"(?:^|[^\d—~至-])(\d{1,2})月")
_DAYS = {month: monthrange(2023, month)[1] for month in range(1, 13) if month != 2}  # February has two lengths
_REACH = 60


def find_day_averages(corpus: Corpus) -> Iterator[Case]:
    """``生产原油1722万吨,…,日均产量为55.6万吨``: the nearest amount before it, in its unit and over its days."""
    for mean in corpus.with_role(Role.ACTUAL):
        if mean.quantity_kind not in _MEASURES or not _DAILY.search(_name(corpus, mean)):
            continue
        amount = next((one for one in corpus.preceding(mean) if _is_amount(corpus, one, mean)), None)
        days = _days(corpus, amount) if amount else None
        if amount is None or days is None or _BREAK.search(corpus.between(amount, mean)):
            continue
        if _is_of_one_thing(corpus, amount, mean):
            test = Equality((amount,), Linear((Fraction(1, days),)), f"{{amount}} ÷ {days}")
            yield Case(Relation.DAY_AVERAGE, (("mean", mean), ("amount", amount)), test)


def _name(corpus: Corpus, mean: Figure) -> str:
    """The words since the number before, which name the mean."""
    before = next(corpus.preceding(mean), None)
    return corpus.between(before, mean) if before else corpus.before(mean)


def _is_amount(corpus: Corpus, amount: Figure, mean: Figure) -> bool:
    is_like = amount.role is Role.ACTUAL and amount.unit == mean.unit and amount.value is not None
    return is_like and not _DAILY.search(_name(corpus, amount))


def _days(corpus: Corpus, amount: Figure) -> int | None:
    """How many days the amount is of: whole months, a quarter, a year; without a year, those of the month named."""
    start, end = amount.period_start, amount.period_end
    if start and end:
        days = (end - start).days + 1
        return days if 1 < days <= _MOST_DAYS else None
    named = _MONTH.findall(corpus.before(amount, _REACH))
    month = int(named[-1]) if named and end is None else 0
    return _DAYS.get(month)


def _is_of_one_thing(corpus: Corpus, amount: Figure, mean: Figure) -> bool:
    """Whether the mean names no other thing, nor another thing done to it, than the amount does."""
    named = _SAYS_NO_MORE.sub("", plain(_name(corpus, mean)))
    spoken = f"{_name(corpus, amount)}{amount.subject}"
    done = _DONE.search(_name(corpus, mean))
    if done and done.group() not in spoken:
        return False
    return not named or any(named[at : at + 2] in spoken for at in range(max(1, len(named) - 1)))


DAY_AVERAGE = RelationSpec(
    code=Relation.DAY_AVERAGE,
    label_zh="日均数",
    label_en="mean of a day",
    statement_zh="本期总量除以日历天数,等于所印日均数",
    statement_en="the amount of a period over its days is the printed mean of a day",
    severity=Severity.MEDIUM,
    find=find_day_averages,
)
