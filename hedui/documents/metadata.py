"""What a document says of itself: title, number, issuer, genre, place, dates, period.

A notice that carries a plan is known by the plan: the plan's title is the document's; number, issuer and date are
the notice's.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from hedui.documents.document import Block, BlockKind, Metadata, Text
from hedui.documents.periods import reported_period
from hedui.documents.structure import DOCUMENT_NUMBER, GENRE, ORGANISATION
from hedui.vocabulary.codes import DocumentKind, Script
from hedui.vocabulary.regions import RegionRegistry

_HEAD = 16  # blocks among which a document names itself
_TAIL = 6  # blocks among which it may be signed
_OPENING = 600  # characters of running text that count as its opening
_LONGEST_TITLE = 120

_GENRES = (
    (DocumentKind.BULLETIN, "通报|公报|月报|季报|年报|快报|简报|进展|完成情况|状况|运行情况"),
    (DocumentKind.WORK_REPORT, "工作报告|情况(?:的)?报告|报告|总结|工作回顾|工作情况|情况汇报"),
    (
        DocumentKind.PLAN,
        "计划|方案|规划|纲要|要点|攻坚|(?:实施|指导)意见|实施(?:细则|办法)|若干[^,。]{0,10}(?:措施|意见|规定|政策)"
        "|(?:奖励|扶持|补助|补贴|激励|奖补)[^,。]{0,8}(?:办法|政策|规定|细则|措施)"
        "|目标.{0,2}任务(?![^,。]{0,8}(?:实现|完成|达成|兑现))",
    ),
)
_GENRE_WORD = re.compile("|".join(f"(?P<g{number}>{words})" for number, (_, words) in enumerate(_GENRES)))
_QUOTED = re.compile("《[^《》]*》")
_RECTIFICATION = re.compile("整改.{0,4}(?:方案|清单|台账)|督察.{0,12}整改.{0,4}情况")
_REVIEW_AND_PLAN = re.compile("(?:总结|回顾|[工作完成执行]情况)[和与及、][^,。]{0,12}(?:计划|安排|打算|要点|思路)")
"""A title that names what was done before what is to be done (2022年工作总结及2023年工作计划)."""
_ABOUT = re.compile("^(.{2,40}?)关于")
_SELF_NAMED = re.compile(r"现将([^,。;:《》]{4,40}?(?:报告|通报|总结))(?:如下|于后)")

_DATE = re.compile(r"((?:19|20)\d\d)(?:年|[-/.])(\d{1,2})(?:月|[-/.])(\d{1,2})(?!\d)")
_HAN_DATE = re.compile(
    "([二〇○零一九][二〇○零一二三四五六七八九]{3})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
_HAN_DIGITS = {digit: number for number, digit in enumerate("〇一二三四五六七八九")} | {"○": 0, "零": 0}
_DELIVERED = re.compile("会议?上")

_PLACE = re.compile(
    r"(?:(?:19|20)\d\d年(?:度)?)?"
    r"((?:[^省市县区州旗盟某全我本\W\d_]{2,4}(?:省|(?<!城)市|县|旗|(?<![园社城地范辖矿库景牧护能验片])区)|[^省市县区州旗盟\W\d_]{2,8}(?:自治区|自治州|自治县))+)"
)

_DATELINE = re.compile(
    r"[\u4e00-\u9fff]{2,8}?\d{1,2}(?:月\d{1,2})?日?[电讯](?=[^\u4e00-\u9fff]|记者|题)|[\u4e00-\u9fff]{2,4}(?:[日晚晨商]报|新闻网?|网)讯?|[\u4e00-\u9fff]{2,3}报道"
)
_NATIONAL_BODY = re.compile(
    "(?<![驻向])(?:国务院(?!关于|令)|生态环境部|环境保护部|环保部|自然资源部|国土资源部|水利部|农业农村部|农业部|工业和信息化部|工信部|"
    "住房(?:和)?城乡建设部|交通运输部|财政部(?!门)|国家(?:发展(?:和)?改革委|统计局|能源局|林草局|林业(?:和草原)?局|海洋局|税务总局|气象中心|电网)|"
    "中国气象局|中国电力企业联合会)(?!门|署)"
)


def read_metadata(text: Text, blocks: Sequence[Block], script: Script, regions: RegionRegistry | None) -> Metadata:
    """Read the metadata of a document from its text and blocks; without ``regions`` its region stays unknown."""
    lines = [text.clean[block.start : block.end] for block in blocks]
    opening = _opening(lines, blocks)
    title = _title(lines, blocks) or _self_named(opening)
    kind = _kind(title)
    published_on, spoken_on = _days_given(lines, blocks)
    headings = [line for line, block in zip(lines, blocks, strict=True) if block.kind is BlockKind.HEADING]
    is_report = kind in (DocumentKind.BULLETIN, DocumentKind.WORK_REPORT)
    period = reported_period(title, headings, opening, spoken_on, opens_with_its_year=is_report)
    place, region_id = _place([title, *_notes(lines, blocks), opening], regions)
    return Metadata(
        title=title,
        document_number=_document_number(lines),
        issuer=_issuer(lines, blocks),
        document_kind=kind,
        place_printed=place,
        region_id=region_id,
        published_on=published_on,
        spoken_on=spoken_on,
        period_start=period.start if period else None,
        period_end=period.end if period else None,
        period_because=period.why if period else "",
        script=script,
    )


def _title(lines: Sequence[str], blocks: Sequence[Block]) -> str:
    """The title of what a notice carries, else the title lines of the head up to the one that names the genre."""
    titles = [number for number, block in enumerate(blocks) if block.kind is BlockKind.TITLE]
    body = next((number for number, block in enumerate(blocks) if block.kind is BlockKind.PARAGRAPH), len(blocks))
    if carried := [number for number in titles if number > body]:
        return lines[carried[0]]
    if not titles:
        return ""
    last = next((number for number in titles if GENRE.search(lines[number])), titles[0])
    first = last
    while first - 1 in titles and sum(map(len, lines[first - 1 : last + 1])) <= _LONGEST_TITLE:
        first -= 1
    if last + 1 in titles and lines[last + 1].startswith("("):
        last += 1
    return "".join(lines[first : last + 1])


def _self_named(opening: str) -> str:
    """What a report without a title calls itself where it begins: 现将…情况报告如下."""
    match = _SELF_NAMED.search(opening)
    return match.group(1) if match else ""


def _opening(lines: Sequence[str], blocks: Sequence[Block]) -> str:
    running = (line for line, block in zip(lines, blocks, strict=True) if block.kind is BlockKind.PARAGRAPH)
    opening = ""
    for line in running:
        opening += line
        if len(opening) >= _OPENING or opening.endswith(":"):
            break
    return opening[:_OPENING]


def _notes(lines: Sequence[str], blocks: Sequence[Block]) -> Iterator[str]:
    """Lines of the head that are neither title nor text: issuers, delivery lines, signatures."""
    for line, block in zip(lines[:_HEAD], blocks[:_HEAD], strict=True):
        if block.kind in (BlockKind.TITLE, BlockKind.NOTE):
            yield line


def _kind(title: str) -> DocumentKind:
    """Genre by the last genre word of the title, quoted names apart (a 通报 on the 《政府工作报告》 is a bulletin)."""
    if _RECTIFICATION.search(title):
        return DocumentKind.RECTIFICATION_LIST
    if _REVIEW_AND_PLAN.search(title):
        return DocumentKind.WORK_REPORT
    words = list(_GENRE_WORD.finditer(_QUOTED.sub("", title) or title))
    return _GENRES[int((words[-1].lastgroup or "")[1:])][0] if words else DocumentKind.OTHER


def _document_number(lines: Sequence[str]) -> str | None:
    """The number printed on a line of its own in the head (numbers within sentences are of other documents)."""
    return next((line for line in lines[:_HEAD] if DOCUMENT_NUMBER.fullmatch(line)), None)


def _ends(lines: Sequence[str], blocks: Sequence[Block]) -> Iterator[str]:
    """Notes of the head and of the tail, where a document is signed and dated."""
    for number, (line, block) in enumerate(zip(lines, blocks, strict=True)):
        if block.kind is BlockKind.NOTE and (number < _HEAD or number >= len(blocks) - _TAIL):
            yield line


def _issuer(lines: Sequence[str], blocks: Sequence[Block]) -> str | None:
    """Who signed, else whom the title names before 关于, else an organisation that stands above the title."""
    for line in _ends(lines, blocks):
        if (match := ORGANISATION.match(line)) and (match.end() == len(line) or _date(line[match.end() :])):
            return match.group()
    for line, block in zip(lines[:_HEAD], blocks[:_HEAD], strict=True):
        if block.kind in (BlockKind.TITLE, BlockKind.HEADING) and not block.label:
            about = _ABOUT.match(line)
            candidate = about.group(1) if about else line
            if ORGANISATION.fullmatch(candidate):
                return candidate
    return None


def _days_given(lines: Sequence[str], blocks: Sequence[Block]) -> tuple[date | None, date | None]:
    """The day of publication and the day on which a document speaks.

    The former is the date of the signature, else the time of publication on a page, else the day of delivery; the
    latter is the day of delivery before that of a page, which may be put up much later.
    """
    dated = [(line, day) for line in _ends(lines, blocks) if (day := _date(line))]
    delivered = [day for line, day in dated if _DELIVERED.search(line)]
    signed = [day for line, day in dated if not _DELIVERED.search(line) and ":" not in line]
    posted = [day for line, day in dated if ":" in line]
    return next(iter(signed + posted + delivered), None), next(iter(delivered + signed + posted), None)


def _date(line: str) -> date | None:
    if match := _DATE.search(line):
        year, month, day = map(int, match.groups())
    elif match := _HAN_DATE.search(line):
        year = int("".join(str(_HAN_DIGITS.get(digit, 0)) for digit in match.group(1)))
        month, day = (_han_number(group) for group in match.groups()[1:])
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _han_number(numeral: str) -> int:
    """A Chinese numeral below one hundred: 二十七 is 27."""
    tens, ten, ones = numeral.rpartition("十")
    return (_HAN_DIGITS.get(tens, 1) * 10 if ten else 0) + _HAN_DIGITS.get(ones, 0)


def _place(passages: Sequence[str], regions: RegionRegistry | None) -> tuple[str | None, str | None]:
    """The first place that the title, the head or the opening names: as printed, with its code where known.

    Names that follow on each other are one place, the last of them (北京市通州区). Where a news item was written
    (北京8月1日电) is no place of its subject; a body of the nation speaks for the nation where nothing is named before.
    """
    for passage in passages:
        words = _DATELINE.sub(lambda line: " " * len(line.group()), passage)
        found = regions.find(words) if regions else []
        body = _NATIONAL_BODY.search(words)
        if regions and body and (not found or body.start() < found[0][0]):
            country = next(region for region in regions.by_id.values() if region.parent is None)
            return body.group(), country.region_id
        if found and regions:
            start, end, region = found[0]
            for after_start, after_end, inner in found[1:]:
                if after_start != end or not regions.contains(region.region_id, inner.region_id):
                    break
                end, region = after_end, inner
            return passage[start:end], region.region_id
        if match := _PLACE.match(passage):
            return match.group(1), None
    return None, None
