"""Duties printed as a clause in brackets: (市生态环境局牵头,市工信局、市水利局配合)."""

import re
from collections.abc import Iterator

from hedui.tasks.fields import Field, FieldKind, Name
from hedui.tasks.parties import read_names
from hedui.vocabulary.codes import PartyFunction

_BRACKETS = re.compile(r"[(【\[]((?:[^()【】\[\]\n]|\([^()\n]*\))*)[)】\]]")
_CLAUSE = re.compile(r"[^,;。]+")
_DUTY = re.compile(
    r"(?:等)?(?:有关|相关)?(?:单位|部门|地方)?(?:要|应)?(?:按照?(?:各自)?(?:职责分工|分工|职责|责任))?(?:共同|具体|分别|联合|抓好)*"
    r"(?:(?P<lead>牵头|主办)(?:负责|落实|组织|实施|推进)*|(?P<support>配合|协同|协助|协办|参与|参加|支持)(?:落实|实施)?"
    r"|(?P<responsible>(?:组织|负责)?(?:落实|实施|推进|承办)|负责))$"
)
_FUNCTIONS = {
    "lead": PartyFunction.LEAD,
    "support": PartyFunction.SUPPORT,
    "responsible": PartyFunction.RESPONSIBLE,
}
_UNIT_ENDS = re.compile("(?:局|委|办|厅|部|院|公司|集团|中心|管委会|委员会|政府|单位|部门|海关|区|市|县|州|等)$")


def duty_fields(clean: str, start: int, end: int) -> tuple[list[Field], int]:
    """Duties in brackets in ``clean[start:end]``, and where the text ends before a last such bracket."""
    fields: list[Field] = []
    text_end = end
    for bracket in _BRACKETS.finditer(clean, start, end):
        found = list(_duties(clean, *bracket.span(1)))
        fields += found
        if found and not clean[bracket.end() : end].strip("。;"):
            text_end = bracket.start()
    return fields, text_end


def _duties(clean: str, start: int, end: int) -> Iterator[Field]:
    """The clauses of a bracket, each with the function its last word gives; names may take several clauses."""
    first = start
    for clause in _CLAUSE.finditer(clean, start, end):
        duty = _DUTY.search(clean, clause.start(), clause.end())
        if duty is None or duty.lastgroup is None:
            continue
        names = read_names(clean[first : duty.start()])
        if names and all(_UNIT_ENDS.search(name.name) or name.name.endswith(")") for name in names):
            yield Field(Name(FieldKind.PARTY, _FUNCTIONS[duty.lastgroup]), ((first, duty.start()),))
        first = clause.end() + 1
