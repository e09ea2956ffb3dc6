"""Where words end: text cut into words by a dictionary, so that no step cuts a name in the middle of one.

The dictionary is that of jieba (without its statistical guesses: the same text is always cut alike), with the terms and
places of the field added.
"""

from collections.abc import Collection, Iterable
from functools import lru_cache
from itertools import accumulate, pairwise

import rjieba

_OFTEN = 1_000_000
"""Frequency of an added term: it wins against any other way of cutting its characters."""
_PROPER = frozenset({"ns", "nr", "nz", "nrt", "nrfg"})
"""Tags of proper names in the general dictionary."""
_LEAST = 2
"""Characters of the words that a phrase is cut into."""


class Words:
    """A dictionary that cuts text.

    Args:
        terms: words that the general dictionary lacks or cuts.
    """

    def __init__(self, terms: Iterable[str] = ()) -> None:
        self._dictionary = rjieba.Jieba()
        self._terms = frozenset(terms)
        for term in self._terms:
            self._dictionary.add_word(term, _OFTEN, None)
        self.ends = lru_cache(maxsize=1 << 15)(self._ends)

    def _ends(self, text: str) -> tuple[int, ...]:
        """Offsets at which a word of ``text`` begins or ends, 0 and the length included."""
        return (0, *accumulate(part for word in self._dictionary.cut(text, False) for part in self._parts(word)))

    def _parts(self, word: str) -> tuple[int, ...]:
        """Lengths of the words that a phrase of the dictionary is made of (价格上涨: 价格, 上涨)."""
        has = self._dictionary.has_word
        middle = range(_LEAST, len(word) - _LEAST + 1)
        inner = [at for at in middle if word not in self._terms and has(word[:at]) and has(word[at:])]
        return (inner[0], len(word) - inner[0]) if inner else (len(word),)

    def cut(self, text: str) -> list[str]:
        """The words of ``text``, in order; together they are the text."""
        ends = self.ends(text)
        return [text[start:end] for start, end in pairwise(ends)]

    def may_be_name(self, text: str) -> bool:
        """Whether ``text`` is a proper name of the dictionary, or made of no words of it longer than a character."""
        return all(len(word) == 1 or tag in _PROPER for word, tag in self._dictionary.tag(text, False))

    def without_end(self, text: str, dropped: Collection[str]) -> str:
        """``text`` without the words of ``dropped`` that end it, the longest first, as often as one does."""
        right = len(text)
        ends = self.ends(text)
        while cut := next((end for end in ends if end < right and text[end:right] in dropped), None):
            right = cut
        return "" if cut == 0 else text[:right]

    def without_start(self, text: str, dropped: Collection[str]) -> str:
        """``text`` without the words of ``dropped`` that begin it, the longest first, as often as one does."""
        left = 0
        backwards = self.ends(text)[::-1]
        while cut := next((end for end in backwards if end > left and text[left:end] in dropped), None):
            left = cut
        return text[left:]

    def rest(self, text: str, dropped: Collection[str]) -> str:
        """What is left of ``text`` when the words of ``dropped`` are taken out wherever they stand."""
        ends = self.ends(text)
        kept, at, last = [], 0, len(ends) - 1
        while at < last:
            for after in range(last, at, -1):
                if text[ends[at] : ends[after]] in dropped:
                    break
            else:
                after = at + 1
                kept.append(text[ends[at] : ends[after]])
            at = after
        return "".join(kept)
