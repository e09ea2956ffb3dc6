"""``part_whole`` and ``share``: parts and their total within one sentence."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise, takewhile

from hedui.figures.figure import Figure
from hedui.reconciliation.cases import Bound, Case, Equality
from hedui.reconciliation.corpus import Corpus, plain
from hedui.reconciliation.formulas import PERCENTAGE, GrowthOfChange, Linear, total
from hedui.reconciliation.judging import holds, is_telling
from hedui.reconciliation.relations.spec import RelationSpec
from hedui.vocabulary.codes import Diagnosis, QuantityKind, Relation, Role, Severity

_AMOUNTS = frozenset({Role.ACTUAL, Role.PLAN})
_ADDITIVE = frozenset(QuantityKind) - {
    QuantityKind.PERCENT,
    QuantityKind.PERCENTAGE_POINT,
    QuantityKind.PERMILLE,
    QuantityKind.INDEX,
    QuantityKind.PLACE,
    QuantityKind.MULTIPLE,
    QuantityKind.MASS_CONCENTRATION,
    QuantityKind.WATER_CONCENTRATION,
    QuantityKind.TEMPERATURE,
    QuantityKind.UNKNOWN,
}
_SAID_OF_PARTS = frozenset({Role.CHANGE, Role.RATE, Role.RANK})
_GIVEN_AND_USED = 2
_MOST_USED = 6
_MANY = 3  # parts that may sum up to what is printed only if rounding is counted in
_AMONG = "其中"
_ENDING = 3  # characters
_MOVED_POINTS = (Fraction(1, 10), Fraction(10), Fraction(1, 100), Fraction(100))
_CLOSED = re.compile(r"分别[为是有]|由[^,。;]{0,20}组成|构成[为是]")
_OPENING = re.compile(r"其中|分别|包括|包含|组成|构成|[:：]")
_IN_ALL = re.compile(r"(?:共计?|合计|总计|总共)[^,。;]{0,12}$")
_NUMERAL = re.compile("[0-9]")
_PER = re.compile("(?:每[^,。;0-9]{1,6}|(?:[人户日月年亩]|平)均[^,。;0-9]{0,12})$")
_LEFT = re.compile("^[^,。;]{0,10}[,;](?:节余|结余|盈余|剩余|净结余)[^,。;\\d]{0,10}$")
_AND = re.compile("、|[、,]?(?:和|及|与|以及)")
_END = re.compile("[;。)]")
_COLON = re.compile(r"[:：∶]")
_OF = "占"
# Words between two numbers that make the second one part of the first.
_ALONE = re.compile("[,;]仅[^,。;]{1,24}就[^,。;]{0,10}")  # 交办8次,仅9月就交办3次
_HAVE = re.compile("([^,。;0-9]{2,12}?)(?:当?中)?,?有")  # 168个城市有106个 (城市)
_TESTED = re.compile("(?:抽[测查检]|检[测查]|监测|核查)[^,。;]{0,20}$")
_FOUND = re.compile("[,;](?:其中)?(?:发现)?(?:不合格|不达标|超标|合格|达标)(?:率?数|[家台辆个批]次?数?)?")
_VEHICLES = re.compile("车辆?$")
_GREEN_ONES = re.compile("[,、](?:新能源|纯电动|清洁能源|氢能源)(?:车辆?|汽车)")  # no kind of vehicle is named anew
# Right before a share: nothing but 占 and words that name no other whole.
_OF_NAMED = re.compile(r"占(?:比|总量|总数|总额|全部)?的?(?:比例|比重)?(?:约|达|达到|为)?$")
# 52个水源地中,有51个水质达标,达标率为…
_TESTED_OF = re.compile("^[^,。;]{1,24}[中内],(?:有)?$")
_RATE_OF = re.compile("^[^。;]{1,24}[,(](?:水质|总体|整体)?[^,。;\\d]{0,6}(?:率|比例|占比)(?:约|达|达到|为)?$")
_NAMED_SHARE = re.compile(
    r"(?:^|[,。;、])(?P<part>[^,。;、占]{2,24})占(?:(?:比|比重|比例)|(?P<whole>[^,。;、占]{2,24})的(?:比重|比例)?)(?:约|达|达到|为)?$"
)


def find_part_whole(corpus: Corpus) -> Iterator[Case]:
    """Totals with the parts that follow (其中, 分别为) or precede them (共计), and shares printed as a:b:c."""
    for group in corpus.measured.values():
        if len(group) < 2:
            continue
        for figure in group:
            if figure.role in _AMOUNTS and figure.value is not None:
                yield from _parts_after(corpus, figure)
                yield from _parts_before(corpus, figure)
                yield from _ratio(corpus, figure)
                yield from _remainder(corpus, figure)
                yield from _part_of_neighbour(corpus, figure)


def _parts_after(corpus: Corpus, first: Figure) -> Iterator[Case]:
    """The list that ``first`` opens, against the nearest total before it."""
    if not _is_additive(corpus, first):
        return
    words = _lead(corpus, first)
    opening = _OPENING.search(words)
    if not opening or _NUMERAL.search(words, opening.end()):  # a number that was not read as an amount
        return
    wholes = [one for one in corpus.preceding(first) if _alike(one, first) and _is_additive(corpus, one)]
    parts = [first, *_run(corpus, first)]
    is_closed = _CLOSED.search(words) and wholes and wholes[0] is next(corpus.preceding(first), None)
    fewest = _closed_length(corpus, parts) if is_closed else 2
    for whole in wholes:
        for count in range(len(parts), fewest - 1, -1):
            if count > 1 and _do_sum(whole, parts[:count]):
                yield _sum(whole, parts[:count])
                return
    if is_closed and len(parts) > 1:
        yield _sum(wholes[0], parts)
    elif _AMONG in words and wholes:
        whole = next((one for one in wholes if holds(_bound(first, one))), wholes[0])
        bounds = [_bound(part, whole) for part in _listed(corpus, parts)]
        listed = [bound.reported for bound in bounds]
        is_sum = len(listed) > 1 and not all(map(holds, bounds)) and _sums_but_for_a_point(whole, listed)
        yield from [_sum(whole, listed)] if is_sum else bounds


def _part_of_neighbour(corpus: Corpus, part: Figure) -> Iterator[Case]:
    """The number right before ``part``, where the words between make it the whole."""
    whole = next(corpus.preceding(part), None)
    if whole is None or whole.value is None or whole.unit != part.unit or not _is_additive(corpus, part):
        return
    words = corpus.between(whole, part)
    have = _HAVE.fullmatch(words)
    if have and whole.role in (Role.SCOPE, Role.ACTUAL) and corpus.after(part, 4).startswith(have[1][-2:]):
        yield _bound(part, whole)
    elif whole.role is not part.role:
        return
    elif _ALONE.fullmatch(words) or (_FOUND.fullmatch(words) and _TESTED.search(corpus.before(whole))):
        yield _bound(part, whole)
    elif _GREEN_ONES.fullmatch(words) and _VEHICLES.search(corpus.before(whole)):
        yield Case(Relation.PART_WHOLE, (("part", part), ("whole", whole)), Bound(part, whole, is_soft=True))


def _parts_before(corpus: Corpus, whole: Figure) -> Iterator[Case]:
    """Parts before a total (共计): a case only where they do sum, since nothing says that the list is closed."""
    if not _is_additive(corpus, whole) or not _IN_ALL.search(_lead(corpus, whole)):
        return
    parts = list(takewhile(lambda figure: _alike(figure, whole), corpus.preceding(whole)))
    for count in range(2, len(parts) + 1):
        if sum(figure.value or 0 for figure in parts[:count]) == whole.value:
            yield _sum(whole, parts[count - 1 :: -1])
            return


def _remainder(corpus: Corpus, rest: Figure) -> Iterator[Case]:
    """``分配指标20亿,实际耗用16亿,节余4亿``: what is left is a first amount less those after it."""
    if not _LEFT.search(_lead(corpus, rest)) or not _is_additive(corpus, rest):
        return
    before = list(takewhile(lambda one: one.unit == rest.unit and one.value is not None, corpus.preceding(rest)))
    cases = [_left_of(rest, before[count], before[:count]) for count in range(1, min(len(before), _MOST_USED))]
    told = cases if len(before) == _GIVEN_AND_USED else []
    if case := next(filter(holds, cases), next(iter(told), None)):
        yield case


def _left_of(rest: Figure, whole: Figure, used: Sequence[Figure]) -> Case:
    weights = (Fraction(1), *[Fraction(-1)] * len(used))
    formula = "{whole} − ({part})" if len(used) > 1 else "{whole} − {part}"
    parts = (("rest", rest), ("whole", whole), *(("part", one) for one in used))
    return Case(Relation.PART_WHOLE, parts, Equality((whole, *used), Linear(weights), formula))


def _ratio(corpus: Corpus, first: Figure) -> Iterator[Case]:
    """Shares printed as a:b:c, with decimals and near 100 together: they must sum to it."""
    parts = [first]
    for figure in corpus.following(first):
        if not _COLON.fullmatch(corpus.between(parts[-1], figure)) or figure.value is None:
            break
        parts.append(figure)
    before = next(corpus.preceding(first), None)
    if before and _COLON.fullmatch(corpus.between(before, first)):
        return  # the list began earlier
    near_hundred = abs(sum((figure.value or Fraction(0) for figure in parts), Fraction(-100))) <= 10
    if len(parts) > 2 and all(figure.decimals for figure in parts) and near_hundred:
        reported, *others = reversed(parts)
        test = Equality(
            inputs=tuple(others),
            compute=Linear((Fraction(-1),) * len(others), Fraction(100)),
            formula="100 − ({part})",
            soft_gap=Fraction(len(parts), 2),
        )
        named = (("reported", reported), *(("part", figure) for figure in reversed(others)))
        yield Case(Relation.PART_WHOLE, named, test)


def _do_sum(whole: Figure, parts: Sequence[Figure]) -> bool:
    """Whether the parts are surely all there are: they give the total as printed, or nearly no other total."""
    if sum(figure.value or 0 for figure in parts) == whole.value:
        return True
    case = _sum(whole, parts)
    return len(parts) >= _MANY and holds(case) and is_telling(case)


def _closed_length(corpus: Corpus, parts: Sequence[Figure]) -> int:
    """How many figures a list dealt out by 分别 has at least: those between 、, else all that follow."""
    joined = takewhile(lambda pair: _AND.fullmatch(corpus.between(*pair)), pairwise(parts))
    count = 1 + sum(1 for _ in joined)
    return count if count > 1 else len(parts)


def _sums_but_for_a_point(whole: Figure, parts: Sequence[Figure]) -> bool:
    """Whether the parts give the total once the point of one of them is moved: then they are all there are."""
    missing = (whole.value or 0) - sum(part.value or 0 for part in parts)
    return any((part.value or 0) * (ratio - 1) == missing for part in parts for ratio in _MOVED_POINTS)


def _listed(corpus: Corpus, parts: Sequence[Figure]) -> Iterator[Figure]:
    """The first part and those that surely stand in one list with it.

    Between 、, within one pair of brackets, or measured under names that end alike (工业源排放量…,生活源排放量…).
    """
    yield parts[0]
    is_bracketed = "(" in _lead(corpus, parts[0])
    for before, part in pairwise(parts):
        words = corpus.between(before, part)
        if _END.search(words) or ("," in words and not (is_bracketed or _is_named_alike(part, parts[0]))):
            return
        yield part


def _is_named_alike(part: Figure, first: Figure) -> bool:
    ending = plain(part.subject)[-_ENDING:]
    is_measured = part.quantity_kind is not QuantityKind.COUNT
    return is_measured and len(ending) == _ENDING and plain(first.subject).endswith(ending)


def _bound(part: Figure, whole: Figure) -> Case:
    return Case(Relation.PART_WHOLE, (("part", part), ("whole", whole)), Bound(part, whole))


def _sum(whole: Figure, parts: Sequence[Figure]) -> Case:
    named = (("whole", whole), *(("part", figure) for figure in parts))
    test = Equality(inputs=tuple(parts), compute=total(len(parts)), formula="{part}", is_derived=False)
    return Case(Relation.PART_WHOLE, named, test)


def _run(corpus: Corpus, first: Figure) -> Iterator[Figure]:
    """The figures after ``first`` that go on with its list; what is said of one of them (同比增长3%) stands between."""
    following = (one for one in corpus.following(first) if one.role not in _SAID_OF_PARTS)
    return takewhile(lambda figure: _alike(figure, first), following)


def _is_additive(corpus: Corpus, figure: Figure) -> bool:
    """Whether amounts of this kind have parts: none per something (公斤/亩, 每千人6.6批次), no means."""
    is_amount = figure.quantity_kind in _ADDITIVE and "/" not in (figure.unit or "")
    return is_amount and not _PER.search(corpus.before(figure))


def _alike(figure: Figure, other: Figure) -> bool:
    return figure.role is other.role and figure.unit == other.unit and figure.value is not None


def _lead(corpus: Corpus, figure: Figure) -> str:
    """The words since the figure before it."""
    before = next(corpus.preceding(figure), None)
    return corpus.between(before, figure) if before else corpus.before(figure)


def find_shares(corpus: Corpus) -> Iterator[Case]:
    """A printed share with the part and the whole printed before it, where the words tie the three together."""
    for share in corpus.with_role(Role.ACTUAL):
        if share.quantity_kind is QuantityKind.PERCENT:
            yield from _share(corpus, share)


def _share(corpus: Corpus, share: Figure) -> Iterator[Case]:
    before = corpus.preceding(share)
    second, first = next(before, None), next(before, None)
    if not (second and first) or not (second.value and first.value):
        return
    is_counted = first.unit == second.unit and _TESTED_OF.search(corpus.between(first, second))
    if is_counted and _RATE_OF.search(corpus.between(second, share)):
        yield _share_case(share, part=second, whole=first)
        return
    if _alike(first, second) and second.quantity_kind in _ADDITIVE:
        if _OF in corpus.between(first, second):
            yield _share_case(share, part=first, whole=second)
            return
        if _AMONG in corpus.between(first, second) and _OF_NAMED.search(corpus.between(second, share)):
            yield _share_case(share, part=second, whole=first)
            return
    yield from _named_share(corpus, share)


def _named_share(corpus: Corpus, share: Figure) -> Iterator[Case]:
    """``生活用电量占全社会用电量的31.4%``: part and whole are figures of the sentence with these names.

    Where only the part is named (生活用电量占比31.4%) the whole is what the list of parts was opened with.
    """
    names = _NAMED_SHARE.search(_lead(corpus, share))
    if not names:
        return
    figures = [figure for figure in corpus.preceding(share) if figure.value and figure.quantity_kind in _ADDITIVE]
    part = next((one for one in figures if plain(one.subject) == plain(names["part"])), None)
    if names["whole"]:
        whole = next((one for one in figures if plain(one.subject) == plain(names["whole"])), None)
    else:
        whole = next((one for one in figures if part and _opens_list_of(corpus, one, part)), None)
    if part and whole and part is not whole and _alike(part, whole):
        yield _share_case(share, part=part, whole=whole)


def _opens_list_of(corpus: Corpus, whole: Figure, part: Figure) -> bool:
    following = next(corpus.following(whole), None)
    return whole.start < part.start and following is not None and _AMONG in corpus.between(whole, following)


def _share_case(share: Figure, *, part: Figure, whole: Figure) -> Case:
    over_the_rest = {Diagnosis.WRONG_BASE: GrowthOfChange()}
    test = Equality((part, whole), PERCENTAGE, "{part} ÷ {whole}", mistakes=over_the_rest)
    return Case(Relation.SHARE, (("share", share), ("part", part), ("whole", whole)), test)


PART_WHOLE = RelationSpec(
    code=Relation.PART_WHOLE,
    label_zh="分项与总计",
    label_en="parts and total",
    statement_zh="分项之和等于总计;仅列其中若干项时,每项不大于总计",
    statement_en="the parts sum to the total; of parts named among others, each is at most the total",
    severity=Severity.HIGH,
    find=find_part_whole,
)
SHARE = RelationSpec(
    code=Relation.SHARE,
    label_zh="占比",
    label_en="share",
    statement_zh="部分与总体之比等于所印占比",
    statement_en="part over whole is the printed share",
    severity=Severity.HIGH,
    find=find_shares,
)
