"""Deadlines in running text and in fields: when, as printed and as a date, and what is due by then."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

from hedui.documents.labels import LABEL
from hedui.language import times
from hedui.language.openings import guarded

_YEAR = r"(?:(?:19|20)\d\d|[二〇零][〇零一二三四五六七八九]{3})年"
_MONTH = r"(?:1[0-2]|0?[1-9])月份?"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])日"
_UNIT = "(?:工作日|日|天|周|个?月|年)"
_WHEN = re.compile(
    guarded(
        r"(?P<lead>(?<![达降升高回复少加])到|至|截[至止]到?)?(?:"
        r"(?<!\d)(?P<within>(?:\d{1,3}|[一二两三四五六七八九十半]{1,3})个?"
        rf"{_UNIT}(?=[之以]?内))"
        rf"|(?P<when>(?:{_YEAR})?(?:{_MONTH}(?:{_DAY}|底|末|[上中下]旬)?|年[底末]|第?[一二三四]季度[底末]?|[上下]半年)"
        rf"|{_YEAR}(?:年?[底末])?|(?:19|20)\d\d[./-](?:1[0-2]|0?[1-9])[./-](?:3[01]|[12]\d|0?[1-9])(?!\d)"
        r"|[今本明]年[底末]?|“?十[一二三四五六七]五”?(?:期?末|期间)|年(?=内)))"
        r"(?P<tail>[之以]?前(?!期|置|段|后)|[之以]?内(?!部|容|外|涵|生)|止)?"
    )
)
_TITLE = re.compile(r"《[^《》\n]*》")
_PRINTED_YEAR = re.compile(r"(?:19|20)\d\d")
_NOT_DUE_BEFORE = re.compile(r"(?:已经?[于在]?|自|从|较|比|是|根据)$")
_NOT_DUE_AFTER = re.compile(r",?已|以来|起(?!草)|度(?!假)|版|[-—~]")
_NO_LIMIT_BEFORE = re.compile(r"(?:对|近|过去|每|前)$")
_YEARLY = re.compile("每年的?$")
_INTENT = re.compile(r"(?:力争|确保|争取|计划|拟|预计)[于在到]?$")
_OVER = re.compile(r"[^,;。]*后,")

_STOPS = ",;:。\n"
_PART_END = re.compile(r"[;:。\n]")
_SENTENCE_END = re.compile(r"[。\n]")
_HEAD_END = re.compile("[于在]$")
_LINK = re.compile("(?:并且?|且|于|在)$")
_CONTEXT = 8  # characters before a time that can say what it is
_REACH = 300  # characters that the head of a clause may be away
_SHORT = 8  # words no longer than this do not say what is due by themselves


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline: the span it is printed at, its date (None where the words fix none), and what is due."""

    start: int
    end: int
    due_on: date | None
    what: str


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    due_on: date | None


def read_deadlines(text: str, today: date | None, *, is_field: bool = False) -> list[Due]:
    """Every deadline of a text, in order.

    Args:
        text: repaired text: one or more paragraphs, or the value of a deadline field.
        today: the document's date: it gives the year of ``9月底前``, and a bare ``2025年`` counts only from then on.
        is_field: whether the text is the value of a deadline field, where any date is a deadline.
    """
    # The years in the titles of other documents are nobody's deadlines.
    masked = _TITLE.sub(lambda title: "·" * len(title.group()), text)
    marks: list[_Mark] = []
    year = today.year if today else None
    for match in _WHEN.finditer(masked):
        if printed := _PRINTED_YEAR.match(match["when"] or ""):
            year = int(printed.group())
        own = year
        if match["tail"] and not printed and today and year:
            # a limit without a year is not over before the document is, whatever year was told of before it
            own = max(year, today.year)
        span = _span(match["when"], own) if match["when"] else None
        if (span is None and match["within"] is None) or _is_refuted(masked, match, is_field=is_field):
            continue
        is_yearly = _YEARLY.search(masked, max(0, match.start() - _CONTEXT), match.start()) is not None
        due_on = None if span is None or is_yearly else span.end
        is_next = bool(marks) and masked[marks[-1].end : match.start()] == "、"
        if is_field or is_next or _is_limit(match, span) or _is_announced(masked, match, due_on, today):
            marks.append(_Mark(match.start(), match.end(), due_on))
    return list(_with_what(text, marks))


def _span(when: str, year: int | None) -> times.Span | None:
    words = when.strip("“").replace("”", "").replace("份", "")
    if words.startswith("十"):
        return times.plan_period(words[:3])
    if words[0] in "今本明年" and words[:2] not in ("年底", "年末"):
        year = None if year is None else year + (words[0] == "明")
        words = "年底" if words[-1] in "底末" else "年内"
    return times.parse(words, year)


def _is_refuted(text: str, match: re.Match[str], *, is_field: bool) -> bool:
    """Whether the words around say that it is a past day, a beginning, a comparison or a span looked back on."""
    start = match.start()
    if match["lead"] and match["lead"].startswith("截"):
        return True
    if match["lead"] and not is_field and text[start - 1 : start] in ("年", "月", "日", "旬"):
        return True
    context = max(0, start - _CONTEXT)
    if match["within"] and _NO_LIMIT_BEFORE.search(text, context, start):
        return True
    return bool(_NOT_DUE_BEFORE.search(text, context, start) or _NOT_DUE_AFTER.match(text, match.end()))


def _is_limit(match: re.Match[str], span: times.Span | None) -> bool:
    """Whether the words say a limit by themselves: 底, 前, 内, 到2025年."""
    if match["tail"] or match["within"] or match["when"][-1] in "底末":
        return True
    return match["lead"] is not None and span is not None and span.has_year


def _is_announced(text: str, match: re.Match[str], due_on: date | None, today: date | None) -> bool:
    """Whether a bare time (2025年) follows a word of intent, or opens its clause and is still to come."""
    start = match.start("when")
    if _INTENT.search(text, max(0, start - _CONTEXT), start):
        return True
    is_opening = start == 0 or text[start - 1] in _STOPS
    is_over = today is not None and due_on is not None and due_on < today
    return is_opening and not is_over and not _OVER.match(text, match.end())


def _with_what(text: str, marks: Sequence[_Mark]) -> Iterator[Due]:
    """Tell what is due: the head of the deadline's clause and the rest of its sentence up to the next deadline.

    Words too few to say it (建成投用) take along the clause before, or what the deadline before them spoke of.
    """
    rows = _rows(text, marks)
    before = 0  # end of the deadline before
    topic = ""
    for row, following in zip_longest(rows, rows[1:]):
        start = row[0].start
        clause = _clause(text, before, start)
        head = _unlabelled(text[clause:start])
        if before == 0 or _PART_END.search(text, before, start):
            topic = _clause_ahead(text, before, clause)
        what = _HEAD_END.sub("", head) + _rest(text, row[-1].end, following[0].start if following else None)
        if topic and len(what) <= _SHORT:
            what = f"{topic},{what}"
        yield from (Due(mark.start, mark.end, mark.due_on, what) for mark in row)
        topic = _INTENT.sub("", head) or topic
        before = row[-1].end


def _rows(text: str, marks: Sequence[_Mark]) -> list[list[_Mark]]:
    """Deadlines that stand in a row (3月、10月) and share what is due."""
    rows: list[list[_Mark]] = []
    for mark in marks:
        if rows and text[rows[-1][-1].end : mark.start] in ("、", "和", "及"):
            rows[-1].append(mark)
        else:
            rows.append([mark])
    return rows


def _clause(text: str, before: int, start: int) -> int:
    """Where the clause of a deadline begins; at the deadline itself where another stands in the same clause."""
    low = max(before, start - _REACH)
    stop = max(text.rfind(character, low, start) for character in _STOPS)
    if stop >= 0:
        return stop + 1
    return start if low else 0


def _clause_ahead(text: str, before: int, clause: int) -> str:
    """The clause before the one that begins at ``clause``, if a comma parts them."""
    if clause == 0 or text[clause - 1] != ",":
        return ""
    return _unlabelled(text[_clause(text, before, clause - 1) : clause - 1])


def _unlabelled(text: str) -> str:
    label = LABEL.match(text)
    return text[label.end() if label else 0 :].strip()


def _rest(text: str, start: int, following: int | None) -> str:
    """The text behind a deadline that it governs; a part behind ; is the next deadline's if that stands in it."""
    end = len(text) if following is None else following
    if stop := _SENTENCE_END.search(text, start, end):
        end = stop.start()
    elif following is not None:
        cuts = [position for stop in ";," if (position := text.rfind(stop, start, end)) >= 0]
        end = cuts[0] if cuts else end
    rest = text[start:end].strip(",、:; ")
    return rest if following is None or end != following else _LINK.sub("", rest)
