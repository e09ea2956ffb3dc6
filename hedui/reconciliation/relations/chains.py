"""``order_chain``: stages of one work, each of which only what passed the one before it can reach."""

import re
from collections.abc import Iterator

from hedui.figures.figure import Figure
from hedui.reconciliation.cases import Bound, Case
from hedui.reconciliation.corpus import Corpus
from hedui.reconciliation.relations.spec import RelationSpec
from hedui.vocabulary.codes import FACT_ROLES, QuantityKind, Relation, Severity

# Needed, approved, installed, networked: the words right before the number, latest stage first.
_STAGES = tuple(
    (stage, re.compile(f"(?:{words})[^,。;]{{0,6}}$"))
    for stage, words in (
        (3, "联网|并网|接入平台|接入系统"),
        (2, "安装|装机完成"),
        (1, "(?:通过|完成)(?:方案|技术)?(?:评审|审查|审核|论证)|通过方案"),
        (0, "需(?:要|求)?|应(?:当)?(?:安装|建|装|改)|涉及"),
    )
)
_NAMELESS = re.compile(
    "[已共均完成其中现目前累计的有等:,、]|联网|并网|接入|平台|系统|安装|通过|方案|评审|审查|审核|论证"
)


def find_order_chains(corpus: Corpus) -> Iterator[Case]:
    """``需改造1874个,通过方案1292个,完成安装1105个,完成联网980个``: no stage holds more than the one before."""
    for group in corpus.measured.values():
        earlier: tuple[int, Figure] | None = None
        for figure in group:
            stage = _stage(corpus, figure)
            if stage is None:
                earlier = None
                continue
            if earlier and earlier[0] < stage and _is_same_object(corpus, earlier[1], figure):
                parts = (("part", figure), ("whole", earlier[1]))
                yield Case(Relation.ORDER_CHAIN, parts, Bound(figure, earlier[1]))
            earlier = stage, figure


def _stage(corpus: Corpus, figure: Figure) -> int | None:
    if figure.role not in FACT_ROLES or figure.quantity_kind is not QuantityKind.COUNT or figure.value is None:
        return None
    before = next(corpus.preceding(figure), None)
    words = corpus.between(before, figure) if before else corpus.before(figure)
    return next((stage for stage, cue in _STAGES if cue.search(words)), None)


def _is_same_object(corpus: Corpus, earlier: Figure, later: Figure) -> bool:
    """Whether the later stage names nothing but the stage itself behind the earlier number and its noun."""
    if earlier.unit != later.unit:
        return False
    _, comma, words = corpus.between(earlier, later).rpartition(",")
    return bool(comma) and not _NAMELESS.sub("", words)


ORDER_CHAIN = RelationSpec(
    code=Relation.ORDER_CHAIN,
    label_zh="环节递减",
    label_en="stages of one work",
    statement_zh="需办、获批、安装、联网各环节之数依次不增",
    statement_en="needed, approved, installed, networked: each stage holds at most what the one before it holds",
    severity=Severity.MEDIUM,
    find=find_order_chains,
)
