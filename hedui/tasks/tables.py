"""Tasks of a table: one a row, its columns named like fields (序号, 问题, 整改措施, 责任单位, 整改时限)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from hedui.documents.document import Block, Document
from hedui.tasks.fields import Field, FieldKind, Name, name_of
from hedui.tasks.sections import Draft

_NUMBER = re.compile("序号|编号")
_SECTION = re.compile("类别|领域|分类|板块|类型|专项.*|方面")
_STATEMENT = re.compile(".*(?:任务|问题|事项|项目|工作|名称|要点|内容).{0,4}")


@dataclass(frozen=True, slots=True)
class _Columns:
    """What the columns of a table hold; ``number`` and ``section`` are -1 where no column does."""

    names: tuple[Name | None, ...]
    number: int
    section: int
    statement: int


def find_rows(document: Document) -> list[Draft]:
    """Tasks of every table with a column of tasks or findings and one of parties or deadlines, in order."""
    drafts: list[Draft] = []
    columns: _Columns | None = None
    section = ""
    for block in document.blocks:
        if not block.cells:
            columns, section = None, ""
            continue
        texts = [document.text.clean[start:end].strip() for start, end in block.cells]
        if head := _columns(texts):
            columns = head
        elif columns and len(texts) == len(columns.names) and texts[columns.statement]:
            section = texts[columns.section] if columns.section >= 0 and texts[columns.section] else section
            drafts.append(_draft(block, columns, texts, section))
    return drafts


def _columns(texts: Sequence[str]) -> _Columns | None:
    """What the columns hold if the cells are the head of a table of tasks, else None."""
    names = tuple(map(name_of, texts))
    kinds = [name.kind if name else None for name in names]
    if FieldKind.PARTY not in kinds and FieldKind.DEADLINE not in kinds:
        return None
    statement = kinds.index(FieldKind.FINDING) if FieldKind.FINDING in kinds else _first(texts, _STATEMENT)
    if statement < 0:
        return None
    return _Columns(names, _first(texts, _NUMBER), _first(texts, _SECTION), statement)


def _first(texts: Sequence[str], pattern: re.Pattern[str]) -> int:
    return next((column for column, text in enumerate(texts) if pattern.fullmatch(text)), -1)


def _draft(block: Block, columns: _Columns, texts: Sequence[str], section: str) -> Draft:
    fields = tuple(
        Field(name, (cell,))
        for column, (name, cell) in enumerate(zip(columns.names, block.cells, strict=True))
        if name and column != columns.statement and texts[column]
    )
    return Draft(
        label=texts[columns.number] if columns.number >= 0 else "",
        section=section,
        statement=(block.cells[columns.statement],),
        fields=fields,
        start=block.start,
        end=block.end,
    )
