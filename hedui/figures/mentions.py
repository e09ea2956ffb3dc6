"""One numeral mention with its surroundings: the working record that the steps of reading fill in."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise

from hedui.language.times import Span
from hedui.language.tokens import Kind, Token
from hedui.vocabulary.codes import ChangeKind, Comparator, CountedFrom, QuantityKind, Role

_MARKS = ",;:。!?\n"
_MARK = re.compile(f"[{_MARKS}]")
_AGE = "岁"
"""The unit of ages, which name the people counted (30岁以下7815人)."""
_BLANK = "\0"
_BRACKETS = re.compile(r"[(〔\[【][^()〔〕\[\]【】]*[)〕\]】]")
_QUOTES = re.compile(r"[“\"「『《](?:(?<!《)[^“”\"「」『』]{1,24}[”\"」』]|(?<=《)[^《》]{1,200}》)")
_TITLES = re.compile(r"《[^《》]{1,200}》")
_SENTENCE = re.compile(r"[^。!?]*[。!?]*[”\"』」)]?")
_SAYS_NOTHING = re.compile("^(?:年?为|约|达|即|共计?|年)$")
_LISTS = re.compile("(?<![ⅠⅡⅢⅣⅤIVX])、(?![ⅠⅡⅢⅣⅤIVX])")
"""The mark of a list; between two grades of water it is part of one name (Ⅰ、Ⅱ类水质断面)."""
_JOINS = re.compile(r"[、/]|和|及|与|以及")
_JOINED = re.compile(r"[、和及与]$")
_KINDS = r"\([省市区县乡镇街道州旗盟师团场村社、自治直辖套台个户间条座处家所人次]{1,14}\)"
"""Words in brackets that name more kinds of what is counted (县(市、区), 台(套))."""
_CLOSING = re.compile(rf"(?:[^,;:。()!?《》\n]|{_KINDS})*")
_PHRASE = re.compile(rf"(?:[^,;:。、()!?《》\n]|{_KINDS})*")
_OWN_KIND = re.compile(rf"^{_KINDS}")

PLACES = re.compile(
    "(?:(?:其中|其他)?[\u4e00-\u9fff]{0,6}(?:县|市|(?<![片小园社景库校厂矿街])区|州|盟|旗|镇|乡|城|县城|农村|街道)(?:[、和及与]|$))+"
)
"""Names of places and nothing else."""
_LONGEST = 1500
_REACH = 160
"""Characters on either side of a number that are looked at for what it does."""
_NAME_REACH = 64
"""Characters on either side of a number that are looked at for what it measures."""

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
    is_inferred: bool = False
    is_lead: bool = False
    same_as: "Mention | None" = None
    annualised_years: int | None = None
    level: "Mention | None" = None
    peer: "Mention | None" = None
    is_named: bool = False
    counted_from: CountedFrom | None = None
    set_size: int | None = None
    scope: str | None = None
    because: dict[str, str] = field(default_factory=dict)

    @property
    def is_number(self) -> bool:
        """Whether the mention is a quantity or a place, and not a time, a code or a name by its form."""
        return self.token.kind in (Kind.QUANTITY, Kind.RANK)

    @property
    def is_plan_period(self) -> bool:
        """Whether a time names a five-year plan (十四五)."""
        return self.token.kind is Kind.TIME and self.token.is_chinese

    @property
    def is_unchanged(self) -> bool:
        """Whether the mention is no numeral but words that say that nothing changed (持平)."""
        token = self.token
        return token.decimals is None and not token.is_chinese and token.numbers == (Fraction(0),)

    @property
    def counts_places(self) -> bool:
        """Whether the number counts places of a ranking (a change of rank)."""
        token = self.token
        return token.quantity_kind is QuantityKind.PLACE or (
            self.role is Role.CHANGE and token.classifier in ("位", "名")
        )

    @property
    def is_level(self) -> bool:
        """Whether the number is an amount, come about or planned, and no change, rate or place."""
        return self.role in (Role.ACTUAL, Role.PLAN)

    def shares_unit(self, other: "Mention") -> bool:
        """Whether both numbers are printed in one unit, or count with one classifier."""
        return (self.token.unit, self.token.classifier) == (other.token.unit, other.token.classifier)


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
    _words: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self._words = [self.between(*clause) for clause in self.clauses]

    def between(self, start: int, end: int) -> str:
        """Text between two offsets of the repaired text that lie in this sentence."""
        return self.text[start - self.start : end - self.start]

    def next_break(self, start: int) -> int:
        """Offset of the next semicolon from ``start`` on, the sentence's end where there is none."""
        at = self.text.find(";", start - self.start)
        return at + self.start if at >= 0 else self.end

    def last_break(self, end: int) -> int:
        """Offset of the last semicolon before ``end``, one before the sentence where there is none."""
        return self.text.rfind(";", 0, end - self.start) + self.start

    def clause_of(self, offset: int) -> int:
        """Number of the clause that an offset lies in."""
        return next(number for number, (_, end) in enumerate(self.clauses) if offset < end)

    def has_number(self, clause: int) -> bool:
        """Whether a number stands in a clause, times and names apart."""
        return any(mention.clause == clause and mention.is_number for mention in self.mentions)

    def clause_text(self, clause: int) -> str:
        """Text of one clause."""
        return self._words[clause]


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
    view = _View(text, start, end, tokens)
    mentions: list[Mention] = []
    previous: Token | None = None
    for index, token in enumerate(tokens):
        clause = view.clause_at(token.start)
        left, right = view.clauses[clause]
        bracket = _around(view.brackets, token)
        quote = _around(view.quotes, token)
        is_listed = False
        if previous is not None and previous.end > left and not (bracket and previous.end <= bracket[0]):
            between = text[previous.end : token.start]
            if _JOINED.search(between):
                left, is_listed = token.start, True
            elif joined := _JOINS.match(between) or _LISTS.search(between):
                left, is_listed = previous.end + joined.end(), True
        before = ""
        if bracket:
            left_inside = max(left, bracket[0] + 1, view.last_break(bracket[0], token.start) + 1)
            before = _SAYS_NOTHING.sub("", view.words(left_inside, token.start))
            right = min(right, bracket[1] - 1)
        is_aside = bool(before)
        if not before:
            before = view.words_outside_brackets(left, bracket[0] if bracket and bracket[0] >= left else token.start)
        last = _end_of_ratio(tokens, index)
        is_final = last + 1 == len(tokens) or tokens[last + 1].start >= right
        phrase = (_CLOSING if is_final else _PHRASE).match(view.words_behind(tokens[last].end, right))
        mentions.append(
            Mention(
                token=token,
                clause=clause,
                ahead=view.plain(max(view.clauses[clause][0], token.start - _REACH), token.start),
                behind=view.plain(token.end, min(view.clauses[clause][1], token.end + _REACH)),
                before=before,
                after=_OWN_KIND.sub("", phrase.group()) if phrase else "",
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
    return Sentence(block, start, end, view.plain(start, end), view.clauses, mentions)


class _View:
    """One sentence seen without its titles, its numbers, its brackets; offsets are into the repaired text."""

    def __init__(self, text: str, start: int, end: int, tokens: Sequence[Token]) -> None:
        self._start = start
        sentence = text[start:end]
        self.brackets = [match.span() for match in _BRACKETS.finditer(text, start, end)]
        self.quotes = [match.span() for match in _QUOTES.finditer(text, start, end)]
        self._plain = _TITLES.sub(lambda title: _BLANK * len(title.group()), sentence) if "《" in sentence else sentence
        self._bare = _blanked(sentence, start, ((t.start, t.end) for t in tokens if _is_cut(t)))
        self._outside = _blanked(self._bare, start, self.brackets)
        held = _blanked(sentence, start, [*((t.start, t.end) for t in tokens), *self.brackets, *self.quotes])
        marks = map(re.Match.start, _MARK.finditer(held))
        breaks = [start + at for at in marks if not _in_ratio(sentence, at)]
        edges = [start, *(at + 1 for at in breaks), end]
        self.clauses = [slot for slot in pairwise(edges) if slot[1] > slot[0]]
        self._clause_starts = [slot[0] for slot in self.clauses]

    def clause_at(self, offset: int) -> int:
        """Number of the clause that ``offset`` lies in."""
        return bisect_right(self._clause_starts, offset) - 1

    def plain(self, start: int, end: int) -> str:
        """Words with titles of documents blanked out."""
        return self._plain[start - self._start : end - self._start]

    def words(self, start: int, end: int) -> str:
        """Words without numbers and times, the last ``_NAME_REACH`` of them."""
        return self._bare[max(start, end - _NAME_REACH) - self._start : end - self._start].replace(_BLANK, "")

    def words_behind(self, start: int, end: int) -> str:
        """Words without numbers and times, the first ``_NAME_REACH`` of them."""
        return self._bare[start - self._start : min(end, start + _NAME_REACH) - self._start].replace(_BLANK, "")

    def words_outside_brackets(self, start: int, end: int) -> str:
        """Words without numbers, times and closed brackets, the last ``_NAME_REACH`` of them."""
        return self._outside[max(start, end - _NAME_REACH) - self._start : end - self._start].replace(_BLANK, "")

    def last_break(self, start: int, end: int) -> int:
        """Offset of the last mark that ends a clause in a stretch, -1 where there is none."""
        return max(self._plain.rfind(mark, start - self._start, end - self._start) for mark in _MARKS) + self._start


def _is_cut(token: Token) -> bool:
    """Whether a token is no part of the words around it (a number or a time, and no numeral of a name)."""
    is_age = token.unit is not None and token.unit.code == _AGE
    is_number = token.kind in (Kind.QUANTITY, Kind.RANK) and not token.is_chinese and not is_age
    return token.kind is Kind.TIME or is_number


def _blanked(text: str, offset: int, spans: Iterable[Slot]) -> str:
    """``text``, which begins at ``offset``, with ``spans`` blanked out."""
    pieces, position = [], 0
    for start, end in sorted(spans):
        if end - offset <= position:
            continue
        start = max(start - offset, position)
        pieces += [text[position:start], _BLANK * (end - offset - start)]
        position = end - offset
    return "".join([*pieces, text[position:]])


def _around(spans: Sequence[Slot], token: Token) -> Slot | None:
    """The span that ``token`` stands inside of; spans do not overlap and are in order."""
    index = bisect_right(spans, (token.start, 0)) - 1
    return spans[index] if index >= 0 and spans[index][0] < token.start and token.end < spans[index][1] else None


def _end_of_ratio(tokens: Sequence[Token], index: int) -> int:
    """Place of the last number of the ratio that a token belongs to, its own where it belongs to none."""
    while (
        index + 1 < len(tokens)
        and tokens[index].is_part_of_ratio
        and tokens[index + 1].is_part_of_ratio
        and tokens[index + 1].start == tokens[index].end + 1
    ):
        index += 1
    return index


def _in_ratio(text: str, at: int) -> bool:
    """Whether a colon stands between two digits (1.8:57.8:40.4)."""
    return text[at] == ":" and text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit()
