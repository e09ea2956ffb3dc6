"""Which of many names may be alike at all, by the characters they share: a filter before the dear comparison."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt


class Letters:
    """The characters of many names.

    Args:
        names: the names, in the order in which they are given back.
    """

    def __init__(self, names: Sequence[str]) -> None:
        self._names = names
        self._rows: dict[str, npt.NDArray[np.int16]] = {}
        for place, name in enumerate(names):
            for character in set(name):
                self._rows.setdefault(character, np.zeros(len(names), np.int16))[place] = 1
        self._lengths = np.array([len(name) for name in names], np.int16)

    def sharing(self, name: str) -> list[str]:
        """The names that may score 50 or more against one, by the characters they share; in their order.

        A score of 50 takes a common subsequence of a quarter of both lengths, or, of a part at an edge, five
        thirteenths of the shorter.
        """
        shared = np.zeros(len(self._names), np.int16)
        for character in name:
            if (row := self._rows.get(character)) is not None:
                shared += row
        short = np.minimum(self._lengths, len(name))
        passing = (4 * shared >= self._lengths + len(name)) | (100 * shared >= 38 * short)
        return [self._names[int(place)] for place in np.flatnonzero(passing)]
