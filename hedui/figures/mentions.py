"""One numeral mention with its surroundings: the working record that the steps of reading fill in."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from hedui.figures.times import Span
from hedui.figures.tokens import Kind, Token
from hedui.vocabulary.codes import ChangeKind, Comparator, CountedFrom, Role

_BREAKS = re.compile(r"[,;:。!?\n]")
_BRACKETS = re.compile(r"[(〔\[【][^()〔〕\[\]【】]*[)〕\]】]")
_QUOTES = re.compile(r"[“\"「『][^“”\"「」『』]{1,24}[”\"」』]|《[^《》]{1,200}》")
_TITLES = re.compile(r"《[^《》]{1,200}》")
_SENTENCE = re.compile(r"[^。!?]*[。!?]*[”\"』」)]?")
_JOINS = re.compile(r"[、/]|和|及|与|以及")
_JOINED = re.compile(r"[、和及与]$")
_CLOSING = re.compile(r"[^,;:。()!?《》\n]*")
_PHRASE = re.compile(r"[^,;:。、()!?《》\n]*")

_LONGEST = 1500
_CUT = (Kind.QUANTITY, Kind.RANK, Kind.TIME)

Slot = tuple[int, int]


@dataclass(slots=True)
class Mention:
    """A token in its sentence, clause and segment; offsets are into the repaired text.

    ``ahead`` and ``behind`` are its clause up to the number and after it, titles of documents blanked out; ``before``
    is what its own segment says before the number (times, closed brackets and other numbers left out), ``after`` what
    follows up to the next mark. The fields below them are filled by the steps of reading.
    """

    token: Token
    clause: int
    ahead: str
    behind: str
    before: str
    after: str
    is_quoted: bool
    is_titled: bool
    is_listed: bool
    is_bracketed: bool
    is_aside: bool = False
    role: Role = Role.NAME
    is_planned: bool = False
    sign: int = 1
    comparator: Comparator = Comparator.EQUAL
    is_approximate: bool = False
    subject: str = ""
    topic: str = ""
    span: Span | None = None
    change_kind: ChangeKind | None = None
    base: Span | None = None
    annualised_years: int | None = None
    level: "Mention | None" = None
    is_named: bool = False
    counted_from: CountedFrom | None = None
    set_size: int | None = None
    scope: str | None = None

    @property
    def is_number(self) -> bool:
        """Whether the mention is a quantity or a place, and not a time, a code or a name by its form."""
        return self.token.kind in (Kind.QUANTITY, Kind.RANK)


@dataclass(slots=True)
class Sentence:
    """One sentence of a block with its mentions in order.

    ``text`` is the sentence with titles of documents blanked out; ``clauses`` are half-open spans of the repaired text.
    """

    block: int
    start: int
    end: int
    text: str
    clauses: list[Slot]
    mentions: list[Mention]

    def between(self, start: int, end: int) -> str:
        """Text between two offsets of the repaired text that lie in this sentence."""
        return self.text[start - self.start : end - self.start]

    def next_break(self, start: int) -> int:
        """Offset of the next semicolon from ``start`` on, the sentence's end where there is none."""
        at = self.text.find(";", start - self.start)
        return at + self.start if at >= 0 else self.end

    def clause_text(self, clause: int) -> str:
        """Text of one clause."""
        return self.between(*self.clauses[clause])


def sentence_spans(text: str, start: int, end: int) -> list[Slot]:
    """Spans of the sentences of ``text[start:end]``; closing quotes and brackets stay with their sentence.

    A run without a full stop is cut at a mark near ``_LONGEST`` characters, so that work on a sentence stays bounded.
    """
    spans = []
    for match in _SENTENCE.finditer(text, start, end):
        left, right = match.span()
        while right - left > _LONGEST:
            marks = [text.rfind(mark, left + _LONGEST // 2, left + _LONGEST) for mark in ";,、"]
            cut = next((mark + 1 for mark in marks if mark > 0), left + _LONGEST)
            spans.append((left, cut))
            left = cut
        if right > left:
            spans.append((left, right))
    return spans


def read_sentence(text: str, start: int, end: int, block: int, tokens: Sequence[Token]) -> Sentence:
    """Cut one sentence into clauses and set each of its tokens into its surroundings."""
    taken = [(t.start, t.end) for t in tokens]
    breaks = [m.start() for m in _BREAKS.finditer(text, start, end)]
    brackets = [m.span() for m in _BRACKETS.finditer(text, start, end)]
    quotes = [m.span() for m in _QUOTES.finditer(text, start, end)]
    held = [*taken, *brackets, *quotes]
    breaks = [b for b in breaks if not any(s[0] <= b < s[1] for s in held) and not _in_ratio(text, b)]
    edges = [start, *(b + 1 for b in breaks), end]
    clauses = [slot for slot in pairwise(edges) if slot[1] > slot[0]]
    starts = [slot[0] for slot in clauses]
    plain = (
        _TITLES.sub(lambda title: "\0" * len(title.group()), text[start:end])
        if "《" in text[start:end]
        else text[start:end]
    )
    cuts = [(t.start, t.end) for t in tokens if t.kind in _CUT and (t.kind is Kind.TIME or not t.is_chinese)]
    mentions: list[Mention] = []
    previous: Token | None = None
    for token in tokens:
        clause = bisect_right(starts, token.start) - 1
        left, right = clauses[clause]
        bracket = next((b for b in brackets if b[0] < token.start and token.end < b[1]), None)
        quote = next((q for q in quotes if q[0] < token.start and token.end < q[1]), None)
        before = ""
        if bracket:
            inner = max(left, bracket[0], *(m.start() for m in _BREAKS.finditer(text, bracket[0], token.start))) + 1
            before = _cut(text, inner, token.start, cuts)
            right = min(right, bracket[1] - 1)
        is_listed, is_aside = False, bool(before)
        if previous is not None and previous.end > left and not (bracket and previous.end <= bracket[0]):
            between = text[previous.end : token.start]
            joined = _JOINS.match(between) or re.search("、", between)
            if _JOINED.search(between):
                left, is_listed = token.start, True
            elif joined:
                left, is_listed = previous.end + joined.end(), True
        if not before:
            until = bracket[0] if bracket and bracket[0] >= left else token.start
            before = _cut(text, left, until, [*cuts, *(b for b in brackets if b[1] <= until)])
        tail = token.end
        while token.is_part_of_ratio and any(t.start == tail + 1 for t in tokens if t.is_part_of_ratio):
            tail = next(t.end for t in tokens if t.start == tail + 1)
        is_last = not any(t.start >= tail and t.start < right for t in tokens)
        phrase = (_CLOSING if is_last else _PHRASE).match(_cut(text, tail, right, cuts))
        mentions.append(
            Mention(
                token=token,
                clause=clause,
                ahead=plain[clauses[clause][0] - start : token.start - start],
                behind=plain[token.end - start : clauses[clause][1] - start],
                before=before,
                after=phrase.group() if phrase else "",
                is_quoted=quote is not None and text[quote[0]] != "《",
                is_titled=quote is not None and text[quote[0]] == "《",
                is_listed=is_listed,
                is_bracketed=bracket is not None,
                is_aside=is_aside,
                sign=-1 if token.is_negative else 1,
            )
        )
        if mentions[-1].is_number:
            previous = token
    return Sentence(block, start, end, plain, clauses, mentions)


def _in_ratio(text: str, at: int) -> bool:
    """Whether a colon stands between two digits (1.8:57.8:40.4)."""
    return text[at] == ":" and text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit()


def _cut(text: str, start: int, end: int, cuts: Sequence[Slot]) -> str:
    """``text[start:end]`` without the ``cuts`` that lie in it."""
    inside = sorted(slot for slot in cuts if slot[0] >= start and slot[1] <= end)
    if not inside:
        return text[start:end]
    pieces, position = [], start
    for a, b in inside:
        pieces.append(text[position:a])
        position = max(position, b)
    pieces.append(text[position:end])
    return "".join(pieces)
