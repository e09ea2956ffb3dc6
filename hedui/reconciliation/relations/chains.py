"""``order_chain``: stages of one work, each of which only what passed the one before it can reach."""

import re
from collections.abc import Iterator
from itertools import pairwise

from hedui.figures.figure import Figure
from hedui.reconciliation.cases import Bound, Case
from hedui.reconciliation.corpus import Corpus, shares_words
from hedui.reconciliation.relations.spec import RelationSpec
from hedui.vocabulary.codes import FACT_ROLES, QuantityKind, Relation, Severity

# All there are (no cue), needed, approved, installed, networked: words of a clause, latest stage first.
_STAGES = (
    (4, re.compile("联网|并网|接入")),
    (3, re.compile("安装|装好")),
    (2, re.compile("通过[^,。;]{0,12}(?:方案|评审|审查|审核|论证)|(?:方案|评审|审查|审核|论证)[^,。;]{0,4}通过")),
    (1, re.compile("需要?(?!求)|应(?:当)?(?:安装|建|装|改)|涉及")),
)
_TOTAL = 0
_CLAUSE_END = re.compile("[,。;:()]")
_SENTENCE_PART = re.compile("[。;]")
_FLOW = re.compile("新增|新建|今年|当年|本月|当月")  # what was networked may be older than what is new
_STAGE_WORDS = re.compile(
    "联网|并网|接入|安装|装好|设备|前端|通过|方案|评审|审查|审核|论证|[已共均全的为有其中]|完成|数量|目前|累计|截至"
)
_SHARED = 2  # characters in common by which two clauses speak of one object
# 对15家企业进行复核,13家企业通过复核: what passes an examination was put to it.
_PUT_TO = re.compile("(?:进行|开展|组织)(复核|验收|评审|核查|审核)")
_PASSED = re.compile("通过(复核|验收|评审|核查|审核)")
# Money: what is handed out was taken in.
_TAKEN_IN = re.compile("(?:扣款|收缴|征收|筹集|归集)(?:资金)?(?:共计?|达)?$")
_HANDED_OUT = re.compile("(?:分配|拨付|返还)(?:资金)?$")
# The order in which discharges into rivers are dealt with, as it stands behind shares of the work: 80%溯源和50%整治.
_SEARCHED = ("排查", "监测", "溯源", "整治")
_JOINED = re.compile("(?:任务)?(?:和|及|、|,)?(?:完成)?")


def find_order_chains(corpus: Corpus) -> Iterator[Case]:
    """``需改造1874个,通过方案1292个,完成安装1105个,完成联网980个``: no stage holds more than the one before."""
    for group in corpus.measured.values():
        for earlier, later in pairwise(group):
            is_alike = earlier.unit == later.unit and _is_amount(earlier) and _is_amount(later)
            if is_alike and _is_later_stage(corpus, earlier, later):
                parts = (("part", later), ("whole", earlier))
                is_money = later.quantity_kind is QuantityKind.MONEY  # what is handed out may be of last year
                yield Case(Relation.ORDER_CHAIN, parts, Bound(later, earlier, is_soft=is_money))


def _is_amount(figure: Figure) -> bool:
    return figure.role in FACT_ROLES and figure.value is not None


def _is_later_stage(corpus: Corpus, earlier: Figure, later: Figure) -> bool:
    match later.quantity_kind:
        case QuantityKind.COUNT:
            return _follows(corpus, earlier, later) or _passes(corpus, earlier, later)
        case QuantityKind.MONEY:
            before, own = corpus.before(earlier), corpus.between(earlier, later)
            return bool(_TAKEN_IN.search(before) and _HANDED_OUT.search(own) and not _SENTENCE_PART.search(own))
        case QuantityKind.PERCENT:
            return _is_searched_later(corpus.between(earlier, later), corpus.after(later, 2))
        case _:
            return False


def _passes(corpus: Corpus, earlier: Figure, later: Figure) -> bool:
    """Whether the later figure counts what passed the examination that the earlier one counts."""
    put_to = _PUT_TO.search(corpus.between(earlier, later))
    passed = _PASSED.search(_CLAUSE_END.split(corpus.after(later, 16))[0])
    return put_to is not None and passed is not None and put_to[1] == passed[1]


def _is_searched_later(between: str, behind: str) -> bool:
    stage = between[:2]
    if stage not in _SEARCHED or behind not in _SEARCHED or not _JOINED.fullmatch(between, 2):
        return False
    return _SEARCHED.index(stage) < _SEARCHED.index(behind)


def _follows(corpus: Corpus, earlier: Figure, later: Figure) -> bool:
    """Whether the later figure is a later stage of what the earlier one counts."""
    between = corpus.between(earlier, later)
    if _SENTENCE_PART.search(between):
        return False
    before, own = _clause(corpus.before(earlier)), _clause(between)
    stage = _stage(own)
    if stage <= _stage(before) or stage <= 1:
        return False
    object_ = _STAGE_WORDS.sub("", own)
    if _stage(before) == _TOTAL and _FLOW.search(before):
        return False
    # 30台设备已联网21台, 70个,已联网69个: nothing else is named behind the number, or one object on both sides.
    is_run_on = own == between
    return is_run_on or not object_ or (_stage(before) > _TOTAL and shares_words(before, object_, _SHARED))


def _clause(words: str) -> str:
    return _CLAUSE_END.split(words)[-1]


def _stage(clause: str) -> int:
    return next((stage for stage, cue in _STAGES if cue.search(clause)), _TOTAL)


ORDER_CHAIN = RelationSpec(
    code=Relation.ORDER_CHAIN,
    label_zh="环节递减",
    label_en="stages of one work",
    statement_zh="需办、获批、安装、联网各环节之数依次不增",
    statement_en="needed, approved, installed, networked: each stage holds at most what the one before it holds",
    severity=Severity.MEDIUM,
    find=find_order_chains,
)
