"""Field names of plans and lists (牵头单位, 整改时限 …): what each asks for, and where its value stands."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import zip_longest

from hedui.vocabulary.codes import PartyFunction


class FieldKind(Enum):
    """What a field of a task holds."""

    PARTY = "party"
    DEADLINE = "deadline"
    GOAL = "goal"
    MEASURES = "measures"
    FINDING = "finding"
    STATUS = "status"
    OTHER = "other"  # known not to belong to the fields around it, and not recorded


LISTED = frozenset({FieldKind.GOAL, FieldKind.MEASURES, FieldKind.FINDING, FieldKind.STATUS})
"""Kinds whose value may go on over the lines below."""


@dataclass(frozen=True, slots=True)
class Name:
    """A field's name: what it asks for, and whether it belongs to a rectification (整改…)."""

    kind: FieldKind
    function: PartyFunction | None = None
    is_rectification: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a task; ``spans`` of the clean text hold its value, one for each line it takes."""

    name: Name
    spans: tuple[tuple[int, int], ...]


_QUALIFIER = (
    "整改|主要|具体|直接|第一|市级|省级|县级|区级|年度|工作|计划|总体|阶段|近期|下一?步|反馈|存在|突出|督察|交办|任务|问题|目标|完成|办理|"
    "办结|销号|治理|落实|进展|预计|重点|推进|实施|最终"
)
_ROLE = (
    "牵头|主办|主责|主体|配合|协同|协办|协助|参与|参加|支持|责任|承办|承担|实施|落实|负责|"
    "监督|督导|督办|督促|监管|验收|核查|包案|包联|包保|分管|联系"
)
_NAME = (
    rf"(?:(?:{_QUALIFIER}){{0,3}}(?:"
    rf"(?P<party>(?:(?:{_ROLE})[及和与、/]?){{1,3}}(?:单位|部门|领导|人员|人|主体|科室|处室|机构|地区|地方)"
    r"(?:[及和与、/](?:责任|负责)(?:单位|人|领导))?|(?<=级)领导)"
    r"|(?P<deadline>(?:时间节点|时限|期限|年限|时间|日期|节点)(?:要求|安排)?|(?:进度|时序)(?:要求|安排))"
    r"|(?P<goal>目标(?:任务|要求)?)"
    r"|(?P<measures>措施|举措|(?<=工作)任务|(?<=主要)任务|(?<=重点)任务|(?<=整改)任务|内容)"
    r"|(?P<finding>问题(?:描述|表现|概述)?)"
    r"|(?P<status>情况|进展|状态|结果|成效|进度)"
    r"|(?P<other>来源|依据|电话|备注|标准|方式)"
    r")(?:\([^()\n]{1,12}\))?\d{0,2})"
)
_WHOLE = re.compile(_NAME)
_PRINTED = re.compile(rf"[【\[]?{_NAME}(?:[】\]]:?|:)")
_BULLET = re.compile("[●◆■★▲•·○◇□-]")
# What may stand in front of a field name inside a running line.
_TAIL = "。; 【[】]"
_BOUNDARIES = frozenset("。;,、()【】[]“” \t\n")

_LEAD = re.compile("牵头|主办|主责")
_SUPPORT = re.compile("配合|协同|协办|协助|参与|参加|支持")
_OVERSIGHT = re.compile("监督|督导|督办|督促|监管|验收|核查|联系")


def name_of(text: str) -> Name | None:
    """What a text asks for if it is a field name and nothing else (the head of a table column), else None."""
    match = _WHOLE.fullmatch(text)
    return _named(match) if match else None


def line_fields(clean: str, start: int, end: int) -> list[Field]:
    """Fields of a line that begins with a field name, in order; empty for any other line.

    A second field may follow on the line. Behind units and dates no separator is asked for: wrapped lines are joined
    without one.
    """
    if bullet := _BULLET.match(clean, start, end):
        start = bullet.end()
    first = _PRINTED.match(clean, start, end)
    if first is None:
        return []
    marks = [first]
    for mark in _PRINTED.finditer(clean, first.end(), end):
        is_open = _named(marks[-1]).kind not in LISTED
        if is_open or clean[mark.start() - 1] in _BOUNDARIES:
            marks.append(mark)
    return list(_between(clean, marks, end))


def inline_fields(clean: str, start: int, end: int) -> tuple[list[Field], int]:
    """Fields of parties and deadlines inside a running line, and where the text before them ends."""
    if not any(mark in clean[start:end] for mark in ":】]"):  # as every printed name of a field ends
        return [], end
    marks = [
        mark
        for mark in _PRINTED.finditer(clean, start, end)
        if clean[mark.start() - 1] in _BOUNDARIES and _named(mark).kind in (FieldKind.PARTY, FieldKind.DEADLINE)
    ]
    if not marks:
        return [], end
    text_end = marks[0].start()
    while text_end > start and clean[text_end - 1] in "(【[ ":
        text_end -= 1
    return list(_between(clean, marks, end)), text_end


def _between(clean: str, marks: list[re.Match[str]], end: int) -> Iterator[Field]:
    for mark, following in zip_longest(marks, marks[1:]):
        name = _named(mark)
        value = clean[mark.end() : following.start() if following else end]
        if name.kind not in LISTED:
            value = _without_tail(value)
        yield Field(name, ((mark.end(), mark.end() + len(value)),))


def _without_tail(value: str) -> str:
    """The value without the stop behind it and without half of the brackets around the field."""
    value = value.rstrip(_TAIL)
    if value.endswith(")") and value.count("(") < value.count(")"):
        value = value[:-1]
    return value.rstrip(_TAIL + "(")


def _named(match: re.Match[str]) -> Name:
    kind = FieldKind(match.lastgroup)
    function = _function(match.group()) if kind is FieldKind.PARTY else None
    if kind is FieldKind.PARTY and function is None:
        kind = FieldKind.OTHER
    return Name(kind, function, "整改" in match.group())


def _function(name: str) -> PartyFunction | None:
    """Function of the parties under a field name; None for those who only watch (督导单位, 联系人)."""
    if "领导" in name:
        return PartyFunction.LEADER
    if _OVERSIGHT.search(name):
        return None
    if re.search("(?:责任|负责|承办|包案)人", name) and not re.search("单位|部门", name):
        return PartyFunction.PERSON
    if _LEAD.search(name):
        return PartyFunction.LEAD
    return PartyFunction.SUPPORT if _SUPPORT.search(name) else PartyFunction.RESPONSIBLE
