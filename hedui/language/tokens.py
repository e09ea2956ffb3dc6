"""Cutting repaired text into numeral mentions: quantities, places in rankings, times, codes, names, list numbers.

One pass of one pattern finds where a numeral stands; a small reader for its kind decides how far the mention reaches.
Every alternative of the pattern is linear: no nested repetition.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from hedui.language import numerals
from hedui.vocabulary.codes import QuantityKind
from hedui.vocabulary.units import Unit, UnitRegistry


class Kind(Enum):
    """What a mention is by its form alone; roles are decided later, in context."""

    QUANTITY = "quantity"
    RANK = "rank"
    TIME = "time"
    IDENT = "ident"
    NAME = "name"
    ORDINAL = "ordinal"


@dataclass(slots=True)
class Token:
    """One numeral mention; spans are indices into the repaired text, unit included, comparators outside.

    ``numbers`` holds the bare numbers as printed (two for a range), before ``scale`` and unit. ``hedge`` is an 余, 多
    or 来 that stands inside the mention.
    """

    kind: Kind
    start: int
    end: int
    number: tuple[int, int]
    numbers: tuple[Fraction, ...] = ()
    decimals: int | None = None
    scale: int = 1
    unit: Unit | None = None
    classifier: str | None = None
    unit_span: tuple[int, int] | None = None
    hedge: str = ""
    is_chinese: bool = False
    is_negative: bool = False
    is_part_of_ratio: bool = False

    @property
    def quantity_kind(self) -> QuantityKind:
        """Quantity kind by the printed unit."""
        if self.unit is not None:
            return self.unit.quantity_kind
        return QuantityKind.COUNT if self.classifier else QuantityKind.UNKNOWN


_CN = "零〇一二三四五六七八九十百千万亿两"
_N = r"(?:\d{1,3}(?:,\d{3})+(?![\d])|\d+)(?:\.\d+)?"
_Y = r"(?:19|20)\d\d"
_M = r"(?:1[0-2]|0?[1-9])"
_D = r"(?:3[01]|[12]\d|0?[1-9])"
_TO = r"[-—~至到]"
_PART = r"(?:年?底|年?末|年初|初|年中|年内|度|上半年|下半年|前三季度|第?[一二三四1-4]季度|全年)"
_DAYS = rf"(?:{_D}日|份|底|末|初|上旬|中旬|下旬)"

_TIME = "|".join(
    [
        rf"{_Y}[./-](?:1[0-2]|0?[1-9])[./-]{_D}(?!\d)(?:\d\d:\d\d(?::\d\d)?|\s\d\d?:\d\d(?::\d\d)?)?",
        rf"{_Y}年?{_TO}{_Y}(?:年(?:年?底|末|度)?|(?![\d.]))",
        rf"{_Y}年{_M}月?{_TO}{_M}月(?:{_DAYS})?",
        rf"{_Y}年{_M}月{_D}日?{_TO}(?:{_Y}年)?(?:{_M}月)?{_D}日",
        rf"{_Y}年{_M}月{_TO}{_Y}年{_M}月",
        rf"{_Y}年{_M}月(?:{_DAYS})?(?:{_D}时)?",
        rf"{_Y}年第?[一二三四1-4]{_TO}[一二三四1-4]季度",
        rf"{_Y}年{_PART}?|{_Y}?[上下]半年",
        rf"{_Y}(?=(?:-{_Y})?(?:年度|计划|规划|产业))",
        rf"{_M}月{_D}日(?:{_TO}(?:{_M}月)?{_D}日)?",
        rf"{_M}月{_TO}(?:[次翌]|第二)年{_M}月(?:底|末)?",
        rf"{_M}月?{_TO}{_M}月(?:{_DAYS})?",
        rf"{_M}月(?:{_DAYS})?(?!饼|报表)",
        rf"{_M}(?:、{_M}){{1,5}}[两三四五六]?个?月份?",
        rf"{_Y}(?:、{_Y}){{1,4}}[两三四五]?年",
        rf"前{_M}个?月",
        r"(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?!\d|:)(?![.]\d)",
        r"(?:前|第)?[一二三四]季度|前[二两三]个?季度|[一二三四]至[一二三四]季度",
        r"[零〇一二三四五六七八九]{4}年(?:底|末|度)?",
        r"十[一二三四五六七]五(?=[”\"』]|时|期|规|以|末|收|开|前|后|的|,|、|和|中|总|纲|目|环|生|节|污|任|国|城|重|发)",
        r"(?:近|前|后|过去|未来|今后|最近|此后|往后)(?:\d+|[一二两三四五六七八九十]+)年(?:来|间|内)?",
        r"(?:[一二两三四五六七八九十]+|\d{1,2})年(?:来|间|以来)",
        r"(?:前|近|后)[一二两三四五六七八九十]日|[一二两三五七十]+(?:个工作)?日(?=内|前|后|起)",
        r"\d{1,4}年代",
        r"7[×xX*]24小时",
    ]
)

# Every alternative begins with one of these characters; the look ahead spares the others a try of each.
_FIRST = f"0-9A-Za-z{_CN}〔\\[(【国劣ⅠⅡⅢⅣⅤⅥ第首双前近后过未今最此往上下"
_PATTERN = re.compile(
    f"(?=[{_FIRST}])(?:"
    + "|".join(
        [
            r"(?P<url>https?://[!-~]+|www\.[!-~]+|\d{3,4}-\d{7,8}(?!\d))",
            r"(?P<document>[〔\[(【]" + _Y + r"[〕\])】](?:第)?\d+号)",
            r"(?P<standard>(?:GB|HJ|CJJ|CJ|DB\d*|JGJ|ISO|GBZ|SL|NY|LY)(?:/T|/Z)? ?\d+(?:\.\d+)*(?:[-—]\d{2,4})?)",
            r"(?P<formula>PM[_.]?(?:2\.5|10|1(?!\d))|(?:CO|NO|SO|N|O|H|CH|NH|C|F|Cl)[2-6](?![\d.])(?:O(?!\w))?|BOD5?|COD[a-zA-Z]*)",
            r"(?P<code>(?<![A-Za-z])[A-Za-z]{1,6}-?\d+(?:\.\d+)?(?:-\d+)?)",
            rf"(?P<time>(?<![\d.])(?:{_TIME}))",
            r"(?P<grade>劣?[ⅠⅡⅢⅣⅤⅥIVX]{1,4}(?:[-—~至、和](?:劣)?[ⅠⅡⅢⅣⅤⅥIVX]{1,4}){0,4}类|国[一二三四五六ⅠⅡⅢⅣⅤⅥ](?![家内际土有])"
            r"|[一二三四五](?:(?:、|-|~|至|和|到)[一二三四五])?级(?=标准|以上|及|水|响应|、二级|医院|保护|天|航道|公路|预警|应急)|[一二三四五](?:、[一二三四五]){0,4}类(?=水|区|土|县|标准|固))",
            r"(?P<plus>(?:\d+|N)(?:\+(?:\d+|[NX]))+)",
            r"(?P<phase>[一二三四五六]期(?=[^间货望权限刊待末中]|$)|(?<=[“\"])[双一](?=[^一]{1,8}[”\"]))",
            r"(?P<first>(?<=[居列全国省市区县])首位|首批(?=[国省市级入]))",
            rf"(?P<ordinal>第(?:\d+(?:\.\d+)?|[{_CN}]+))",
            rf"(?P<product>{_N}[×xX*]{_N})",
            rf"(?P<ratio>{_N}(?:[:∶]{_N})+)",
            rf"(?P<fraction>[{_CN}]+分之[{_CN}]+(?:点[{_CN}]+)?|[1-9]/\d(?![\d/])|[一二三四五六七八九]成[一二三四五六七八九半])",
            rf"(?P<number>{_N})",
            rf"(?P<chinese>[{_CN}]+(?:点[零〇一二三四五六七八九]+)?)",
        ]
    )
    + ")"
)

_LONGEST = 60
"""Characters of the longest mention that is read; a longer run of digits or numerals is a code."""
_RANGE_TO = re.compile(rf"(?:[-—~至到]){_N}")
_CHINESE_RANGE_TO = re.compile(rf"[至到][{_CN}]+")
_POWER = re.compile("[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}")
_LOWERED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")
_LISTED = re.compile(r"[.、](?=[\u4e00-\u9fff“《])")
_LIST_FRONT = ";。:,!?\n\t”)"
_NUMBERED = re.compile(r"\d{1,4}[号#]")
_NAMED_BY_YEARS = re.compile("行动|计划|攻坚|规划|滚动|跃升|提升|跨越")
_OFFICE = re.compile("[\u4e00-\u9fff][政办发委文函字环党厅局府通规令组建农林水财工信督指攻坚审管改经商运城]+$")
_BARE_SCALES = ("十万", "百万", "千万", "十亿", "百亿", "千亿", "万亿")
_NO_TIMES = frozenset("生级要干")
_ABOUT_POINTS = re.compile("[多余来]百分点")
_NO_LITRE = tuple("至到幅高级为")
_SERVICE_LINE = re.compile("(?:政务|便民|市民|市长|政府|环保|青少年|服务|举报|投诉|公共){0,3}(?:热线|服务台|专线|电话)")
_VERSION = re.compile("版|时代|建设|行动|升级|模式|计划|工程")
_BARE_YEAR = re.compile("(?:19|20)\\d\\d")
_ONE_DONE = re.compile("(?:完成|开展|新增|建成|获得|实施|组织|启动|召开|翻)了?$")
_PLACED = re.compile("(?:居|列|排|位|名|升至|前进至|正|倒|倒数|均|获|全国|全省|全市|全区|国内|省内|世界|全球)$")
_HOURS = re.compile(r"(\d{1,2})个?小时")
_SCALES = re.compile("[十百千万亿]*")
_HEDGE = "余多来"
# Words that hold a numeral character without stating a number.
_NOT_NUMERALS = re.compile(
    "百分位|十八大|十九届|二十届|一次能源|一次加工|一次电力|两位数|一位数|三位数|个位数|统一|唯一|万一|之一|同一|逐一|单一|专一|合一|第一时间|第三方|进一步|一步|一定|一般|一些|一样|一直|一旦|一起|一切|一致|一体|一系列|"
    "一律|一方面|一线|一带|一路|一把手|一批|一流|一面|一经|一线|一刀切|一揽子|一盘棋|一张网|一站式|一次性|一年一度|一手|一头|一边|一点|一时|"
    "十分|百姓|千方百计|万无一失|万物|千家万户|百年|千年|三农|三中全会|二十大|十九大|十八大|五中全会|四中全会|六中全会|两会|两高|双碳|三亚|"
    "四川|六安|万元GDP|万元地区|万元生产|百万千瓦时电|七一|五一|十一|五四|三门峡|二七|九江|两江|三峡|三明|四平|五指山|六盘水|七台河|八达岭|"
    "九龙|十堰|百色|千岛|万州|万宁|万盛|亿利|千山|三江|三水|六合|八一|一二三产|一产|二产|三产|二氧化|一氧化|三氧化|二甲苯|五氧化|三甲|四氯|"
    "三氯|五谷|两岸|两侧|两翼|两端|两旁|两手|两者|两级|两地|四周|四季|四通|五险|零散|零星|零售|零距|零容忍|零排放|零碳|零增长|零件|零部|清零|归零|"
    "为零|万里|千里|万象|亿万|一日|十足|四面|八方|百花|千万不|万万|百货|千斤顶|三角|四方|六边|五金|九曲|一级|二级|三级"
)
_STOP = re.compile("[。\n]")
_BOUNDARY = frozenset(',;:。、!?()《》“”"「」『』[]【】〔〕 \n')


def _lend_units(text: str, tokens: Sequence[Token]) -> None:
    """Let the last of listed bare numbers lend its unit (``29、51和21微克/立方米``, ``3.4个、1个百分点``)."""
    for token, following in zip(reversed(tokens[:-1]), reversed(tokens[1:]), strict=True):
        is_bare = token.kind is Kind.QUANTITY and token.unit is None and token.classifier in (None, "个")
        if not is_bare or token.scale > 1 or token.is_part_of_ratio or following.unit is None:
            continue
        if text[token.end : following.start] not in ("、", "和", "及", "与", "或", "以及"):
            continue
        if token.classifier is None or following.unit.code == "pp":
            token.unit, token.classifier, token.unit_span = following.unit, None, following.unit_span
            token.scale = following.scale


def _complete_concentrations(text: str, tokens: Sequence[Token], concentration: Unit) -> None:
    """Read 微克 as of a cubic metre where a concentration was printed in its sentence (目标尚有4微克的空间)."""
    is_said, position = False, 0
    for token in tokens:
        is_said = is_said and not _STOP.search(text, position, token.start)
        position = token.end
        if token.unit is not None and token.unit.code == "ug" and is_said:
            token.unit = concentration
        is_said = is_said or (token.unit is not None and token.unit.code == concentration.code)


def is_cjk(character: str) -> bool:
    """Whether a character is a Chinese ideograph."""
    return "\u4e00" <= character <= "\u9fff"


class Lexer:
    """Finds numeral mentions; built once for a unit registry.

    Args:
        units: units and classifiers that may follow a number.
    """

    def __init__(self, units: UnitRegistry) -> None:
        self._units = units.by_alias
        self._classifiers = units.classifiers
        self._longest = max(map(len, [*units.by_alias, *units.classifiers]))
        self._openings = frozenset(alias[0] for alias in [*units.by_alias, *units.classifiers])

    def tokens(self, text: str) -> list[Token]:
        """All numeral mentions of ``text`` in order; they do not overlap."""
        position, search = 0, _PATTERN.search
        found: list[Token] = []
        while match := search(text, position):
            position = match.end()
            if position - match.start() > _LONGEST and match.lastgroup != "url":
                found.append(Token(Kind.IDENT, *match.span(), match.span()))
                continue
            for token in getattr(self, f"_{match.lastgroup}")(text, match):
                found.append(token)
                position = max(position, token.end)
        _lend_units(text, found)
        _complete_concentrations(text, found, self._units["微克/立方米"])
        return found

    # --- forms without a unit -----------------------------------------------------------------------------------

    def _url(self, text: str, match: re.Match[str]) -> Iterator[Token]:
        yield Token(Kind.IDENT, match.start(), match.end(), match.span())

    _standard = _formula = _grade = _url

    def _phase(self, text: str, match: re.Match[str]) -> Iterator[Token]:
        yield Token(Kind.NAME, match.start(), match.end(), match.span())

    def _document(self, text: str, match: re.Match[str]) -> Iterator[Token]:
        """A document number with the short names of place and office before its year."""
        office = _OFFICE.search(text, max(0, match.start() - 10), match.start())
        yield Token(Kind.IDENT, office.start() if office else match.start(), match.end(), match.span())

    def _code(self, text: str, match: re.Match[str]) -> Iterator[Token]:
        """Letters and digits in one word: a code (S102, GB16889), unless a unit follows (``VOCs25家``)."""
        digits = next(i for i in range(match.start(), match.end()) if text[i].isdigit())
        end = match.end()
        if digits - match.start() >= 2 and text[digits - 1] != "-" and self._unit_at(text, end)[2] > end:
            number = _PATTERN.match(text, digits)
            if number and number.lastgroup == "number":
                yield from self._number(text, number)
                return
        yield Token(Kind.IDENT, match.start(), match.end(), match.span())

    def _plus(self, text: str, match: re.Match[str]) -> Iterator[Token]:
        yield Token(Kind.NAME, match.start(), match.end(), match.span())

    def _time(self, text: str, match: re.Match[str]) -> Iterator[Token]:
        """A time, unless a plan is named by its years (三年行动计划)."""
        is_named = (
            not match.group()[:2].isdigit() and match.group()[-1] == "年" and _NAMED_BY_YEARS.match(text, match.end())
        )
        is_plan = match.end() - match.start() == 3 and match.group()[0] == "十"
        yield Token(Kind.NAME if is_named else Kind.TIME, *match.span(), match.span(), is_chinese=is_plan)

    def _ordinal(self, text: str, match: re.Match[str]) -> Iterator[Token]:
        end, printed = match.end(), match.group()[1:]
        value = numerals.arabic(printed) if printed[0].isdigit() else numerals.chinese(printed)
        following = text[end] if end < len(text) else "\n"
        if following in "位名" and value is not None:
            yield Token(
                Kind.RANK,
                match.start(),
                end + 1,
                (match.start() + 1, end),
                (value,),
                0,
                is_chinese=not printed[0].isdigit(),
            )
        elif value is not None and (
            (following in _BOUNDARY and following != "、")
            or (following in "的和与及且、" and _PLACED.search(text, max(0, match.start() - 3), match.start()))
        ):
            yield Token(
                Kind.RANK,
                match.start(),
                end,
                (match.start() + 1, end),
                (value,),
                0,
                is_chinese=not printed[0].isdigit(),
            )
        elif following == "号":
            yield Token(Kind.IDENT, match.start(), end + 1, match.span())
        elif printed[0].isdigit() or following not in "产方时":
            yield Token(Kind.NAME, match.start(), end, match.span())

    def _first(self, text: str, match: re.Match[str]) -> Iterator[Token]:
        kind = Kind.RANK if match.group() == "首位" else Kind.IDENT
        yield Token(
            kind, match.start(), match.end(), (match.start(), match.start() + 1), (Fraction(1),), 0, is_chinese=True
        )

    # --- quantities ---------------------------------------------------------------------------------------------

    def _number(self, text: str, match: re.Match[str]) -> Iterator[Token]:
        start, end = match.span()
        first = match.group()
        numbers = [numerals.arabic(first)]
        decimals = numerals.decimals_of(first)
        if (form := self._form(text, start, end)) is not None:
            yield form
            return
        unit_end, scale, unit, classifier, unit_span, hedge = self.measure_at(text, end)
        if ranged := _RANGE_TO.match(text, end if unit_end == end or (scale > 1 and unit is None) else unit_end):
            second = ranged.group()[1:]
            tail = self.measure_at(text, ranged.end())
            if (unit_span is None or (tail[2], tail[3]) == (unit, classifier)) and not self._is_time_after(
                text, ranged.end()
            ):
                own_scale = scale if unit_span or scale > 1 else tail[1]
                numbers = [numbers[0] * own_scale / tail[1], numerals.arabic(second)]
                decimals = max(decimals, numerals.decimals_of(second))
                end = ranged.end()
                unit_end, scale, unit, classifier, unit_span, hedge = tail
        if unit is not None and unit.code == "d" and (hours := _HOURS.match(text, unit_end)):
            numbers, unit = [numbers[0] * 24 + int(hours[1])], self._units["小时"]
            end, unit_end = hours.end(1), hours.end()
            unit_span = (end, unit_end)
        yield Token(
            Kind.QUANTITY,
            start,
            unit_end,
            (start, end),
            tuple(numbers),
            decimals,
            scale,
            unit,
            classifier,
            unit_span,
            hedge,
            is_negative=self._is_signed(text, start),
        )

    def _form(self, text: str, start: int, end: int) -> Token | None:
        """The mention as a code or name where what follows the digits makes it one (3号, 5G, 500强, [20])."""
        following = text[end : end + 1]
        if _LISTED.match(text, end) and (not start or text[start - 1] in _LIST_FRONT):
            return Token(Kind.ORDINAL, start, end, (start, end))
        if following in "、和" and _NUMBERED.match(text, end + 1):
            return Token(Kind.IDENT, start, end, (start, end))
        printed = text[start:end]
        if printed.isdigit() and _SERVICE_LINE.match(text, end):
            return Token(Kind.IDENT, start, end, (start, end))
        if following and following in "大型连" and is_cjk(text[end + 1 : end + 2] or " "):
            return Token(Kind.NAME, start, end + 1, (start, end))
        if printed.endswith(".0") and _VERSION.match(text, end):
            return Token(Kind.NAME, start, end, (start, end))
        if _BARE_YEAR.fullmatch(printed) and is_cjk(following or " ") and self.measure_at(text, end)[0] == end:
            return Token(Kind.TIME, start, end, (start, end))
        if text[max(0, start - 2) : start] in ("省道", "国道", "县道", "乡道", "附件", "附表"):
            return Token(Kind.IDENT, start, end, (start, end))
        is_caption = text[max(0, start - 1) : start] in ("表", "图") and following in " :、和-"
        if is_caption or text[max(0, start - 2) : start] in ("序号", "编号"):
            return Token(Kind.ORDINAL, start, end, (start, end))
        if following in "号#强路" and following:
            return Token(Kind.IDENT if following != "强" else Kind.NAME, start, end + 1, (start, end))
        if text[max(0, start - 1) : end + 1] in (f"[{text[start:end]}]", f"({text[start:end]})") and end - start < 3:
            return Token(Kind.ORDINAL, start, end, (start, end))
        if following.isascii() and following.isalpha() and self._unit_at(text, end)[2] == end:
            stop = end
            while text[stop : stop + 1].isascii() and text[stop : stop + 1].isalnum():
                stop += 1
            return Token(Kind.IDENT, start, stop, (start, end))
        return None

    def _product(self, text: str, match: re.Match[str]) -> Iterator[Token]:
        first, second = re.split("[×xX*]", match.group())
        if second == "10" and (power := _POWER.match(text, match.end())):
            yield from self._in_powers(text, match, first, power)
            return
        unit_end, scale, unit, classifier, unit_span, hedge = self.measure_at(text, match.end())
        yield Token(
            Kind.QUANTITY,
            match.start(),
            unit_end,
            match.span(),
            (numerals.arabic(first) * numerals.arabic(second),),
            numerals.decimals_of(second),
            scale,
            unit,
            classifier,
            unit_span,
            hedge,
        )

    def _in_powers(self, text: str, match: re.Match[str], first: str, power: re.Match[str]) -> Iterator[Token]:
        """A number times a power of ten (``1.2×10⁴吨``)."""
        exponent = int(power.group().translate(_LOWERED))
        unit_end, scale, unit, classifier, unit_span, hedge = self.measure_at(text, power.end())
        yield Token(
            Kind.QUANTITY,
            match.start(),
            unit_end,
            (match.start(), power.end()),
            (numerals.arabic(first) * Fraction(10) ** exponent,),
            max(0, numerals.decimals_of(first) - exponent),
            scale,
            unit,
            classifier,
            unit_span,
            hedge,
        )

    def _ratio(self, text: str, match: re.Match[str]) -> Iterator[Token]:
        start = match.start()
        for part in re.split("[:∶]", match.group()):
            span = (start, start + len(part))
            yield Token(
                Kind.QUANTITY, *span, span, (numerals.arabic(part),), numerals.decimals_of(part), is_part_of_ratio=True
            )
            start += len(part) + 1

    def _fraction(self, text: str, match: re.Match[str]) -> Iterator[Token]:
        whole = match.group()
        if whole[1] == "成":
            tenths, rest = numerals.chinese(whole[0]) or 0, 5 if whole[2] == "半" else numerals.chinese(whole[2]) or 0
            yield Token(
                Kind.QUANTITY, match.start(), match.end(), match.span(), (Fraction(tenths * 10 + rest),), 0, 1,
                self._units["%"], unit_span=match.span(), is_chinese=True,
            )  # fmt: skip
            return
        if "/" in whole:
            above, _, below = whole.partition("/")
            value: Fraction | None = Fraction(int(above), int(below)) if int(below) else None
            printed_below = None
        else:
            printed_below, _, above = whole.partition("分之")
            top, bottom = numerals.chinese(above), numerals.chinese(printed_below)
            value = top / bottom if top is not None and bottom else None
        if value is None:
            return
        if printed_below == "百":
            percent = self._units["%"]
            yield Token(
                Kind.QUANTITY, match.start(), match.end(), match.span(), (value * 100,), 0, 1, percent,
                unit_span=match.span(), is_chinese=True,
            )  # fmt: skip
        else:
            yield Token(Kind.QUANTITY, match.start(), match.end(), match.span(), (value,), 0, is_chinese=True)

    def _chinese(self, text: str, match: re.Match[str]) -> Iterator[Token]:
        start, end = match.span()
        if text[max(0, start - 1) : start] in ("“", '"') and self._unit_at(text, end)[2] == end:
            yield Token(Kind.NAME, start, end, (start, end), is_chinese=True)
            return
        lead = max(0, start - 2)
        if any(start < word.end() and word.start() < end for word in _NOT_NUMERALS.finditer(text, lead, end + 4)):
            return
        printed = match.group()
        if not printed.strip("十百千万亿") and (len(printed) == 1 or printed not in _BARE_SCALES) and printed != "十":
            return
        if ranged := _CHINESE_RANGE_TO.match(text, end):
            end = ranged.end()
            printed = text[start:end]
            parts = [numerals.chinese(p) for p in re.split("[至到]", printed)]
        else:
            parts = [numerals.chinese(printed)]
        if any(p is None for p in parts):
            return
        values = tuple(p for p in parts if p is not None)
        unit_end, scale, unit, classifier, unit_span, hedge = self.measure_at(text, end)
        following = text[end : end + 1]
        if (
            printed == "一"
            and (classifier or following == "成")
            and not _ONE_DONE.search(text, max(0, start - 4), start)
        ):
            return
        if text[unit_end : unit_end + 1] == "级" and unit is not None and values[0] >= 100:
            yield Token(Kind.NAME, start, unit_end + 1, (start, end), values, 0, is_chinese=True)
            return
        if classifier == "级" and values[0] >= 1000:
            yield Token(Kind.QUANTITY, start, end, (start, end), values, 0, hedge="来", is_chinese=True)
            return
        if unit is None and classifier is None:
            if following == "级" and values[0] >= 1000:
                yield Token(Kind.NAME, start, end, (start, end), values, 0, is_chinese=True)
            elif start and text[start - 1] in "后前" and len(values) == 1 and following in "”\"',;。、强位名":
                yield Token(Kind.RANK, start, end, (start, end), values, 0, is_chinese=True)
            elif (following and following in "大项率环") or (start and text[start - 1] in '“"'):
                yield Token(
                    Kind.NAME,
                    start,
                    end + (bool(following) and following in "大率"),
                    (start, end),
                    values,
                    0,
                    is_chinese=True,
                )
            return
        yield Token(
            Kind.QUANTITY, start, unit_end, (start, end), values, 0, scale, unit, classifier, unit_span, hedge, True
        )

    # --- units --------------------------------------------------------------------------------------------------

    def measure_at(
        self, text: str, position: int
    ) -> tuple[int, int, Unit | None, str | None, tuple[int, int] | None, str]:
        """Hedge, scale and unit behind a number: end, scale, unit, classifier, span of scale and unit, hedge."""
        start = position
        if (
            text[start : start + 1] == " "
            and text[start + 1 : start + 2].isascii()
            and self._unit_at(text, start + 1)[0]
        ):
            start += 1
        hedge = ""
        if text[start : start + 1] in _HEDGE and text[start : start + 1]:
            hedge, start = text[start], start + 1
        run = _SCALES.match(text, start)
        assert run is not None
        longest = len(run.group())
        for length in range(longest + 1):
            at = start + length
            inner = hedge
            if length and text[at : at + 1] in _HEDGE and text[at : at + 1]:
                inner, at = text[at], at + 1
            unit, classifier, end = self._unit_at(text, at)
            if end > at:
                scale = numerals.scale_of(text[start : start + length])
                return end, scale, self._kilowatt_hours(unit, scale), classifier, (start, end), inner
        end = start + longest
        if longest:
            if text[end : end + 1] in _HEDGE and text[end : end + 1]:
                hedge = text[end]
            return end, numerals.scale_of(run.group()), None, None, (start, end), hedge
        return position, 1, None, None, None, hedge

    def _kilowatt_hours(self, unit: Unit | None, scale: int) -> Unit | None:
        """度 behind 万 or 亿 is electricity, no temperature."""
        return (
            self._units["度电"]
            if unit is not None and unit.quantity_kind is QuantityKind.TEMPERATURE and scale >= 10_000
            else unit
        )

    def _unit_at(self, text: str, position: int) -> tuple[Unit | None, str | None, int]:
        """Longest unit or classifier written at ``position``: unit, classifier, end (``position`` where none is)."""
        if text[position : position + 1] not in self._openings:
            return None, None, position
        for length in range(min(self._longest, len(text) - position), 0, -1):
            word = text[position : position + length]
            classifier = self._classifiers.get(word)
            unit = None if classifier else self._units.get(word)
            if word == "个" and _ABOUT_POINTS.match(text, position + 1):
                return self._units["个百分点"], None, position + 5
            if word == "个" and (longer := self._counted_unit(text, position + 1)):
                return None, longer, position + 1 + len(longer)
            if unit is None and classifier is None:
                continue
            end = position + length
            if word == "升" and text[end : end + 1] in _NO_LITRE:
                continue
            if (
                word[-1].isascii()
                and word[-1].isalpha()
                and text[end : end + 1].isascii()
                and text[end : end + 1].isalnum()
            ):
                continue
            if unit and text[end : end + 1] == "/" and (stop := self._denominator(text, end + 1)):
                name = text[position:stop]
                return Unit(name, QuantityKind.OTHER, name, Fraction(1), name, name, (name,)), None, stop
            if classifier and text[end : end + 1] == "次" and text[end + 1 : end + 2] not in _NO_TIMES:
                return None, f"{classifier.code}次", end + 1
            return unit, classifier.code if classifier else None, end
        return None, None, position

    def _denominator(self, text: str, position: int) -> int:
        """End of the unit that another is divided by, 0 where none stands there; such a compound is kept as printed."""
        for length in range(min(self._longest, len(text) - position), 0, -1):
            word = text[position : position + length]
            if word in self._units or word in self._classifiers:
                return position + length
        return 0

    def _counted_unit(self, text: str, position: int) -> str | None:
        """A classifier of occasions that 个 stands before (``5个批次``)."""
        word = text[position : position + 2]
        return word if word[1:] == "次" and word in self._classifiers else None

    @staticmethod
    def _is_signed(text: str, start: int) -> bool:
        """Whether a minus or 零下 stands before a number (a dash after a digit is a range)."""
        if text[max(0, start - 2) : start] == "零下":
            return True
        return start >= 2 and text[start - 1] == "-" and (is_cjk(text[start - 2]) or text[start - 2] in ",(、:")

    @staticmethod
    def _is_time_after(text: str, position: int) -> bool:
        return text[position : position + 1] in "月日" and text[position : position + 1] != ""
