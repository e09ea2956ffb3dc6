"""What the numbers of a block inherit: from their document, the headings above, the paragraphs before.

A state says on which side of now a stretch of text stands (what has come about, what is to be done) and which times go
with it. A heading sets the state of all below it; a paragraph that opens with a time of its own (五年来, 今年…目标)
sets that of its section from there on. Which words do is data: ``data/language/sections.yml``.
"""

import re
from dataclasses import dataclass, replace
from datetime import date

from hedui.documents.document import Block, BlockKind, Document, Metadata
from hedui.figures.calendars import Calendar, calendar_of
from hedui.figures.grammar import Grammar
from hedui.figures.planning import Setting
from hedui.language import times
from hedui.language.rules import load_rules
from hedui.language.times import Span
from hedui.vocabulary.codes import DocumentKind

_OPENING = 60
"""Characters at the front of a block in which it says what it is about."""
_FRONT = re.compile(r"(?:各位代表|同志们|与此同时)?[,,!!::\s]*[—-]*")
_FIELD = re.compile("[^,。;:]{2,8}:")
_MONTHS = re.compile(
    r"(?:^[一二三四五六七八九十(),、.\d]{0,5}|\()((?:\d{1,2}[-—~至])?\d{1,2}月|[一二三四]季度|上半年|前三季度)份?(?:\)|$)"
)
_LIST_OF_TIME = re.compile(
    r"(?:截[至止]到?)?((?:19|20)\d\d年(?:(?:\d{1,2}[-—~至])?\d{1,2}月|上半年|第?[一二三四]季度|前三季度)?)份?[,::]"
)
"""The time that a line opens with which leads to a list (2018年1—11月:)."""
_LIMIT = re.compile("时限|期限|时间")
_DATE = re.compile("(?:19|20)\\d\\d年(?:\\d{1,2}月)?(?:\\d{1,2}日|年?底|末)?")
_NAMED_TIME = re.compile(
    '十[一二三四五六七八九]五|(?<![一二三四五六七八九十])[七八九十]五(?=[”"时期])|第十[一二三四五六七八九]个五年|(?:过去|这|近|未来|今后|下一个)?(?<![〇零一二三四五六七八九])五年|((?:19|20)\\d\\d)年(?![-—~至])|今年|过去一年|一年来'
)
_LOOKS_BACK = re.compile("回顾|成就|成绩|成效|总结|完成情况|进展|情况|以来|来(?=[,:]|$)|历程|现状|基础")
_LOOKS_AHEAD = re.compile("目标|任务|安排|重点|打算|考虑|部署|计划|思路|要求|展望|说明|未来|今后|开好局|草案|政策")
_TURNS_AHEAD = re.compile("下一步|下步|下一阶段|下阶段|打算|思路|计划|安排|建议")
_TURNS_BACK = re.compile("回顾|(?:开展|完成|进展|落实|执行|推进|工作)情况|存在的?(?:主要|突出)?问题|总结|基本情况")
_SHORT_OF = re.compile("短板|问题|挑战|困难|瓶颈|差距|制约|压力|不足|薄弱")
_ADDRESS = "政府工作报告"
_SHORT_TITLE = 36
_YEARS_OF_A_REVIEW = 5


@dataclass(frozen=True, slots=True)
class State:
    """What a block's numbers are taken to be, and the times they speak of, unless their sentence says otherwise."""

    setting: Setting
    calendar: Calendar
    is_timed: bool = False
    """Whether a time named by a heading or an opening set it: then only plain words of looking back or ahead end it."""


def read_states(document: Document, grammar: Grammar) -> list[State]:
    """The state of each block of ``document``, in order."""
    metadata = document.metadata
    root = _root(metadata)
    is_address = metadata.document_kind is DocumentKind.WORK_REPORT and _ADDRESS in metadata.title
    limits = _limits(document)
    times_of_lists = _times_of_lists(document)
    states: list[State] = []
    running: dict[int, State] = {}  # by the block stood under: the state that goes on among the blocks below it
    for number, block in enumerate(document.blocks):
        state = running.get(block.parent) or (states[block.parent] if block.parent >= 0 else root)
        opening = _opening(document, block)
        is_titled = bool(block.label) and len(opening) <= _SHORT_TITLE
        if block.kind is BlockKind.HEADING or is_titled:
            state = _under_heading(opening, state, root, grammar)
        elif field := _FIELD.match(opening):
            state = _under_heading(field.group(), state, root, grammar)
        elif block.kind is BlockKind.PARAGRAPH and (said := _opened(opening, state, root)):
            state = said
            if not block.label:
                running[block.parent] = said
        if is_address and _is_ahead(state, root) and (block.parent < 0 or not block.label):
            running[-1] = state  # a report to a congress does not go back from its tasks
        if limit := limits.get(number):
            state = replace(state, calendar=replace(state.calendar, due=limit))
        if (span := times_of_lists.get(number)) and not state.setting.is_planned:
            state = _reporting(span, root)
        states.append(state)
    return states


def _root(metadata: Metadata) -> State:
    """The state that the document as a whole gives."""
    calendar = calendar_of(metadata)
    is_plan = metadata.document_kind is DocumentKind.PLAN
    reported, this_year = calendar.reported, calendar.current_year
    if metadata.is_period_inferred and reported:
        this_year = None
        reported = Span(None, date(reported.end.year, 12, 31))  # too weak to call a later month planned
    elif reported is None and calendar.given:
        reported = Span(None, calendar.given)
    root = State(Setting(is_plan, reported, is_plan, calendar.year, this_year=this_year), calendar)
    named = _NAMED_TIME.search(metadata.title)
    if named and not named[1] and not is_plan and _LOOKS_BACK.search(metadata.title) and calendar.reported:
        return _review(_years_named(named.group(), calendar.reported), root)
    return root


def _opening(document: Document, block: Block) -> str:
    """The title of a numbered block, or the first words of any other."""
    words = document.text.clean[block.body : min(block.end, block.body + _OPENING)]
    front = _FRONT.match(words)
    words = words[front.end() :] if front else words
    return words.split("。")[0] if block.label else words


def _is_ahead(state: State, root: State) -> bool:
    return state.setting.is_planned and not root.setting.is_planned


# --- what a heading or an opening says --------------------------------------------------------------------------------


def _opened(opening: str, state: State, root: State) -> State | None:
    """The state that a paragraph's opening sets for its section, None where it says nothing of the time."""
    reported = root.calendar.reported
    if reported is None or root.setting.is_plan:
        return None
    found = ((rule.means, match) for rule in load_rules("sections") if (match := rule.pattern.search(opening)))
    means, match = next(found, (None, None))
    words = match.group() if match else ""
    named = _NAMED_TIME.search(words)
    match means:
        case "review_of_years":
            return _review(_years_named(words, reported), root)
        case "plan_period":
            span = _years_named(words, reported)
            if "以来" in words and span.end < reported.end:
                span = replace(span, end=reported.end)
            is_ahead = span.end > reported.end and (
                state.setting.is_planned or (span.start is not None and span.start > reported.end)
            )
            return _goals(span, root) if is_ahead else _review(span, root)
        case "goals_of_years" if state.setting.is_planned:
            by = times.parse(words[1:], None) if words.startswith("到") else None
            return _goals(by or _years_named(words, reported, ahead=True), root)
        case "tasks_of_year" if root.calendar.current_year == reported.end.year + 1:
            year = int(named[1]) if named and named[1] else root.calendar.current_year
            return _tasks(year, root) if year and year > reported.end.year else None
        case "review_of_year" if not state.setting.is_planned:
            year = int(named[1]) if named and named[1] else reported.end.year
            return _reporting(reported, root) if year == reported.end.year else None
    return None


def _under_heading(heading: str, state: State, root: State, grammar: Grammar) -> State:
    """The state of what stands under a heading, by the first time it names, else by what it is about."""
    reported = root.calendar.reported
    named = _NAMED_TIME.search(heading) if "," not in heading.split("年")[0] else None
    if named and reported and not root.setting.is_plan:
        if said := _by_time(heading, named, state, root):
            return said
    elif named and named[1] and root.setting.is_plan and _LOOKS_AHEAD.search(heading):
        # 2025年度工作任务 in a plan of several years
        day = date(int(named[1]), 12, 31)
        return State(replace(state.setting, is_planned=True), replace(state.calendar, due=Span(None, day)))
    setting, calendar = state.setting, state.calendar
    back, ahead = (_TURNS_BACK, _TURNS_AHEAD) if state.is_timed else (grammar.realised_heading, grammar.planned_heading)
    if root.setting.is_plan and _SHORT_OF.search(heading):
        # what a plan says is amiss is no count of its eve
        setting, calendar = replace(setting, is_planned=False), replace(calendar, reported=None)
    elif back.search(heading):
        setting = replace(setting, is_planned=False)
    elif ahead.search(heading):
        setting = replace(setting, is_planned=True)
    if calendar.reported and (months := _MONTHS.search(heading)) and not setting.is_planned:
        span = times.parse(months.group(1), calendar.year)
        if span is not None and span.start is not None and span.end <= calendar.reported.end:
            calendar = replace(calendar, reported=span)
    return State(setting, calendar, state.is_timed)


def _by_time(heading: str, named: re.Match[str], state: State, root: State) -> State | None:
    """The state by the time that a heading names first."""
    reported = root.calendar.reported
    assert reported is not None
    if named[1]:
        year = int(named[1])
        if year > reported.end.year:
            return _tasks(year, root)
        is_own = reported.start is not None and reported.start.year == year == reported.end.year
        return _reporting(reported, root) if is_own else _of_year(year, root)
    if named.group() in ("过去一年", "一年来"):
        return _reporting(reported, root)
    if named.group() == "今年":
        year = root.calendar.current_year or reported.end.year
        return _tasks(year, root) if year > reported.end.year and _LOOKS_AHEAD.search(heading) else None
    behind = heading[named.end() :]
    ahead = _LOOKS_AHEAD.search(behind)
    back = _LOOKS_BACK.search(behind)
    is_ahead = ahead is not None and (back is None or ahead.start() < back.start())
    span = _years_named(named.group(), reported, ahead=is_ahead)
    if span.end > reported.end and (is_ahead or (span.start and span.start > reported.end)):
        return _goals(span, root)
    return _review(span, root) if back or state.setting.is_planned is False else None


def _years_named(words: str, reported: Span, *, ahead: bool = False) -> Span:
    """Years of the first five-year plan named, else the five years up to (or after) the time reported on."""
    if found := re.search(
        '(十[一二三四五六七八九]|(?<![一二三四五六七八九十])[七八九十])(?=五[”"时期规计]|五$|个五年)', words
    ):
        span = times.plan_period(f"{found[1]}五")
        if span is not None:
            return span
    year = reported.end.year
    if ahead:
        return Span(date(year + 1, 1, 1), date(year + _YEARS_OF_A_REVIEW, 12, 31))
    return Span(date(year - _YEARS_OF_A_REVIEW + 1, 1, 1), reported.end)


# --- states -----------------------------------------------------------------------------------------------------------


def _review(span: Span, root: State) -> State:
    """What has come about over several years, as far as they are over."""
    reported = root.calendar.reported
    end = min(span.end, reported.end) if reported else span.end
    return _reporting(replace(span, end=end), root)


def _of_year(year: int, root: State) -> State:
    """What has come about in one year, as far as it is reported on."""
    reported = root.calendar.reported
    end = min(date(year, 12, 31), reported.end) if reported else date(year, 12, 31)
    return _reporting(Span(date(year, 1, 1), end), root)


def _reporting(span: Span, root: State) -> State:
    setting = replace(root.setting, is_planned=False, is_review=True)
    return State(setting, replace(root.calendar, reported=span), True)


def _goals(span: Span, root: State) -> State:
    """What is aimed at over several years; what is said there of the present has no time of its own."""
    return State(
        replace(root.setting, is_planned=True), replace(root.calendar, due=Span(None, span.end), reported=None), True
    )


def _tasks(year: int, root: State) -> State:
    """What is to be done in one year."""
    due = Span(None, date(year, 12, 31))
    return State(replace(root.setting, is_planned=True, is_review=False), replace(root.calendar, due=due), True)


# --- time limits ------------------------------------------------------------------------------------------------------


def _times_of_lists(document: Document) -> dict[int, Span]:
    """The time of each item of a list whose leading line opens with one, by number of the block.

    A list ends with the first item that does not end in a semicolon.
    """
    clean = document.text.clean
    found: dict[int, Span] = {}
    span: Span | None = None
    for number, block in enumerate(document.blocks):
        ends_in = clean[block.end - 1 : block.end]
        if ends_in == ":":
            named = _LIST_OF_TIME.match(clean, block.body, block.end)
            span = times.parse(named[1], None) if named else None
        elif span is not None:
            found[number] = span
            span = span if ends_in == ";" else None
    return found


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
