"""The level that a change is against: where it is printed, and whether growth is computed on it at all."""

import re
from collections.abc import Sequence

from hedui.figures.figure import Figure
from hedui.reconciliation.corpus import Corpus
from hedui.vocabulary.codes import GrowthBasis, Role

# Growth of what the words name is not computed on printed levels, whether mapped to an indicator or not.
_BASIS_WORDS = (
    (re.compile(r"生产总值|增加值|GDP"), GrowthBasis.CONSTANT_PRICE),
    (re.compile(r"规模以上|规上|限额以上|限上|可比口径|同口径"), GrowthBasis.COMPARABLE_PANEL),
    (re.compile(r"可支配收入"), GrowthBasis.REAL_INCOME),
    (re.compile(r"零售总额|固定资产投资"), GrowthBasis.REVISED_BASE),
)
_REAL_TERMS = re.compile(r"可比价|不变价|实际增长|价格因素")
# Growth on a base that was counted anew, so on none that is printed.
_COUNTED_ANEW = re.compile("可比口径|同口径|可比因素|[按经]可比|修订|修正|普查|调整后|核实后")
_FROM = re.compile(r"(?:(?:从|由)[^,。;]{0,10}的|从|由|上年|去年|前年|同期|基期|上月|上季度)[的为是]?[约近]?$")
RISING_OR_FALLING = re.compile(r"(?:(?P<up>[升增提长加高弹])|[降减跌少低落])[到至为][约近]?$")
"""The words right before a level that was reached (降至); ``up`` where it rose."""
_REACHED = tuple("到至为為约約近")


def growth_basis(corpus: Corpus, change: Figure, level: Figure) -> GrowthBasis:
    """What the printed growth of this level is computed on; an unmapped subject is judged by its words."""
    indicator = corpus.indicator(level)
    if indicator and indicator.growth_basis and indicator.growth_basis is not GrowthBasis.PRINTED_LEVELS:
        return indicator.growth_basis
    words = f"{level.scope or ''}{level.subject}"
    if basis := next((basis for pattern, basis in _BASIS_WORDS if pattern.search(words)), None):
        return basis
    return GrowthBasis.REVISED_BASE if is_counted_anew(corpus, change) else GrowthBasis.PRINTED_LEVELS


def is_on_other_terms(corpus: Corpus, change: Figure) -> bool:
    """Whether it is said that the growth is not on the levels as printed."""
    return is_counted_anew(corpus, change) or _REAL_TERMS.search(corpus.said_of(change)) is not None


def is_counted_anew(corpus: Corpus, change: Figure) -> bool:
    """Whether it is said that the base is another than the one printed at its time."""
    return _COUNTED_ANEW.search(corpus.said_of(change)) is not None


def previous_levels(corpus: Corpus, change: Figure, level: Figure) -> Sequence[Figure]:
    """Printings of the level of the base period, comparable ones first.

    The one said in the sentence; else those of the same quantity at that time in the document; else in others.
    """
    if said := said_before(corpus, level):
        return (said,)
    found = [figure for figure in corpus.at_base(change, level) if figure.figure_id != level.figure_id]
    nearest = [figure for figure in found if figure.document == level.document] or found
    return sorted(nearest, key=lambda figure: not is_comparable(corpus, figure, level))


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
    """Whether both levels were made in one way; levels of one sentence are."""
    is_one_sentence = (previous.document, previous.sentence_start) == (level.document, level.sentence_start)
    return is_one_sentence or corpus.method(previous) == corpus.method(level)
