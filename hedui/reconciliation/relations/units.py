"""``dimension``, ``missing_unit`` and ``bounds``: what one figure must satisfy by itself."""

import re
from collections.abc import Callable, Iterator
from fractions import Fraction

from hedui.figures.figure import Figure
from hedui.language.rules import load_rules
from hedui.reconciliation.cases import Bound, Case, UnitDefect, WithinRange
from hedui.reconciliation.corpus import Corpus
from hedui.reconciliation.relations.spec import RelationSpec
from hedui.vocabulary.codes import QuantityKind, Relation, Role, Severity, Verdict

_AMOUNTS = (Role.ACTUAL, Role.PLAN)
# Kinds that sources do confuse. Any other disagreement with the indicator tells against our mapping, not the source.
_CONFUSED = frozenset(
    frozenset(pair)
    for pair in (
        (QuantityKind.PERCENT, QuantityKind.PERCENTAGE_POINT),
        (QuantityKind.POWER, QuantityKind.ENERGY),
        (QuantityKind.POWER, QuantityKind.APPARENT_POWER),
        (QuantityKind.AREA, QuantityKind.LENGTH),
        (QuantityKind.AREA, QuantityKind.VOLUME),
        (QuantityKind.MASS, QuantityKind.MASS_FLOW),
        (QuantityKind.VOLUME, QuantityKind.VOLUME_FLOW),
    )
)
_NO_SHARES = frozenset(QuantityKind) - {
    QuantityKind.PERCENT,
    QuantityKind.PERCENTAGE_POINT,
    QuantityKind.PERMILLE,
    QuantityKind.MULTIPLE,
    QuantityKind.PLACE,
    QuantityKind.UNKNOWN,
}
_ITSELF = re.compile("[增降减涨升跌][幅速](?:约|达到?|为|是)?$")  # names the change that follows, no other rate
_CHANGED = re.compile(
    "[,(、]?(?:同比|环比|[比较与](?:上|去)年[^,。;]{0,4}|较[^,。;]{2,6})?"
    "(?:[增降减涨升跌][幅速](?:为|达)?|增长|增加|下降|减少|降低|上升|升高|反弹)"
)
_OF_RATE = re.compile(
    "[率速幅占]|进度|目标|任务|比重|比例|高于|低于|快于|慢于|全国|全省"
)  # the points may be those of another rate
# Right before a share, not before its change: 比例达…, 完成年度任务(57家)的….
_LEVEL = re.compile(r"(?:率|比例|比重|占比)(?:约|达到?|为|是)?$|(?:占|完成)[^,。;]{1,20}的$")
_BEYOND = re.compile("[高低快慢多少优好]于|超过|超出|落后")  # by how much one share is above another (高于全国平均占比)
_ELECTRIC_KINDS = frozenset({QuantityKind.POWER, QuantityKind.ENERGY})
_CAPACITY = "装机"
_ELECTRIC = re.compile(r"装机|外电|外来电|电量")
_STORAGE = re.compile(r"储能|抽水|容量电价")
_LOAD = re.compile(r"负荷|能力|容量|功率|通道|机组|最大|电源")
_CLAUSE_END = re.compile(r"[,，。;；:：、]")
_PAIRED = re.compile("[/／]")
_RANKING = re.compile("排名|[倒正]排")
_LARGE = 10_000
_LISTED = re.compile("[、,]?(?:和|及|与|以及|至|到|或)?|[-—~]")
_BEHIND = 16
_NUMBER = "␟"  # stands for the number in rules
_SHARE = re.compile(
    "(?:占比|比重|比例|比率|达标率|优良率|覆盖率|普及率|清扫率|绿化率|收集率|处理率|处置率|合格率|回收率|安装率|联网率"
    "|(?<!产能)利用率)$"
)
# Right before a share of a total named as one: what is part of it cannot be more.
_OF_TOTAL = re.compile(
    "占(?:[^,。;占]{0,16}(?:总|全部)[^,。;占]{0,8}|全[国省市县区])的?(?:比例|比重)?(?:约|达|达到|为)?$"
)
_NO_PART = re.compile("计划|目标|任务|上年|去年|同期|进出口|贷款|存款")


def find_dimensions(corpus: Corpus) -> Iterator[Case]:
    """Figures whose unit measures another kind of quantity than the thing they are said to be."""
    for figure in corpus.with_role(*_AMOUNTS, Role.RATE, Role.CHANGE):
        if figure.quantity_kind is QuantityKind.PERCENTAGE_POINT:
            expected = QuantityKind.PERCENT if _is_no_difference_of_shares(corpus, figure) else None
        elif figure.role is Role.CHANGE:
            expected = _kind_of_level(corpus, figure)
        else:
            expected = _expected_kind(corpus, figure) if figure.role in _AMOUNTS else None
        if expected and frozenset((expected, figure.quantity_kind)) in _CONFUSED:
            test = UnitDefect(Verdict.GROSS_CONFLICT, expected)
            yield Case(Relation.DIMENSION, (("reported", figure),), test)


def _is_no_difference_of_shares(corpus: Corpus, figure: Figure) -> bool:
    """Whether percentage points are printed for a share itself, or for the change of what is no share."""
    before = corpus.before(figure)
    if _LEVEL.search(before):
        return not _BEYOND.search(_CLAUSE_END.split(before)[-1])
    level = corpus.by_id.get(figure.qualifies or "") or _changed_level(corpus, figure)
    if level is None or level.sentence_start != figure.sentence_start or level.quantity_kind not in _NO_SHARES:
        return False
    return level.role is Role.ACTUAL and not _OF_RATE.search(_ITSELF.sub("", corpus.between(level, figure)))


def _kind_of_level(corpus: Corpus, change: Figure) -> QuantityKind | None:
    """What the level before an amount of change is measured in, where power and energy may be confused."""
    level = _changed_level(corpus, change) if change.quantity_kind in _ELECTRIC_KINDS else None
    return level.quantity_kind if level and level.quantity_kind in _ELECTRIC_KINDS else None


def _changed_level(corpus: Corpus, change: Figure) -> Figure | None:
    """The level right before a change, with nothing but the words of the change between."""
    level = next(corpus.preceding(change), None)
    return level if level and _CHANGED.fullmatch(corpus.between(level, change)) else None


def _expected_kind(corpus: Corpus, figure: Figure) -> QuantityKind | None:
    if figure.quantity_kind not in _ELECTRIC_KINDS:
        indicator = corpus.indicator(figure)
        return indicator.quantity_kind if indicator else None
    # Power and energy are told apart by words, those nearest to the number first, with or without an indicator.
    if _PAIRED.search(corpus.before(figure, 1)) or _PAIRED.match(corpus.after(figure, 1)):
        return None  # 863万千瓦/1772万千瓦时: both are meant
    clause = _CLAUSE_END.split(corpus.before(figure))[-1]
    for words in (clause, figure.subject):
        cues = _ELECTRIC.findall(words)
        if _STORAGE.search(words):
            return None
        if cues and cues[-1] == _CAPACITY:
            return QuantityKind.POWER
        if cues:
            return None if _LOAD.search(words) else QuantityKind.ENERGY
    return None


def find_missing_units(corpus: Corpus) -> Iterator[Case]:
    """Amounts in 万 or 亿 that end their clause without a unit, and without words from which it is understood."""
    for figure in corpus.with_role(*_AMOUNTS):
        if _is_bare(figure) and not _shares_unit(corpus, figure) and not _is_understood(corpus, figure):
            yield Case(Relation.MISSING_UNIT, (("reported", figure),), UnitDefect(Verdict.CONFLICT))


def _is_bare(figure: Figure) -> bool:
    return figure.unit is None and figure.quantity_kind is QuantityKind.UNKNOWN and figure.scale >= _LARGE


def _shares_unit(corpus: Corpus, figure: Figure) -> bool:
    """Whether a number listed with it has a unit, or a noun (分别为120万、95万人次)."""
    return any(
        other.unit is not None or corpus.after(other, 1)[:1].isalnum()
        for side in (_listed(corpus, figure, corpus.following), _listed(corpus, figure, corpus.preceding))
        for other in side
    )


def _listed(corpus: Corpus, figure: Figure, side: Callable[[Figure], Iterator[Figure]]) -> Iterator[Figure]:
    """The numbers of one list with the figure, on one side of it, up to the first with a unit."""
    last = figure
    for other in side(figure):
        left, right = sorted((last, other), key=lambda one: one.start)
        if not _LISTED.fullmatch(corpus.between(left, right)):
            return
        yield other
        if other.unit is not None:
            return
        last = other


def _is_understood(corpus: Corpus, figure: Figure) -> bool:
    after = corpus.after(figure, _BEHIND)
    # A noun that follows is what is counted (投资4亿资金), its unit understood.
    if after[:1].isalnum():
        return True
    words = f"{corpus.before(figure)}{_NUMBER}{after}"
    return any(rule.pattern.search(words) for rule in load_rules("understood_units"))


def find_bounds(corpus: Corpus) -> Iterator[Case]:
    """Shares between 0 and 100, falls of at most 100 %, places within the set that is ranked."""
    for figure in corpus.with_role(Role.ACTUAL, Role.PLAN, Role.CHANGE):
        if figure.quantity_kind is QuantityKind.PERCENT and (test := _range(corpus, figure)):
            yield Case(Relation.BOUNDS, (("reported", figure),), test)
    for rank in corpus.with_role(Role.RANK, Role.PLAN):
        if rank.quantity_kind is QuantityKind.PLACE and (ranked := _ranked_set(corpus, rank)):
            yield Case(Relation.BOUNDS, (("reported", rank), ("set", ranked)), Bound(rank, ranked))


def _ranked_set(corpus: Corpus, rank: Figure) -> Figure | None:
    """The size of the set right before a place in it: 168个城市排名第34位."""
    nearest = next(corpus.preceding(rank), None)
    if nearest is None or nearest.role is not Role.SCOPE or nearest.value is None:
        return None
    if rank.set_size is not None:
        return nearest if nearest.value == rank.set_size else None
    return nearest if _RANKING.search(corpus.between(nearest, rank)) else None


def _range(corpus: Corpus, figure: Figure) -> WithinRange | None:
    if figure.role is Role.CHANGE:
        return WithinRange(Fraction(-100), None) if figure.value and figure.value < 0 else None
    if indicator := corpus.indicator(figure):
        has_end = indicator.lower_bound is not None or indicator.upper_bound is not None
        return WithinRange(indicator.lower_bound, indicator.upper_bound) if has_end else None
    is_share = _SHARE.search(figure.subject) or _is_share_of_total(corpus.before(figure))
    return WithinRange(Fraction(0), Fraction(100)) if is_share else None


def _is_share_of_total(before: str) -> bool:
    found = _OF_TOTAL.search(before)
    return found is not None and not _NO_PART.search(_CLAUSE_END.split(before)[-1])


DIMENSION = RelationSpec(
    code=Relation.DIMENSION,
    label_zh="量纲",
    label_en="kind of unit",
    statement_zh="单位应与所述事物的量纲一致",
    statement_en="the unit measures the kind of quantity that is named",
    severity=Severity.HIGH,
    find=find_dimensions,
)
MISSING_UNIT = RelationSpec(
    code=Relation.MISSING_UNIT,
    label_zh="缺单位",
    label_en="unit missing",
    statement_zh="数量应有单位",
    statement_en="an amount has a unit",
    severity=Severity.MEDIUM,
    find=find_missing_units,
)
BOUNDS = RelationSpec(
    code=Relation.BOUNDS,
    label_zh="取值范围",
    label_en="possible range",
    statement_zh="数值应在指标可能取值之内",
    statement_en="the value is one that the indicator can take",
    severity=Severity.HIGH,
    find=find_bounds,
)
