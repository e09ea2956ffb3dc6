"""An independent count of the numerals of a text, against which reading is held.

It knows nothing of units, roles or damage: every run of digits, and every Chinese numeral in front of a word that only
ever counts or measures, has to be covered by a figure. The scale of a unit that stands by itself, as in the head of a
table (``单位:万亩``, ``面积(万亩)``, a cell of its own), is no numeral.
"""

import re
from collections.abc import Iterable
from itertools import accumulate

from hedui.figures.figure import Figure

_CHINESE = "二两兩三四五六七八九十百千萬万億亿廿卅"
_CAPITAL = "壹贰貳叁叄肆伍陆陸柒捌玖"
_MEASURED = "[台臺辆輛座吨噸亩畝]|公里|公頃|公顷|平方米"
_EDGE = r"\s、,，;；:：/()（）"
_UNIT_ALONE = (  # in a cell, a head or a bracket; behind a digit and a blank it is the unit of that number
    rf"(?:(?<=[:：()（）/、,，;；①-⑳])|(?<=\s)(?<![0-9０-９]\s)|^)[百千萬万億亿]+(?:{_MEASURED})(?=[{_EDGE}]|$)"
)
_NUMERALS = re.compile(
    rf"\d+(?:[.．]\d+)?|[¼-¾⅐-⅞]|(?<![{_CHINESE}{_CAPITAL}\d])(?!{_UNIT_ALONE})[{_CHINESE}]+(?={_MEASURED})"
)


def count_numerals(raw: str) -> list[tuple[int, int]]:
    """Half-open spans of the numerals of ``raw``, in order."""
    return [match.span() for match in _NUMERALS.finditer(raw)]


def unaccounted(raw: str, figures: Iterable[Figure]) -> list[tuple[int, int]]:
    """Numerals of ``raw`` of which some digit lies in no figure (the dot of ``4.2018年`` may end a list number)."""
    edges = [0] * (len(raw) + 1)
    for figure in figures:
        edges[figure.start] += 1
        edges[figure.end] -= 1
    covered = list(accumulate(edges))
    return [
        (start, end)
        for start, end in count_numerals(raw)
        if not all(covered[i] for i in range(start, end) if raw[i] not in ".．")
    ]
