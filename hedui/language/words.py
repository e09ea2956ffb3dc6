"""Where words end: text cut into words by a dictionary, so that no step cuts a name in the middle of one.

The dictionary is that of jieba (without its statistical guesses: the same text is always cut alike), with the terms and
places of the field added.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import accumulate, chain, pairwise

import rjieba

_OFTEN = 1_000_000
"""Frequency of an added term: it wins against any other way of cutting its characters."""
_PROPER = frozenset({"ns", "nr", "nz", "nrt", "nrfg"})
"""Tags of proper names in the general dictionary."""
_spare = [rjieba._DEFAULT_JIEBA]
"""The dictionary that importing the library builds, which takes as long as to build one of our own."""
_LEAST = 2
"""Characters of the words that a phrase is cut into."""


class WordList:
    """Words to be taken off a text, found by their first or last character, so that a text without one is not cut.

    Args:
        words: the words.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(words)
        self._heads = _lengths((word[0], len(word)) for word in self._words)
        self._tails = _lengths((word[-1], len(word)) for word in self._words)
        self.characters = frozenset("".join(self._words))

    def __contains__(self, word: str) -> bool:
        return word in self._words

    def begins(self, text: str, start: int) -> list[int]:
        """Where the words that stand at ``start`` end, the longest first."""
        lengths = self._heads.get(text[start : start + 1])
        if lengths is None:
            return []
        ends = [start + length for length in lengths]
        return [end for end in ends if text[start:end] in self._words and end <= len(text)]

    def ends(self, text: str, end: int) -> list[int]:
        """Where the words that end at ``end`` begin, the longest first."""
        lengths = self._tails.get(text[end - 1 : end])
        if lengths is None:
            return []
        starts = [end - length for length in lengths if length <= end]
        return [start for start in starts if text[start:end] in self._words]


def _lengths(words: Iterable[tuple[str, int]]) -> Mapping[str, tuple[int, ...]]:
    """The lengths that occur with a character, descending."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    for character, length in words:
        found[character].add(length)
    return {character: tuple(sorted(lengths, reverse=True)) for character, lengths in found.items()}


class Words:
    """A dictionary that cuts text.

    Args:
        terms: words that the general dictionary lacks or cuts.
    """

    def __init__(self, terms: Iterable[str] = ()) -> None:
        self._dictionary = _spare.pop() if _spare else rjieba.Jieba()
        self._terms = frozenset(terms)
        for term in self._terms:
            self._dictionary.add_word(term, _OFTEN, None)
        self.ends = lru_cache(maxsize=1 << 15)(self._ends)
        self._parts = lru_cache(maxsize=1 << 15)(self._parts_of)

    def _ends(self, text: str) -> tuple[int, ...]:
        """Offsets at which a word of ``text`` begins or ends, 0 and the length included."""
        return (0, *accumulate(chain.from_iterable(map(self._parts, self._dictionary.cut(text, False)))))

    def _parts_of(self, word: str) -> tuple[int, ...]:
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

    def without_end(self, text: str, dropped: WordList) -> str:
        """``text`` without the words of ``dropped`` that end it, the longest first, as often as one does."""
        right = len(text)
        while starts := dropped.ends(text, right):
            borders = self.ends(text)
            start = next((start for start in starts if start in borders), right)
            if start == right:
                break
            right = start
        return text[:right]

    def without_start(self, text: str, dropped: WordList) -> str:
        """``text`` without the words of ``dropped`` that begin it, the longest first, as often as one does."""
        left = 0
        while ends := dropped.begins(text, left):
            borders = self.ends(text)
            end = next((end for end in ends if end in borders), left)
            if end == left:
                break
            left = end
        return text[left:]

    def rest(self, text: str, dropped: WordList) -> str:
        """What is left of ``text`` when the words of ``dropped`` are taken out wherever they stand."""
        borders = self.ends(text)
        kept, left = [], 0
        for start, end in pairwise(borders):
            if start < left:
                continue
            left = next((after for after in dropped.begins(text, start) if after in borders), start)
            if left == start:
                kept.append(text[start:end])
        return "".join(kept)
