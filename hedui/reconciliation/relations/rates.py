"""``speed_up``: by how much growth is faster or slower than a period before, against both printed rates."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from hedui.figures.figure import Figure
from hedui.reconciliation.cases import Case, Equality
from hedui.reconciliation.corpus import Corpus
from hedui.reconciliation.formulas import SUBTRACTION, Linear
from hedui.reconciliation.relations.spec import RelationSpec
from hedui.vocabulary.codes import ChangeKind, QuantityKind, Relation, Role, Severity

_GROWTH = re.compile("(?P<fall>降幅|跌幅)|增速|增幅|涨幅")
_AGAINST = re.compile("[比较与](?:上月|(?P<month>\\d{1,2})月份?)")
_BEFORE_MONTH = timedelta(days=1)

RateKey = tuple[object, ...]


def find_speed_ups(corpus: Corpus) -> Iterator[Case]:
    """``同比增长1.2%,增速较上月回落11.1个百分点`` against the growth that another report prints for that month."""
    rates = _rates(corpus)
    for step in corpus.with_role(Role.CHANGE):
        if step.quantity_kind is not QuantityKind.PERCENTAGE_POINT or step.is_planned:
            continue
        rate = next((one for one in corpus.preceding(step) if _is_rate(one)), None)
        said = _GROWTH.search(corpus.between(rate, step)) if rate else None
        if rate is None or said is None or ";" in said.string:
            continue
        month = _month_before(rate, _AGAINST.search(said.string))
        key = _key(corpus, rate, month) if month else None
        previous = [one for one in rates.get(key, ()) if one.document != rate.document] if key else []
        if previous:
            faster = -1 if said["fall"] else 1  # a fall that widens is growth that slows
            test = Equality(
                inputs=(rate, previous[0]),
                compute=SUBTRACTION if faster > 0 else Linear((-SUBTRACTION.weights[0], -SUBTRACTION.weights[1])),
                formula="{rate} − ({previous})" if faster > 0 else "{previous} − ({rate})",
            )
            yield Case(Relation.SPEED_UP, (("change", step), ("rate", rate), ("previous", previous[0])), test)


def _is_rate(figure: Figure) -> bool:
    return (
        figure.role is Role.CHANGE
        and figure.quantity_kind is QuantityKind.PERCENT
        and figure.change_kind is ChangeKind.YEAR_ON_YEAR
        and figure.value is not None
    )


def _rates(corpus: Corpus) -> dict[RateKey, list[Figure]]:
    """Growth of a month against a year before, by what grew and the month."""
    rates: dict[RateKey, list[Figure]] = {}
    for figure in corpus.with_role(Role.CHANGE):
        if _is_rate(figure) and figure.period_start and figure.period_end:
            key = _key(corpus, figure, (figure.period_start, figure.period_end))
            if key:
                rates.setdefault(key, []).append(figure)
    return rates


def _key(corpus: Corpus, rate: Figure, month: tuple[date, date]) -> RateKey | None:
    level = corpus.level_of(rate)
    return (corpus.level_key(level), *month) if level else None


def _month_before(rate: Figure, named: re.Match[str] | None) -> tuple[date, date] | None:
    """The month before that of the rate, if it is the one that was named."""
    if named is None or rate.period_start is None or rate.period_end is None:
        return None
    start, end = rate.period_start, rate.period_end
    if start.day != 1 or (start.year, start.month) != (end.year, end.month):
        return None
    last = start - _BEFORE_MONTH
    if named["month"] and int(named["month"]) != last.month:
        return None
    return last.replace(day=1), last


SPEED_UP = RelationSpec(
    code=Relation.SPEED_UP,
    label_zh="增速变化",
    label_en="change of growth",
    statement_zh="两期增速之差等于所印增速的变化",
    statement_en="the difference of two printed rates of growth is the printed change of growth",
    severity=Severity.MEDIUM,
    find=find_speed_ups,
)
