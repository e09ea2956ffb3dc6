"""What a table's cells look like, whatever the file: values, signs of none, times, lines of units and of notes.

The patterns are for folded, simplified text.
"""

import re
from collections.abc import Sequence

_NUMBER = r"(?:\d{1,3}(?: \d{3})+|\d[\d,]*)(?:\.\d+)?"
_SIGN = r"[-+—~<>≤≥≦≧±△▲▼↑↓约近]*\s?"
_UNIT = r"(?:\s?(?:[%‰℃]|[A-Za-zμ²³/·%]{1,8}|(?![年月日]|季度)[\u4e00-\u9fff]{1,4}))?"
_MARK = r"(?:[*#^①-⑳]|\(\d{1,2}\)|\([^()\d]{1,12}\))*"
_VALUE = re.compile(
    rf"{_SIGN}{_NUMBER}(?:[-—~]{_NUMBER})?{_UNIT}{_MARK}|(?:上升|下降|增长|减少|增加|提高|降低|倒数?第?){_NUMBER}{_UNIT}"
)
_ASIDE = re.compile(rf"\([-+]?{_NUMBER}\s?%?\)")
_NONE = re.compile(r"[-—/\\…·*]{1,4}|\.{3,6}|无|持平")
_YEAR = r"(?:19|20)\d\d"
_TIME = re.compile(
    rf"{_YEAR}(?:年(?:末|底|度)?)?(?:\d{{1,2}}月|[上下]半年|第?[一二三四]季度)?[*#]?|{_YEAR}[-/—~](?:{_YEAR}|\d\d)(?:年度?)?[*#]?"
    r"|\d{1,2}(?:[-—~]\d{1,2})?月份?|第?[一二三四1-4]季度|[上下]半年|前[二三]季度|全年|(?:本|当|上)[年月季](?:累计|末|同期)?|累计"
)
_YEARS_ALONE = re.compile(rf"{_YEAR}年?")

UNIT_LINE = re.compile(r"[(\[]?(?:计量|金额|数量)?单位[::].{1,40}")
"""A line that gives the unit of a table."""

NOTE_LINE = re.compile(r"(?:注|说明|备注|附注|资料来源|数据来源|来源)\d?[::].*|[*#①-⑳^].{4,}|\(\d{1,2}\).{4,}")
"""A line under a table that explains it."""

CAPTION_LINE = re.compile(r"(?:续|附)?表(?:[-\d.—一二三四五六七八九十]+)?.{2,}|\d{1,2}-\d{1,2}(?![-\d月日年.%]).{2,}")
"""A line over a table that names it by a number."""

_CONTINUES = re.compile("同比|环比|比上年|增长|增减|累计|本月|本期|单位|[(][^()]{1,12}[)]$")
_MOST_HEADER_ROWS = 5


def is_value(cell: str) -> bool:
    """Whether a cell holds a number and nothing else: sign, unit, marks of footnotes apart; a time is none."""
    return _VALUE.fullmatch(cell) is not None and _TIME.fullmatch(cell) is None


def is_number(cell: str) -> bool:
    """Whether a cell holds a number, a year among them."""
    return _VALUE.fullmatch(cell) is not None


def is_aside(cell: str) -> bool:
    """Whether a cell is a number in brackets, which says more of the number before it."""
    return _ASIDE.fullmatch(cell) is not None


def is_none(cell: str) -> bool:
    """Whether a cell is a sign that stands for no number."""
    return _NONE.fullmatch(cell) is not None


def is_time(cell: str) -> bool:
    """Whether a cell names a time and nothing else."""
    return _TIME.fullmatch(cell) is not None


def is_full_line(cells: Sequence[str]) -> bool:
    """Whether a row holds but one cell, which is a line about the table: a unit, a caption, a note."""
    filled = [cell for cell in cells if cell]
    return len(filled) == 1 and any(line.fullmatch(filled[0]) for line in (UNIT_LINE, NOTE_LINE, CAPTION_LINE))


def is_head(cells: Sequence[str], above: Sequence[str] = ()) -> bool:
    """Whether a row among the others heads what is below: no value, and times or the words of the head ``above``."""
    filled = [cell for cell in cells if cell]
    if len(filled) < 2 or any(map(is_value, filled)) or any(map(is_none, filled)):
        return False
    if above and sum(cell in above for cell in filled) * 2 > len(filled):
        return True
    words = filled[1:]
    return sum(is_time(cell) or _CONTINUES.search(cell) is not None for cell in words) * 2 > len(words)


def count_header_rows(rows: Sequence[Sequence[str]]) -> int:
    """How many rows head a table: those above the first one with a number, no time, beside its first cell."""
    for number, row in enumerate(rows[: _MOST_HEADER_ROWS + 1]):
        if any(map(is_value, row[1:])):
            return number
        years = [cell for cell in row[1:] if _YEARS_ALONE.fullmatch(cell)]
        if number and years and len(years) < len([cell for cell in row[1:] if cell]):
            return number  # a year among words is a value of the row
    return 1 if len(rows) > 1 else 0
