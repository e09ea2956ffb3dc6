"""``area_yield``: area times yield is output."""

import re
from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction

from hedui.figures.figure import Figure
from hedui.reconciliation.cases import Case, Equality
from hedui.reconciliation.corpus import Corpus, plain
from hedui.reconciliation.formulas import Quotient
from hedui.reconciliation.relations.spec import RelationSpec
from hedui.vocabulary.codes import QuantityKind, Relation, Role, Severity

_PARTS = {
    "area": (QuantityKind.AREA, re.compile("(?P<crop>.*?)(?:总?播种|种植|总?收获)?(?:总?面积)")),
    "yield": (QuantityKind.OTHER, re.compile("(?P<crop>.*?)(?:平均)?(?:单位面积产量|单产|亩产)")),
    "output": (QuantityKind.MASS, re.compile("(?P<crop>.*?)(?:总产量?|产量)")),
}
_PER_AREA = "t/ha"
_HECTARE = 10_000  # square metres


def find_area_yields(corpus: Corpus) -> Iterator[Case]:
    """Area, yield and output that one report prints first of one crop, place and period, by their names."""
    found: defaultdict[tuple[object, ...], dict[str, Figure]] = defaultdict(dict)
    for figure in corpus.with_role(Role.ACTUAL):
        if figure.figure_id in corpus.first_of:  # its first printing stands for it
            continue
        for part, (kind, pattern) in _PARTS.items():
            named = pattern.fullmatch(plain(figure.subject)) if figure.quantity_kind is kind else None
            if named is None or (part == "yield" and figure.unit != _PER_AREA) or not figure.value:
                continue
            place = corpus.reference_area(figure)
            account = found[figure.document, named["crop"], *place, figure.scope, figure.period_end]
            account.setdefault(part, figure)
    for account in found.values():
        if len(account) == len(_PARTS):
            test = Equality((account["output"], account["area"]), Quotient(Fraction(_HECTARE)), "{output} ÷ {area}")
            yield Case(Relation.AREA_YIELD, tuple((part, account[part]) for part in ("yield", "output", "area")), test)


AREA_YIELD = RelationSpec(
    code=Relation.AREA_YIELD,
    label_zh="面积与单产",
    label_en="area and yield",
    statement_zh="面积乘单产等于产量",
    statement_en="area times yield is output",
    severity=Severity.MEDIUM,
    find=find_area_yields,
)
