"""``enumeration_count`` and ``granularity``: whole numbers of things, against their names and against their shares."""

import re
from collections import defaultdict
from collections.abc import Iterator

from hedui.figures.figure import Figure
from hedui.reconciliation.cases import Case, Count, Granular, Undecided
from hedui.reconciliation.corpus import Corpus, compact
from hedui.reconciliation.judging import holds
from hedui.reconciliation.relations.spec import RelationSpec
from hedui.tasks.task import Task
from hedui.vocabulary.codes import Comparator, QuantityKind, Reason, Relation, Role, Severity

_CHINESE = {character: value for value, character in enumerate("二三四五六七八九十", start=2)} | {"两": 2}
_COUNTED = re.compile("([0-9]{1,2}|[二两三四五六七八九十])(?:个|家|项|类|座|场|大|级|种|条|处|台|所|市|区|县|部|方面)")
_BREAK = re.compile(r"[,。;:()“”\"\t]")
_ITEMS = re.compile("、")
_AND = re.compile("以及|和|及|与")
_QUOTES = '“”"'
_REMARK = re.compile(r"\([^()、]{1,6}\)")  # 乡(镇)
_VERB = re.compile(".*(?:建立|健全|开展|强化|推进|建设|实施|完善|发挥|优化|守牢|严把|分别在|针对|对于?|的)")
_AS_FOLLOWS = re.compile(r"[^,。;]{0,8}如下[:：]?$")
_AMONG_OTHERS = "等"
_IN_ALL = re.compile("(?:等|共计?|这)+$")
# A list in brackets or behind a colon right after the thing counted; no figures in it, no exceptions, no clauses.
_LISTED = re.compile(r"([^,。;:()0-9]{0,14})(?:[(]([^()0-9,。;:]{3,200})[)]|[:]([^0-9,。;:()]{3,200})(?=[。;]|$))")
_PARTLY = re.compile("^(?:不?含|其中|除|不包括|包括)")
_LEAST_TELLING = 3
_REACH = 160


def find_enumeration_counts(corpus: Corpus) -> Iterator[Case]:
    """``甲、乙、丙等3家`` and ``三项行动(甲、乙、丙)``: the number of names is the number stated.

    A list is taken for the names of what is counted where it is as long as stated, or out by one: else it names
    something else (16个县(市、区)).
    """
    for figure in corpus.figures:
        stated = _stated(corpus, figure)
        if not stated:
            continue
        before, after = _names_before(corpus, figure, stated), _names_after(corpus, figure)
        for names, is_open in filter(None, (before, after)):
            counts = _counts(names)
            shown = "、".join((_name(names), *names[1:]))
            parts = (("stated", figure),)
            if stated in counts:
                yield Case(Relation.ENUMERATION_COUNT, parts, Count(stated, range(stated, stated + 1), shown))
            elif is_open and counts[-1] < stated:
                yield Case(Relation.ENUMERATION_COUNT, parts, Undecided(Reason.SCOPE))
            elif len(names) >= _LEAST_TELLING and stated in (counts[0] - 1, counts[-1] + 1):
                yield Case(Relation.ENUMERATION_COUNT, parts, Count(stated, counts, shown))
    yield from _listed_tasks(corpus)


def _name(names: list[str]) -> str:
    """The first name without the verb before it, where it is longer than all the others."""
    first = names[0]
    return _VERB.sub("", first) or first if len(first) > max(map(len, names[1:])) else first


def _listed_tasks(corpus: Corpus) -> Iterator[Case]:
    """``任务清单(共47项)如下``: as many items follow as are stated."""
    lists: defaultdict[str, list[Task]] = defaultdict(list)
    for task in corpus.tasks:
        lists[task.document].append(task)
    for document, tasks in lists.items():
        tasks.sort(key=lambda task: task.start)
        first = tasks[0]
        opening = (one for one in reversed(corpus.counted.get(document, ())) if one.start < first.start)
        figure = next(opening, None)
        stated = _stated(corpus, figure) if figure else None
        if figure is None or stated is None or abs(stated - len(tasks)) > 1:
            continue
        if "清单" in corpus.before(figure) or _AS_FOLLOWS.search(corpus.after(figure, 12)):
            shown = f"{first.number}–{tasks[-1].number}"
            count = range(len(tasks), len(tasks) + 1)
            yield Case(Relation.ENUMERATION_COUNT, (("stated", figure),), Count(stated, count, shown))


def _stated(corpus: Corpus, figure: Figure) -> int | None:
    """The small whole number of things that the figure states, if it does."""
    if figure.comparator is not Comparator.EQUAL or figure.decimals or figure.scale != 1:
        return None
    if figure.role in (Role.TIME, Role.IDENT, Role.ORDINAL, Role.RANK):
        return None
    found = _COUNTED.match(f"{compact(figure.text)}{corpus.after(figure, 2) if not figure.unit_printed else ''}")
    if not found:
        return None
    number = _CHINESE.get(found[1]) or int(found[1])
    return number if number > 1 else None


def _names_before(corpus: Corpus, figure: Figure, stated: int) -> tuple[list[str], bool] | None:
    words = corpus.before(figure, _REACH)
    marker = _IN_ALL.search(words)
    if marker is None and figure.number_printed.isascii():
        return None  # 热力、燃气5项工程 names kinds, not the five
    words = words[: marker.start()] if marker else words
    words = _REMARK.sub("", words)
    unquoted = words.rstrip(_QUOTES)  # “甲、乙、丙”三大工程, 甲、乙、丙“三个底线”
    names = _ITEMS.split(_BREAK.split(unquoted)[-1])
    if unquoted != words and (len(names) < _LEAST_TELLING or stated not in _counts(names)):
        return None  # the quotation may be of something else
    if marker is None and len(_counts(names)) > 1 and stated not in _counts(names):
        return None  # what 和 and 与 join cannot be told: nothing says that the list is what is counted
    is_open = marker is not None and _AMONG_OTHERS in marker.group()
    return (names, is_open) if len(names) > 1 and all(names) else None


def _names_after(corpus: Corpus, figure: Figure) -> tuple[list[str], bool] | None:
    found = _LISTED.match(corpus.after(figure, _REACH))
    if not found:
        return None
    words = found[2] or found[3]
    if _PARTLY.match(words):
        return None
    names = _ITEMS.split(words.removesuffix(_AMONG_OTHERS))
    return (names, words.endswith(_AMONG_OTHERS)) if len(names) > 1 and all(names) else None


def _counts(names: list[str]) -> range:
    """How many things a list can name: a 和 may join two of them or stand inside a name."""
    return range(len(names), len(names) + sum(len(_AND.findall(name)) for name in names) + 1)


def find_granularities(corpus: Corpus) -> Iterator[Case]:
    """``12个国考断面中,优良断面占91.7%``: a share of few counted things is that of a whole number of them."""
    for share in corpus.with_role(Role.ACTUAL):
        if share.quantity_kind is not QuantityKind.PERCENT or share.comparator is not Comparator.EQUAL:
            continue
        whole = next(corpus.preceding(share), None)
        if whole and _is_few(whole, share) and _names_same_things(corpus, whole, share):
            parts = (("share", share), ("whole", whole))
            yield Case(Relation.GRANULARITY, parts, Granular(whole))
        elif sites := next((one for one in corpus.preceding(share) if _are_sites(corpus, one)), None):
            case = Case(Relation.GRANULARITY, (("share", share), ("whole", sites)), Granular(sites))
            if _is_few(sites, share) and _SITES.search(_lead(corpus, share)) and holds(case):
                yield case


def _are_sites(corpus: Corpus, whole: Figure) -> bool:
    """Whether sections, stations or lakes are counted, each of which is of one grade; a mean over cities is not."""
    is_count = whole.quantity_kind is QuantityKind.COUNT and whole.role in (Role.ACTUAL, Role.SCOPE)
    noun = corpus.after(whole, _NOUN).partition("(")[0]
    return is_count and (_SITES.search(noun) is not None or corpus.before(whole, 4).endswith(_TESTED))


def _lead(corpus: Corpus, share: Figure) -> str:
    """The words since the number before."""
    before = next(corpus.preceding(share), None)
    return corpus.between(before, share) if before else corpus.before(share)


def _is_few(whole: Figure, share: Figure) -> bool:
    """Whether the count is exact, and so small that not every printable share is one of a whole number."""
    is_count = whole.quantity_kind is QuantityKind.COUNT and whole.scale == 1 and not whole.decimals
    is_exact = whole.comparator is Comparator.EQUAL and whole.role in (Role.ACTUAL, Role.SCOPE)
    return is_count and is_exact and bool(whole.value) and (whole.value or 0) < 10 ** ((share.decimals or 0) + 2)


def _names_same_things(corpus: Corpus, whole: Figure, share: Figure) -> bool:
    """Whether what was counted (国考断面) is what the share is said to be of (优良断面比例)."""
    between = corpus.between(whole, share)
    noun, _, rest = between.partition("中,")
    if not rest or len(noun) < 2 or len(noun) > _NOUN or _BREAK.search(noun) or _BREAK.search(rest):
        return False
    return noun[-2:] in rest and _SHARE.search(rest) is not None


_NOUN = 16
_SITES = re.compile("断面|点位|站点|水源地?|湖库|水体|河段|水功能区|水质优良|劣[ⅤV五]类")
_TESTED = ("实测", "实际监测", "监测")
_SHARE = re.compile("(?:占比|占|比例|比率|率)(?:约|达|达到|为)?$")

ENUMERATION_COUNT = RelationSpec(
    code=Relation.ENUMERATION_COUNT,
    label_zh="列举计数",
    label_en="number of names",
    statement_zh="所述个数等于所列名称之数",
    statement_en="as many things are named as are stated",
    severity=Severity.MEDIUM,
    find=find_enumeration_counts,
)
GRANULARITY = RelationSpec(
    code=Relation.GRANULARITY,
    label_zh="整数占比",
    label_en="share of a whole number",
    statement_zh="少量事物的占比应为其整数个之比",
    statement_en="a share of few counted things is that of a whole number of them",
    severity=Severity.MEDIUM,
    find=find_granularities,
)
