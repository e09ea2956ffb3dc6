"""What the numbers of a block inherit: from their document, from the headings above, from a review that goes on."""

import re
from dataclasses import dataclass, replace
from datetime import date

from hedui.documents.document import Block, BlockKind, Document
from hedui.figures.calendars import Calendar, calendar_of
from hedui.figures.grammar import Grammar
from hedui.figures.planning import Setting
from hedui.language import times
from hedui.language.times import Span
from hedui.vocabulary.codes import DocumentKind

_OPENING = 60
"""Characters at the front of a block in which it says what it is about."""
_LOOKS_BACK = re.compile(
    "五年来|过去五年|五年间|这五年|的五年|“十[一二三四五]五”(?:时期|以来|期间)?[^,。;]{0,6}(?:成就|成效|回顾|完成情况)"
)
_MOVES_ON = re.compile("[^,。]{0,6}(?:刚刚过去的|过去一年|一年来|今年|(?:19|20)\\d\\d年)")
_GOALS = re.compile("(?:今年|(?:19|20)\\d\\d年)[^,。]{0,12}目标")
_YEAR = re.compile("[^,。]{0,2}((?:19|20)\\d\\d)年")
_FIELD = re.compile("[^,。;:]{2,8}:")
_MONTHS = re.compile(
    r"(?:^[一二三四五六七八九十(),、.\d]{0,5}|\()((?:\d{1,2}[-—~至])?\d{1,2}月|[一二三四]季度|上半年|前三季度)份?(?:\)|$)"
)
_LIMIT = re.compile("时限|期限|时间")
_DATE = re.compile("(?:19|20)\\d\\d年(?:\\d{1,2}月)?(?:\\d{1,2}日|年?底|末)?")
_FIVE_YEARS = re.compile("十[一二三四五六七八九]五")


@dataclass(frozen=True, slots=True)
class Frame:
    """What a block's numbers are taken to be, and the times they speak of, unless their sentence says otherwise."""

    setting: Setting
    calendar: Calendar


def read_frames(document: Document, grammar: Grammar) -> list[Frame]:
    """The frame of each block of ``document``, in order."""
    root = _root(document)
    is_report = document.metadata.document_kind is DocumentKind.WORK_REPORT
    limits = _limits(document)
    frames: list[Frame] = []
    review: Calendar | None = None
    for block in document.blocks:
        frame = frames[block.parent] if block.parent >= 0 else root
        opening = _opening(document, block)
        field = _FIELD.match(opening)
        if block.kind is BlockKind.HEADING or block.label:
            frame, review = _under(frame, opening, grammar), None
        elif field:
            frame = _under(frame, field.group(), grammar)
        elif _LOOKS_BACK.search(opening):
            review = _review(opening, root.calendar)
        elif _MOVES_ON.match(opening):
            review = root.calendar if frame.calendar != root.calendar and not frame.setting.is_planned else None
        if is_report and _GOALS.match(opening):
            # from the goals of the year on, a work report speaks of what is to be done
            root = replace(root, setting=replace(root.setting, is_planned=True))
            frame = frame if frame.setting.is_planned else root
        own = replace(frame, calendar=review) if review else frame
        limit = limits.get(len(frames))
        frames.append(replace(own, calendar=replace(own.calendar, due=limit)) if limit else own)
    return frames


def _limits(document: Document) -> dict[int, Span]:
    """Due date of the fields of each item that states a time limit (整改时限:2022年12月底前), by number of the block.

    An item ends where one of its fields comes again, or at a heading or a label.
    """
    clean = document.text.clean
    limits: dict[int, Span] = {}
    item: list[int] = []
    names: set[str] = set()
    due: Span | None = None
    for number, block in enumerate((*document.blocks, None)):
        field = _FIELD.match(clean, block.body, block.end) if block else None
        is_apart = block is None or block.kind is BlockKind.HEADING or bool(block.label)
        if is_apart or (field and field.group() in names):
            limits |= dict.fromkeys(item, due) if due else {}
            item, names, due = [], set(), None
        if block and field and not is_apart:
            item.append(number)
            names.add(field.group())
            if _LIMIT.search(field.group()):
                date_printed = _DATE.search(clean, block.body, block.end)
                due = times.parse(date_printed.group(), None) if date_printed else None
    return limits


def _root(document: Document) -> Frame:
    """The frame that the document as a whole gives."""
    metadata = document.metadata
    is_plan = metadata.document_kind is DocumentKind.PLAN
    calendar = calendar_of(metadata)
    if not is_plan and _LOOKS_BACK.search(metadata.title):
        calendar = _review(metadata.title, calendar)
    return Frame(Setting(is_plan, calendar.reported, is_plan, calendar.year), calendar)


def _opening(document: Document, block: Block) -> str:
    """The title of a numbered block, or the first words of any other."""
    words = document.text.clean[block.body : min(block.end, block.body + _OPENING)]
    return words.split("。")[0] if block.label else words


def _review(opening: str, calendar: Calendar) -> Calendar:
    """Calendar of what looks back on several years: of a named five-year plan, or of five years."""
    if calendar.reported is None:
        return calendar
    end = calendar.reported.end
    period = _named_plan(opening)
    if period is None or period.start is None or period.start > end:
        return replace(calendar, reported=Span(date(end.year - 4, 1, 1), end))
    return replace(calendar, reported=Span(period.start, min(period.end, end)))


def _under(frame: Frame, heading: str, grammar: Grammar) -> Frame:
    """The frame of what stands under a heading."""
    setting, calendar = frame.setting, frame.calendar
    if grammar.realised_heading.search(heading):
        setting = replace(setting, is_planned=False)
    elif grammar.planned_heading.search(heading):
        setting = replace(setting, is_planned=True)
    reported = calendar.reported
    year = _YEAR.match(heading) if "," not in heading else None
    if reported is not None and year is not None:
        first, last = date(int(year[1]), 1, 1), date(int(year[1]), 12, 31)
        if first <= reported.end:
            calendar = replace(calendar, reported=Span(first, min(last, reported.end)))
        elif not calendar.is_plan:
            setting = replace(setting, is_planned=True)
            calendar = replace(calendar, due=Span(None, last))
    elif reported is not None and (months := _MONTHS.search(heading)) and not setting.is_planned:
        span = times.parse(months.group(1), calendar.year)
        inside = span is not None and span.end <= reported.end and span.start is not None
        calendar = replace(calendar, reported=span) if inside else calendar
    elif setting.is_planned and reported and (ahead := _plan_ahead(heading, reported)):
        calendar = replace(calendar, due=Span(None, ahead.end))
    elif _LOOKS_BACK.search(heading) and not setting.is_planned:
        calendar = _review(heading, calendar)
    return Frame(setting, calendar)


def _named_plan(words: str) -> Span | None:
    """Years of the first five-year plan named, None where none is."""
    named = _FIVE_YEARS.search(words)
    return times.plan_period(named.group()) if named else None


def _plan_ahead(heading: str, reported: Span) -> Span | None:
    """The five-year plan after the time reported on that a heading names (“十五五”时期主要目标)."""
    period = _named_plan(heading)
    return period if period and period.end > reported.end else None
