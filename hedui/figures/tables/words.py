"""What the words of a head, a label or a caption say of numbers: name, unit, time, role."""

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from hedui.figures.grammar import Grammar
from hedui.language import times
from hedui.language.times import Span
from hedui.vocabulary.codes import ChangeKind, CountedFrom, Role
from hedui.vocabulary.units import Unit

_BRACKET = re.compile(r"[(\[〔]([^()\[\]〔〕]{1,24})[)\]〕]")
_TAIL_UNIT = re.compile(r"[,/:]\s*([^\s,/:()]{1,12})$")
_UNIT_LINE = re.compile(r"(?:计量|金额|数量)?单位[::]?\s*([^\s,;。)\]]{1,20})")
_NOTE_MARK = re.compile(r"[*#^①-⑳]|\(\d{1,2}\)$")
_PER_DAY = re.compile("每[日天](.{1,6}?)数?$")
_COUNTED_IN = re.compile("(.{1,6}?)数$")
_INDEX = re.compile(
    r"[(]?(?:上年|上月|去年|上年同[期月]|以?\d{4}年|基期)(?:同期|同月)?(?:价格|水平|为)?\s?[=为]\s?100[)]?"
)

_YEAR = r"(?:19|20)\d\d"
_TIME = re.compile(
    rf"(?P<years>{_YEAR}[-—~/](?:{_YEAR}|\d\d)(?:年度?)?)"
    rf"|(?P<plan>[“\"]?十[一二三四五]五[”\"]?)"
    rf"|(?P<year>{_YEAR})(?:年(?:度)?|(?![\d.]))"
    r"|(?P<sofar>1[-—~至]本月|(?:本年|自?年初)?(?:至|到)?(?:本月)?止?累计|年初至今|1月至本月)"
    r"|(?P<months>(?:1[0-2]|0?[1-9])月?[-—~至](?:1[0-2]|0?[1-9])月份?)|(?P<month>(?:1[0-2]|0?[1-9])月份?)"
    r"|(?P<part>[上下]半年|前三季度|第?[一二三四1-4]季度|前[二两三]个?季度)"
    r"|(?P<same>(?:上年|去年)(?:同期|同月)|同期)|(?P<last>上月|上季度?)|(?P<before>上年(?!末)|去年(?!末))|(?P<this>本月|当月|本期)"
    r"|(?P<own>本年|今年|当年|全年)|(?P<before_end>上年末|去年末|年初(?!至))|(?P<end>(?:年末|期末|年底|月末|季末)(?:值|数(?!量))?|末(?=数|余额))"
)

_CHANGE = re.compile(
    "同比|环比|(?<!自然)增长(?!极)|增速|增幅|增减|升降|变化|变幅|降幅|涨跌|涨幅|±|[比较](?:上|去)[年月]|[比较]年初|[比较](?:19|20)\\d\\d年"
    "|(?<!新)增加(?!值)[额量]?(?![\u4e00-\u9fff]{2})|减少[额量]|改善(?:幅度|率|情况)|下降(?:幅度|比例|率)|降低(?:幅度|比例|率)?|年均增|提高幅度"
)
_AMOUNT = re.compile("(?:增加|减少|增减|变化|净增)[额量值]|绝对量")
_PREVIOUS = re.compile("环比|[比较]?上月|[比较]上季")
_FIXED = re.compile("[比较](?P<year>(?:19|20)\\d\\d)年|[比较](?P<start>年初|上年末)|累计(?:下降|降低|增长|减少)")
_ANNUAL = re.compile("年均增?|年平均增")
_RATE = re.compile(
    "完成率|完成比例|完成程度|(?:任务|进度|目标)完成|进度(?:率|%|\\(|$)|占(?:年度|全年)?(?:目标|计划|任务)"
)
_PLAN = re.compile("计划(?!外)|目标|任务(?!完成)|指标值|应完成|约束|规划|预期|要求|预计")
_DONE = re.compile("完成|实际|累计|已|现状|基准|基期|实绩")
_RANK = re.compile("排名|名次|位次|排位|^位$|排序")
_RANK_MOVED = re.compile("变化|升降|增减|变动")
_WORST = re.compile("倒排|倒数|后\\d+|末位|较差|最差")

_UNITS = re.compile("^(?:计量)?单位$")
_SERIAL = re.compile("^(?:序号|编号|号|项次?|行次|序|№|No|NO|代码|排序号|页码|页|电话|邮编|文号|编码)\\.?$")
_ASIDE_COLUMN = re.compile(
    "^(?:类别|分类|领域|大类|方面|板块)$"
    "|备注|属性|责任|牵头|单位名称|时限|类型|性质|首要污染物|依据|来源|说明|级别|等级"
)
_VERBAL = re.compile(
    "年度|年份|月份|计划|目标值?|任务|指标值?|同比|环比|变化|增减|升降|变幅|涨跌|涨幅|[(%)±]|完成率|进度|数值|规划|预期|实际|现状|基准|基期"
    "|其中[::]?|期末值?|数据|项目|指标|名称|比(?:上|去)年|较(?:上|去)年|比上月|较上月|实际完成|累计完成|已?完成(?:量|数|值|额|情况)?$|增长(?:率|速度)?|增速|增幅|情况|累计|本期"
)
"""Words of a column's head that say what its numbers do, not what they measure."""
_LABEL_NOISE = re.compile(
    r"\s|^(?:#|其中)[::]?|^[一二三四五六七八九十]+、|^\([一二三四五六七八九十\d]+\)|^\d{1,2}[.、](?!\d)|[*#^①-⑳]"
)
_PART = re.compile(r"^\s*(?:#|其中)")
_TOTAL = re.compile("^(?:合计|总计|总和|年度总和|小计|全年|年度合计|平均|总数)$")
_CAPTION_NOISE = re.compile(
    r"^.*?(?:接获)?(?:有关|关于)|^.{0,12}?(?:过去|近)[\d一二三四五六七八九十]+(?:年|个财政年度),?|^(?:续|附)?表[-\d.—一二三四五六七八九十]*[::]?|^\d{1,2}-\d{1,2}(?![月日])"
    r"|(?:资料|数字|情况|数据)?(?:载列|列|详列|汇总)?(?:如下|见下表|于下表|在下表|所示).*$|^(?:历年|我国|全国|全省|全市|本港|各地?)|统计表|一览表|汇总表|基本(?:情况|概况|状况)表?$|主要指标表?$|概况$|情况表?$|[:。\s]"
)

Measure = tuple[Unit | None, str | None, int, tuple[int, int] | None]
"""Unit, classifier, scale and the span they are written in; the span is None where no unit is given."""
NO_MEASURE: Measure = (None, None, 1, None)


@dataclass(frozen=True, slots=True)
class Words:
    """What words say.

    Attributes:
        name: what is measured, or whose it is; ``""`` where they say only what the number does.
        measure: the unit they give.
        times: the times they name, kind and printed words, in order.
        role: what they make of a number; None where they leave it open.
        change_kind: against what, for a change.
        base_year: the year a change is against, where they name one.
        is_bare_change: whether a change is named without saying whether it is relative.
        counted_from: where a rank is counted from.
        is_index: whether the numbers are an index (上年=100).
        is_done: whether they say that something has come about.
        is_amount: whether a change is named as an amount (增加额).
    """

    name: str
    measure: Measure
    times: tuple[tuple[str, str], ...]
    role: Role | None
    change_kind: ChangeKind | None = None
    base_year: int | None = None
    is_bare_change: bool = False
    counted_from: CountedFrom | None = None
    is_index: bool = False
    is_done: bool = False
    is_amount: bool = False


def read_words(text: str, start: int, grammar: Grammar) -> Words:
    """What the words ``text``, which stand at ``start`` of the repaired text, say."""
    words = _read_words(text, grammar)
    unit, classifier, scale, span = words.measure
    return replace(words, measure=(unit, classifier, scale, (span[0] + start, span[1] + start))) if span else words


@lru_cache(maxsize=1 << 14)
def _read_words(text: str, grammar: Grammar) -> Words:
    is_index = _INDEX.search(text) is not None
    rest, measure = unit_apart(_INDEX.sub("", text), grammar) if is_index else unit_apart(text, grammar)
    role, kind, base_year, is_bare = _role(text)
    named = [(match.lastgroup or "", match.group()) for match in _TIME.finditer(_without_bases(rest))]
    name = _NOTE_MARK.sub("", _TIME.sub("", _without_bases(rest)))
    counted = None
    if role is Role.RANK:
        counted = CountedFrom.WORST if _WORST.search(text) else CountedFrom.UNKNOWN
    return Words(
        name=re.sub(r"\s|[()\[\]]{2}|^[、,/:-]+|[、,/:-]+$", "", name),
        measure=measure,
        times=tuple(named),
        role=role,
        change_kind=kind,
        base_year=base_year,
        is_bare_change=is_bare,
        counted_from=counted,
        is_index=is_index,
        is_done=_DONE.search(text) is not None,
        is_amount=_AMOUNT.search(text) is not None,
    )


def _without_bases(text: str) -> str:
    """Words without the times that a change is against (比上年, 较2015年)."""
    return re.sub("[比较与](?:(?:19|20)\\d\\d年?|上年同?期?|去年同?期?|上月|上年末|年初|上季)", "", text)


def _role(text: str) -> tuple[Role | None, ChangeKind | None, int | None, bool]:
    if _RANK.search(text) and not _RANK_MOVED.search(text):
        return Role.RANK, None, None, False
    if _RATE.search(text):
        return Role.RATE, None, None, False
    if _CHANGE.search(text):
        fixed = _FIXED.search(text)
        year = int(fixed["year"]) if fixed and fixed["year"] else None
        if fixed:
            kind = ChangeKind.FIXED_BASE
        elif _ANNUAL.search(text):
            kind = ChangeKind.ANNUALISED
        else:
            kind = ChangeKind.PREVIOUS_PERIOD if _PREVIOUS.search(text) else ChangeKind.YEAR_ON_YEAR
        is_bare = re.search("同比|环比|增长|增速|增幅|降幅|涨幅|幅度|率|比例|±|%", text) is None
        return Role.CHANGE, kind, year, is_bare
    if _PLAN.search(text) and not _DONE.search(text):
        return Role.PLAN, None, None, False
    return None, None, None, False


# --- units ------------------------------------------------------------------------------------------------------------


def unit_apart(text: str, grammar: Grammar) -> tuple[str, Measure]:
    """The words without the unit they give in brackets or at their end, and that unit."""
    if line := _UNIT_LINE.search(text):
        measure = measure_of(line[1], line.start(1), grammar)
        if measure[3]:
            return (text[: line.start()] + text[line.end() :]).replace("()", ""), measure
    for found in (*reversed(list(_BRACKET.finditer(text))), *_TAIL_UNIT.finditer(text)):
        measure = measure_of(found[1], found.start(1), grammar)
        if measure[3]:
            return text[: found.start()] + text[found.end() :], measure
    if "±%" in text or text.endswith("%"):
        at = text.index("%")
        return text.replace("±", "").replace("%", ""), measure_of("%", at, grammar)
    return text, NO_MEASURE


def measure_of(text: str, at: int, grammar: Grammar) -> Measure:
    """The unit that ``text``, which begins at ``at``, is and nothing else."""
    word = text.strip().lstrip("±+-").removeprefix("单位").lstrip(":").strip()
    word = word.split("、")[0].split(",")[0]
    lead = text.find(word) if word else 0
    for form in filter(None, (word, _per_day(word), _counted(word))):
        found = grammar.lexer.measure_at(form + "\n", 0)
        if found.span and found.end == len(form) and (found.unit or found.classifier):
            return found.unit, found.classifier, found.scale, (at + lead, at + lead + len(word))
    return NO_MEASURE


def _per_day(word: str) -> str:
    match = _PER_DAY.fullmatch(word)
    return f"{match[1].removeprefix('公')}/日" if match else ""


def _counted(word: str) -> str:
    match = _COUNTED_IN.fullmatch(word)
    return match[1] if match else ""


# --- columns ----------------------------------------------------------------------------------------------------------


def is_unit_head(text: str) -> bool:
    """Whether a column holds units."""
    return _UNITS.search(re.sub(r"\s", "", text)) is not None


def is_serial_head(text: str) -> bool:
    """Whether a column holds numbers that only number, or name."""
    return _SERIAL.search(re.sub(r"\s", "", text)) is not None


def is_aside_head(text: str) -> bool:
    """Whether a column holds words that are no part of a row's name."""
    return _ASIDE_COLUMN.search(text) is not None


def is_part(label: str) -> bool:
    """Whether a row is part of the one above it."""
    return _PART.match(label) is not None


def is_total(label: str) -> bool:
    """Whether a row adds up the others, or averages them."""
    return _TOTAL.match(label) is not None


def label_name(text: str) -> str:
    """A label as part of a name."""
    return _LABEL_NOISE.sub("", text)


def head_name(text: str) -> str:
    """A head as part of a name."""
    return _VERBAL.sub("", text)


def caption_name(text: str, grammar: Grammar) -> str:
    """What a caption says is in its table."""
    bare = re.sub(r"\([^()]*\)|《[^《》]*》", "", unit_apart(text, grammar)[0])
    last = ""
    while bare != last:
        last, bare = bare, _CAPTION_NOISE.sub("", bare)
    name = _TIME.sub("", bare)
    return re.sub(r"^[年度各的,、]+|[()::,、]+$", "", name)


# --- times ------------------------------------------------------------------------------------------------------------


def compose(
    named: "list[tuple[tuple[str, str], ...]]", reported: Span | None, year: int | None, *, fiscal: bool
) -> Span | None:
    """The span that times named by labels, heads and captions make together, the nearest source first.

    Args:
        named: the times each source names.
        reported: what the document reports on.
        year: the year of a month printed without one.
        fiscal: whether two years with a dash are a financial year.
    """
    found: dict[str, str] = {}
    for source in named:
        for kind, words in source:
            family = _FAMILY[kind]
            found.setdefault(family, f"{kind} {words}")
    if not found:
        return None
    whole = found.get("year", "")
    month = found.get("month", "")
    kind, _, words = whole.partition(" ")
    if kind == "years":
        return _years(words, fiscal=fiscal)
    if kind == "plan":
        return times.plan_period(words.strip('“”"'))
    own = int(words[:4]) if kind == "year" else reported.end.year if reported else year
    if own is None:
        return None
    if kind == "before":
        own -= 1
    span = _within(own, month, reported)
    relative = found.get("relative", "").partition(" ")[0]
    if span is not None and relative == "same":
        span = times.year_before(span)
    if span is not None and found.get("end"):
        ends_before = found["end"].startswith("before_end")
        return Span(None, date(own - 1, 12, 31) if ends_before else span.end, is_point=True)
    return span


_FAMILY = {
    "years": "year", "plan": "year", "year": "year", "own": "year", "before": "year",
    "sofar": "month", "months": "month", "month": "month", "part": "month", "last": "month", "this": "month",
    "same": "relative", "before_end": "end", "end": "end",
}  # fmt: skip


def _within(year: int, month: str, reported: Span | None) -> Span | None:
    kind, _, words = month.partition(" ")
    is_current = reported is not None and reported.end.year == year
    last = reported.end.month if reported is not None else 12
    match kind:
        case "":
            if is_current and reported is not None and reported.start is not None and reported.start.year == year:
                return Span(date(year, 1, 1), reported.end) if reported.end.month < 12 else times.months(year, 1, 12)
            return times.months(year, 1, 12)
        case "sofar":
            return times.months(year, 1, last)
        case "this":
            return times.months(year, last, last)
        case "last":
            return times.months(year - (last == 1), (last - 2) % 12 + 1, (last - 2) % 12 + 1)
        case _:
            return times.parse(words.removesuffix("份"), year)


def _years(words: str, *, fiscal: bool) -> Span | None:
    first, last = re.findall(r"\d+", words)[:2]
    end = int(last) if len(last) == 4 else int(first[:2] + last)
    if fiscal and end == int(first) + 1:
        return Span(date(int(first), 4, 1), date(end, 3, 31))
    return Span(date(int(first), 1, 1), date(end, 12, 31)) if int(first) <= end else None
