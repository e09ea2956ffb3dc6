"""Which indicators and places a name stands for that a person types: whole names first, then parts of names.

Belongs here: finding ids by name. Does not belong here: what a report means by a name (``hedui.figures.mapping``).
"""

from collections.abc import Iterable, Mapping
from typing import Any

from hedui.vocabulary.indicators import fold_name

Row = Mapping[str, Any]


def find_ids(name: str, rows: Iterable[Row], key: str) -> list[str]:
    """The ids of the rows that are named so; where none is, of those with a name that holds it as a part.

    Writing that tells no two names apart (width, case, 年均, 平均) does not matter.

    Args:
        name: an id, a name, another name (``aliases``) or a part of one.
        rows: rows of a dimension.
        key: column of the id.
    """
    folded = fold_name(name)
    if not folded:
        return []
    names = {
        row[key]: [row[key].casefold(), *map(fold_name, (row["label_zh"], row["label_en"], *row["aliases"]))]
        for row in rows
    }
    whole = [found for found, own in names.items() if folded in own or name.casefold() == found.casefold()]
    return whole or [found for found, own in names.items() if any(folded in one for one in own)]
