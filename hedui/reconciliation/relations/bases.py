"""The level that a change is against: where it is printed, and whether growth is computed on it at all."""

import re
from fractions import Fraction

from hedui.figures.figure import Figure
from hedui.reconciliation.corpus import Corpus
from hedui.reconciliation.printing import step
from hedui.vocabulary.codes import ChangeKind, GrowthBasis, QuantityKind, Reason, Role

_REASONS = {
    GrowthBasis.CONSTANT_PRICE: Reason.PRICE_BASIS,
    GrowthBasis.REAL_INCOME: Reason.PRICE_BASIS,
    GrowthBasis.COMPARABLE_PANEL: Reason.PANEL,
    GrowthBasis.REVISED_BASE: Reason.PANEL,
}
# Growth of what the words name is not computed on printed levels, whether mapped to an indicator or not.
_BASIS_WORDS = (
    (re.compile(r"生产总值|增加值|GDP"), Reason.PRICE_BASIS),
    (re.compile(r"规模以上|规上|限额以上|限上|重点企业|可比口径|同口径"), Reason.PANEL),
    (re.compile(r"可支配收入"), Reason.PRICE_BASIS),
    (re.compile(r"零售总额|固定资产投资|工业.{0,4}利润"), Reason.PANEL),
)
_PANEL = re.compile("规模以上工业|规上工业")
_OUTPUT = re.compile("生产|产量|加工|发电")
_REAL_TERMS = re.compile(r"可比价|不变价|实际增长|价格因素")
_NOMINAL = re.compile("名义|现价")
_LIKE_FOR_LIKE = re.compile("可比口径|同口径|可比因素|[按经]可比")
_EXCLUDING = re.compile("(?:剔除|扣除)[^,。;]{1,12}(?:因素|影响|后)")
_SEASONAL = re.compile("消费价格|出厂价格|CPI|PPI|生产总值|GDP|季节调整")
_RAW = re.compile("未经季节|未季节|原始")
# The text itself says that the base is no longer the one once printed.
_COUNTED_ANEW = re.compile("修订|修正|普查|调整后|核实后")
_LIKE_SETS = Fraction(2, 100)  # sets of one name whose sizes differ by less are judged, and excused
_FROM = re.compile(r"(?:(?:从|由)[^,。;]{0,10}的|从|由|上年|去年|前年|同期|基期|上月|上季度)[的为是]?[约近]?$")
RISING_OR_FALLING = re.compile(r"(?:(?P<up>[升增提长加高弹])|[降减跌少低落])[到至为][约近]?$")
"""The words right before a level that was reached (降至); ``up`` where it rose."""
_REACHED = tuple("到至为為约約近")


def reason_of_growth(corpus: Corpus, change: Figure, level: Figure) -> Reason | None:
    """Why the printed growth of this level is not that of printed levels; None where it may be."""
    if reason := reason_of_level(corpus, level):
        return reason
    words = f"{level.scope or ''}{level.subject}"
    said = corpus.said_of(change)
    if change.change_kind is ChangeKind.PREVIOUS_PERIOD and _SEASONAL.search(words) and not _RAW.search(said):
        return Reason.SEASONAL
    return reason_said(corpus, change)


def reason_of_level(corpus: Corpus, level: Figure) -> Reason | None:
    """Why levels of this thing in two documents need not be of one set or in one kind of price."""
    indicator = corpus.indicator(level)
    if indicator and indicator.growth_basis in _REASONS:
        return _REASONS[indicator.growth_basis]
    words = f"{level.scope or ''}{level.subject}"
    if reason := next((reason for pattern, reason in _BASIS_WORDS if pattern.search(words)), None):
        return reason
    is_panel = corpus.says_early(level.document, _PANEL) and _OUTPUT.search(level.subject)
    return Reason.PANEL if is_panel else None


def reason_said(corpus: Corpus, change: Figure) -> Reason | None:
    """Why the growth is not on the levels as printed, as the words beside it say."""
    said = corpus.said_of(change)
    if _LIKE_FOR_LIKE.search(said):
        return Reason.PANEL
    if _REAL_TERMS.search(said):
        return Reason.PRICE_BASIS
    return Reason.EXCLUDED_PERIOD if _EXCLUDING.search(said) else None


def reason_across_documents(corpus: Corpus, change: Figure, level: Figure) -> Reason | None:
    """Why a level of another document cannot test the growth: unmapped money may be real or nominal."""
    is_money = level.quantity_kind is QuantityKind.MONEY and corpus.indicator(level) is None
    return Reason.BASIS_UNKNOWN if is_money and not _NOMINAL.search(corpus.said_of(change)) else None


def is_counted_anew(corpus: Corpus, change: Figure) -> bool:
    """Whether it is said that the base is another than the one printed at its time."""
    return _COUNTED_ANEW.search(corpus.said_of(change)) is not None


def previous_level(corpus: Corpus, change: Figure, level: Figure) -> Figure | None:
    """The printing of the level of the base period that the change is tested against; never chosen because it fits.

    The one said in the sentence; else one of the document; else of another: made in the same way, in the printed unit
    of the level, of the latest document that is not later, the sharpest.
    """
    if said := said_before(corpus, level):
        return said
    own = {figure.figure_id for figure in corpus.printings(level)}
    found = [figure for figure in corpus.at_base(change, level) if figure.figure_id not in own]
    nearest = [figure for figure in found if figure.document == level.document] or found
    issued = corpus.issued(level.document)

    def rank(figure: Figure) -> tuple[object, ...]:
        day, document = corpus.issued(figure.document)
        is_later = (day, document) > issued
        is_far = figure.block != level.block
        age = [-ord(character) for character in day]
        return (
            not is_comparable(corpus, figure, level),
            figure.unit_factor != level.unit_factor,
            is_later,
            age,
            step(figure),
            is_far,
            document,
            figure.start,
        )

    return min(nearest, key=rank, default=None)


def weak_reason(corpus: Corpus, change: Figure, previous: Figure, level: Figure) -> Reason | None:
    """Why a misfit of two levels would tell nothing.

    Sets of one name that differ a little (337 and 339 cities); a base in another sentence that the text only implies,
    or a level whose sentence names another time than the one it was read with.
    """
    is_far = (previous.document, previous.sentence_start) != (level.document, level.sentence_start)
    if is_far and (change.is_inferred or any(map(corpus.is_period_doubtful, (level, previous)))):
        return Reason.BASE_INFERRED
    sizes = corpus.set_size(previous), corpus.set_size(level)
    return Reason.SCOPE if None not in sizes and sizes[0] != sizes[1] else None


def said_before(corpus: Corpus, level: Figure) -> Figure | None:
    """The level from which this one is said to have come (由…降至…)."""
    if not level.sentence[: level.start - level.sentence_start].rstrip().endswith(_REACHED):
        return None
    for figure in corpus.preceding(level):
        if figure.unit == level.unit and figure.role is Role.ACTUAL and figure.value is not None:
            said = _FROM.search(corpus.before(figure, 14)) and RISING_OR_FALLING.search(corpus.between(figure, level))
            return figure if said else None
    return None


def is_comparable(corpus: Corpus, previous: Figure, level: Figure) -> bool:
    """Whether both levels were made in one way, of sets of about one size; levels of one sentence are."""
    if (previous.document, previous.sentence_start) == (level.document, level.sentence_start):
        return True
    return corpus.method(previous) == corpus.method(level) and _are_like_sets(corpus, previous, level)


def _are_like_sets(corpus: Corpus, previous: Figure, level: Figure) -> bool:
    before, now = corpus.set_size(previous), corpus.set_size(level)
    return before is None or now is None or abs(Fraction(now, before) - 1) <= _LIKE_SETS
