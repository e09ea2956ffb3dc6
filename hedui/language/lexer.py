"""Cutting repaired text into numeral mentions: quantities, places in rankings, times, codes, names, list numbers.

One pass of one pattern finds where a numeral stands; a small reader for its form decides how far the mention reaches.
"""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from hedui.language import numerals
from hedui.language.measures import Measure, Measures, is_cjk
from hedui.language.openings import guarded
from hedui.language.patterns import BARE, MENTION, NUMBER, RULES
from hedui.language.times import PLAN_PERIOD
from hedui.language.tokens import Kind, Token
from hedui.vocabulary.codes import QuantityKind
from hedui.vocabulary.units import Unit, UnitRegistry

_LONGEST = 60
"""Characters of the longest mention that is read; a longer run of digits or numerals is a code."""
_PLAIN = re.compile(r"\d+(?:\.\d+)?")
_RANGE_TO = re.compile(
    rf"(?:[—~至到](?P<sign>零下|-)?|-|[与和](?={NUMBER}[^,;。\d]{{1,12}}之间))(?P<number>{NUMBER})(?!\d)"
)
_CHINESE = re.compile(rf"[{numerals.CHINESE}]+")
_CHINESE_RANGE_TO = re.compile(rf"[至到~-][{numerals.CHINESE}]+")
_TOLERANCE = re.compile(rf"±(?P<bare>{NUMBER})|\(±(?P<bracketed>{NUMBER})%?\)")
_LISTED = re.compile(r"[.、](?=[\u4e00-\u9fff“《])")
_LIST_FRONT = ";。:,!?\n\t”)"
_NUMBERED = re.compile(r"\d{1,4}[号#]")
_NAMED_BY_YEARS = re.compile("行动|计划|攻坚|规划|滚动|跃升|提升|跨越")
_OFFICE = re.compile("[\u4e00-\u9fff][政办发委文函字环党厅局府通规令组建农林水财工信督指攻坚审管改经商运城]+$")
_SERVICE_LINE = re.compile("(?:政务|便民|市民|市长|政府|环保|青少年|服务|举报|投诉|公共){0,3}(?:热线|服务台|专线|电话)")
_VERSION = re.compile("版|时代|建设|行动|升级|模式|计划|工程|任务|方案|政策|试点")
_MOVES_FROM = re.compile("[由从](?:目前|原来|此前)?的?$")
_MOVES_TO = re.compile(
    "(?:逐步|稳步)?(?:下降|降低|减少|压减|缩小|缩短|回落|上升|上涨|提高|提升|增加|增长|扩大|[升降增减])?[到至为]|→"
)
_YEAR = re.compile("(?:19|20)\\d\\d")
_ONE_DONE = re.compile("(?:完成|开展|新增|建成|获得|实施|组织|启动|召开|翻)了?$")
_PLACED = re.compile("(?:居|列|排|位|名|升至|前进至|正|倒|倒数|均|获|全国|全省|全市|全区|国内|省内|世界|全球)$")
_HOURS = re.compile(r"(\d{1,2})个?小时")
_WORDS = re.compile(guarded("|".join(rule.pattern.pattern for rule in RULES if rule.means == "word")))
_STOP = re.compile("[。\n]")
_BOUNDARY = frozenset(',;:。、!?()《》“”"「」『』[]【】〔〕 \n')
_SCALES = "十百千万亿"
_BOUNDED = re.compile("(?:近|超|超过|超出|逾|过|约|达|达到|突破|破|不足|不到|不下|多达|高达|接近|至少|足有|以)$")
"""Words that let a bare 千 or 万 behind them only be an amount."""
_BOUNDED_BEHIND = re.compile("[余多]|(?:及|或)?以[上下内]")
_CELL_EDGE = frozenset("\t\n,、;:()/ ")
_NO_HALF = re.compile("半[径数岛截成坡决夜以导封开]")
_MINUS = re.compile("(?:[\u4e00-\u9fff,(、:]-|(?:[为是达到约温增长速比降]|[:,(、])—)$")
_MINUS_FIRST = re.compile("(?:^|\n)[-—]$")
_LIKE_DIGITS = str.maketrans("OoIl", "0011")
_VAGUE_FIRST = "上成数几"
_AMOUNTS = (QuantityKind.MASS, QuantityKind.AREA, QuantityKind.VOLUME, QuantityKind.MONEY, QuantityKind.ENERGY)
_MANY = 10_000
"""From here on a Chinese numeral is an amount, even where no unit is printed (投资两百万)."""
_NEAR = 4
"""Characters before a number that are looked at for a word that bounds or counts it."""
_SHARES = {"一半": Fraction(1, 2), "半数": Fraction(1, 2), "百分百": Fraction(1)}
_FRACTIONS = {"百": "%", "千": "‰", "万": "‱"}
_SUPERSCRIPTS = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")


def _lend_units(text: str, tokens: Sequence[Token]) -> None:
    """Let the last of listed bare numbers, or the end of a move, lend its unit (``29、51和21吨``, ``由45降到43吨``)."""
    for token, following in zip(reversed(tokens[:-1]), reversed(tokens[1:]), strict=True):
        is_bare = token.kind is Kind.QUANTITY and token.unit is None and token.classifier in (None, "个")
        if not is_bare or token.scale > 1 or token.is_part_of_ratio or following.unit is None:
            continue
        between = text[token.end : following.start].removesuffix("-")
        is_start = _MOVES_TO.fullmatch(between) and _MOVES_FROM.search(text, max(0, token.start - _NEAR), token.start)
        if between not in ("、", "和", "及", "与", "或", "以及") and not is_start:
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


def _mark(kind: Kind, start: int, end: int) -> Token:
    """A mention that measures nothing."""
    return Token(kind, start, end, (start, end))


class Lexer:
    """Finds numeral mentions; built once for a unit registry.

    Args:
        units: units and classifiers that may follow a number.
    """

    def __init__(self, units: UnitRegistry) -> None:
        self._measures = Measures(units)
        self._units = units.by_alias
        self.measure_at = self._measures.at

    def tokens(self, text: str) -> list[Token]:
        """All numeral mentions of ``text`` in order; they do not overlap."""
        position, search = 0, MENTION.search
        found: list[Token] = []
        while match := search(text, position):
            position = match.end()
            if position - match.start() > _LONGEST and match.lastgroup != "ident":
                found.append(_mark(Kind.IDENT, *match.span()))
                continue
            own = list(getattr(self, f"_{match.lastgroup}")(text, match))
            found += own
            position = own[-1].end if own else position
        _lend_units(text, found)
        _complete_concentrations(text, found, self._units["微克/立方米"])
        return found

    # --- forms without a unit -----------------------------------------------------------------------------------

    def _ident(self, text: str, match: re.Match[str]) -> Iterator[Token]:
        yield _mark(Kind.IDENT, *match.span())

    def _name(self, text: str, match: re.Match[str]) -> Iterator[Token]:
        yield _mark(Kind.NAME, *match.span())

    def _marker(self, text: str, match: re.Match[str]) -> Iterator[Token]:
        yield _mark(Kind.ORDINAL, *match.span())

    def _document(self, text: str, match: re.Match[str]) -> Iterator[Token]:
        """A document number with the short names of place and office before its year."""
        office = _OFFICE.search(text, max(0, match.start() - 10), match.start())
        yield Token(Kind.IDENT, office.start() if office else match.start(), match.end(), match.span())

    def _code(self, text: str, match: re.Match[str]) -> Iterator[Token]:
        """Letters and digits in one word: a code (S102, GB16889), unless a unit follows (``VOCs25家``)."""
        digits = next(i for i in range(match.start(), match.end()) if text[i].isdigit())
        if digits - match.start() >= 2 and text[digits - 1] != "-" and self._measures.unit_end(text, match.end()):
            number = BARE.match(text, digits)
            if number:
                yield from self._number(text, number)
                return
        yield _mark(Kind.IDENT, *match.span())

    def _time(self, text: str, match: re.Match[str]) -> Iterator[Token]:
        """A time, unless a plan is named by its years (三年行动计划)."""
        is_named = (
            not match.group()[:2].isdigit() and match.group()[-1] == "年" and _NAMED_BY_YEARS.match(text, match.end())
        )
        is_plan = PLAN_PERIOD.fullmatch(match.group()) is not None
        yield Token(Kind.NAME if is_named else Kind.TIME, *match.span(), match.span(), is_chinese=is_plan)

    def _ordinal(self, text: str, match: re.Match[str]) -> Iterator[Token]:
        start, end, printed = match.start(), match.end(), match.group()[1:]
        is_chinese = not printed[0].isdigit()
        value = numerals.chinese(printed) if is_chinese else numerals.arabic(printed)
        following = text[end] if end < len(text) else "\n"
        if following in "位名" and value is not None:
            yield Token(Kind.RANK, start, end + 1, (start + 1, end), (value,), 0, is_chinese=is_chinese)
        elif value is not None and (
            (following in _BOUNDARY and following != "、")
            or (following in "的和与及且、" and _PLACED.search(text, max(0, start - 3), start))
        ):
            yield Token(Kind.RANK, start, end, (start + 1, end), (value,), 0, is_chinese=is_chinese)
        elif following == "号":
            yield Token(Kind.IDENT, start, end + 1, match.span())
        elif not is_chinese or following not in "产方时":
            yield _mark(Kind.NAME, start, end)

    def _first(self, text: str, match: re.Match[str]) -> Iterator[Token]:
        kind = Kind.RANK if match.group() == "首位" else Kind.IDENT
        start, end = match.span()
        yield Token(kind, start, end, (start, start + 1), (Fraction(1),), 0, is_chinese=True)

    # --- quantities ---------------------------------------------------------------------------------------------

    def _number(self, text: str, match: re.Match[str]) -> Iterator[Token]:
        start, end = match.span()
        yield self._form(text, start, end) or self._arabic(text, start, end)

    def _arabic(self, text: str, start: int, end: int) -> Token:
        """A number in digits with all that belongs to it: parts with scales of their own, ``±``, a range, 半."""
        number, decimals = numerals.arabic(text[start:end]), numerals.decimals_of(text[start:end])
        numbers: tuple[Fraction, ...] = (number,)
        tolerance = None
        if around := _TOLERANCE.match(text, end):
            tolerance, end = numerals.arabic(around["bare"] or around["bracketed"]), around.end()
        measure = self._measures.at(text, end)
        if tolerance is None and _is_part(number, measure, text):
            return self._of_parts(text, start, end, measure)
        is_vague = False
        if measure.hedge == "几":
            numbers, is_vague = (number, number + 10), True
        is_negative = self._is_signed(text, start, measure)
        if text[max(0, start - 1) : start] == "±":
            numbers = (-number, number)
        elif tolerance is None and (ranged := self._range_to(text, end, measure)):
            match, tail = ranged
            second = numerals.arabic(match["number"])
            first = number * (measure.scale if measure.span else tail.scale) / tail.scale
            if is_negative and text[start - 1] != "下" and (match["sign"] or match.group()[0] != "-"):
                is_negative, first, second = False, -first, -second if match["sign"] else second
            elif match["sign"]:
                second = -second
            numbers, decimals = (first, second), max(decimals, numerals.decimals_of(match["number"]))
            end, measure = match.end(), tail
        elif measure.unit is not None and measure.unit.code == "d" and (hours := _HOURS.match(text, measure.end)):
            numbers, unit = (number * 24 + int(hours[1]),), self._units["小时"]
            end, span = hours.end(1), (hours.end(1), hours.end())
            measure = Measure(hours.end(), 1, unit, None, span, measure.hedge)
        return self._quantity(
            text, (start, end), numbers, decimals, measure,
            tolerance=tolerance, is_negative=is_negative, is_vague=is_vague,
        )  # fmt: skip

    def _range_to(self, text: str, end: int, measure: Measure) -> tuple[re.Match[str], Measure] | None:
        """The second number of a range behind a first with its measure, and the measure of the range."""
        at = measure.end if measure.span else end
        match = _RANGE_TO.match(text, at)
        if match is None and measure.is_known and measure.scale == 1:
            match = _RANGE_TO.match(text, end)
        if match is None or text[match.end() : match.end() + 1] in tuple("月日"):
            return None
        tail = self._measures.at(text, match.end())
        return (match, tail) if not measure.is_known or tail.is_of(measure) else None

    def _of_parts(self, text: str, start: int, number_end: int, measure: Measure) -> Token:
        """A number printed in parts, each with a scale of its own (3万4000户, 12亿3456万7890元)."""
        total = numerals.arabic(text[start:number_end]) * measure.scale
        end = number_end
        while _is_part(Fraction(0), measure, text) and (part := _PLAIN.match(text, measure.end)):
            own, above = self._measures.at(text, part.end()), measure.scale
            shared = _shared_scale(text, own, above)
            if text[part.end() : part.end() + 1] in tuple("年月日时"):
                break
            if own.scale == 1 and 10 ** len(part.group()) != above:
                if len(part.group()) == 1 and own.unit is not None and own.unit.quantity_kind in _AMOUNTS:
                    return self._quantity(text, (start, part.end()), (), None, own)  # 5万5吨: five, or five thousand
                break
            if shared:
                total, above = total * shared, above * shared
            amount = numerals.arabic(part.group()) * own.scale
            if amount >= above:
                break
            total, end, measure = total + amount, part.end(), own
        return self._quantity(text, (start, end), (total / measure.scale,), 0, measure)

    def _quantity(
        self,
        text: str,
        number: tuple[int, int],
        numbers: tuple[Fraction, ...],
        decimals: int | None,
        measure: Measure,
        *,
        tolerance: Fraction | None = None,
        is_chinese: bool = False,
        is_negative: bool = False,
        is_vague: bool = False,
        is_amount: bool = False,
        is_damaged: bool = False,
    ) -> Token:
        """The token of a number and its measure; a 半 behind the unit and 番 are read here."""
        is_open = is_vague and len(numbers) == 1
        hedge = ("上" if is_open and text[number[0]] not in "几数" else "") if is_vague else measure.hedge
        hedge = "余" if hedge == "几" else hedge  # 二百几吨
        if measure.classifier == "番" and len(numbers) == 1:  # doublings, as growth
            numbers = ((Fraction(2) ** int(numbers[0]) - 1) * 100,)
            measure = measure._replace(unit=self._units["%"], classifier=None)
        elif len(numbers) == 1 and numbers[0].denominator == 1 and measure.scale == 1:
            with_half = self._with_half(text, measure)
            if with_half is not measure:
                numbers, decimals, measure = (numbers[0] + Fraction(1, 2),), 1, with_half
        return Token(
            Kind.QUANTITY, number[0], max(measure.end, number[1]), number, numbers, decimals,
            measure.scale, measure.unit, measure.classifier, measure.span, hedge, tolerance, is_chinese,
            is_negative, is_vague=is_vague, is_open=is_open, is_amount=is_amount or is_vague,
            is_damaged=is_damaged or not numbers,
        )  # fmt: skip

    def _with_half(self, text: str, measure: Measure) -> Measure:
        """The measure with the 半 behind it (一吨半, 三个半月), the same where none stands there."""
        if not measure.is_known or measure.span is None or text[measure.end : measure.end + 1] != "半":
            return measure
        if _NO_HALF.match(text, measure.end):
            return measure
        end = measure.end + 1
        if measure.classifier == "个":
            inner = self._measures.at("个" + text[end : end + _LONGEST], 0)
            if inner.is_known and inner.end > 1:
                end += inner.end - 1
                return inner._replace(end=end, span=(measure.span[0], end))
        return measure._replace(end=end)

    def _form(self, text: str, start: int, end: int) -> Token | None:
        """The mention as a code or name where what follows the digits makes it one (3号, 5G, 500强, [20])."""
        following = text[end : end + 1]
        if _LISTED.match(text, end) and (not start or text[start - 1] in _LIST_FRONT):
            return _mark(Kind.ORDINAL, start, end)
        if following in "、和" and _NUMBERED.match(text, end + 1):
            return _mark(Kind.IDENT, start, end)
        printed = text[start:end]
        if printed.isdigit() and _SERVICE_LINE.match(text, end):
            return _mark(Kind.IDENT, start, end)
        if following and following in "大型连" and is_cjk(text[end + 1 : end + 2] or " "):
            return Token(Kind.NAME, start, end + 1, (start, end))
        if printed.endswith(".0") and _VERSION.match(text, end):
            return _mark(Kind.NAME, start, end)
        if _YEAR.fullmatch(printed) and is_cjk(following or " ") and self._measures.at(text, end).end == end:
            return _mark(Kind.TIME, start, end)
        if text[max(0, start - 2) : start] in ("省道", "国道", "县道", "乡道", "附件"):
            return _mark(Kind.IDENT, start, end)
        if text[max(0, start - 2) : start] in ("序号", "编号"):
            return _mark(Kind.ORDINAL, start, end)
        if following in "号#强路" and following:
            return Token(Kind.IDENT if following != "强" else Kind.NAME, start, end + 1, (start, end))
        if text[max(0, start - 1) : end + 1] in (f"[{text[start:end]}]", f"({text[start:end]})") and end - start < 3:
            return _mark(Kind.ORDINAL, start, end)
        if following.isascii() and following.isalpha() and not self._measures.unit_end(text, end):
            stop = end
            while text[stop : stop + 1].isascii() and text[stop : stop + 1].isalnum():
                stop += 1
            return Token(Kind.IDENT, start, stop, (start, end))
        return None

    def _damaged(self, text: str, match: re.Match[str]) -> Iterator[Token]:
        """Digits that a reader cannot tell the number of (2,88万吨, 1.2.3吨), where what they measure is printed.

        A count may begin behind a comma or a blank (AQI为85,12个站点), an amount with a unit hardly.
        """
        start, end = match.span()
        printed = match.group()
        measure = self._measures.at(text, end)
        is_parted = printed.count(".") > 1 and "," not in printed
        is_amount = measure.scale > 1 or (
            measure.unit is not None
            and (is_parted or measure.unit.quantity_kind not in (QuantityKind.PERCENT, QuantityKind.DURATION))
        )
        is_year = _YEAR.fullmatch(printed.replace("。", " ").split(" ")[0]) is not None
        if is_amount and not is_year and not BARE.fullmatch(printed):
            yield self._quantity(text, (start, end), (), None, measure)
        elif is_parted:
            yield _mark(Kind.ORDINAL, start, end)
        else:
            number = BARE.match(text, start)
            assert number is not None
            yield from self._number(text, number)

    def _lettered(self, text: str, match: re.Match[str]) -> Iterator[Token]:
        """Digits with letters that look like digits among them (1O.5%), where what they measure is printed."""
        start, end = match.span()
        measure = self._measures.at(text, end)
        digits = match.group().translate(_LIKE_DIGITS)
        if _is_measured(text, measure):
            numbers = (numerals.arabic(digits),) if BARE.fullmatch(digits) else ()
            decimals = numerals.decimals_of(digits)
            yield self._quantity(text, (start, end), numbers, decimals, measure, is_damaged=True)
        elif text[start].isdigit():
            number = BARE.match(text, start)
            assert number is not None
            yield from self._number(text, number)
        else:
            yield _mark(Kind.IDENT, start, end)

    def _power(self, text: str, match: re.Match[str]) -> Iterator[Token]:
        """A number with a power of ten (1.2×10⁵, 3e4); 1.2×108 has lost what raised its exponent."""
        first, exponent = re.split("[×xX*]10|[eE]", match.group(), maxsplit=1)
        power = int(exponent.lstrip("^").translate(_SUPERSCRIPTS).replace("−", "-"))
        measure = self._measures.at(text, match.end())
        number, scale = numerals.arabic(first), 10 ** max(0, power)
        if power < 0:
            number /= 10**-power
        token = self._quantity(
            text, match.span(), (number,), numerals.decimals_of(first) + max(0, -power),
            measure._replace(scale=measure.scale * scale),
        )  # fmt: skip
        yield token

    def _product(self, text: str, match: re.Match[str]) -> Iterator[Token]:
        first, second = re.split("[×xX*]", match.group())
        product = numerals.arabic(first) * numerals.arabic(second)
        measure = self._measures.at(text, match.end())
        yield self._quantity(text, match.span(), (product,), numerals.decimals_of(second), measure)

    def _ratio(self, text: str, match: re.Match[str]) -> Iterator[Token]:
        start = match.start()
        for part in re.split("[:∶]", match.group()):
            span = (start, start + len(part))
            yield Token(
                Kind.QUANTITY, *span, span, (numerals.arabic(part),), numerals.decimals_of(part), is_part_of_ratio=True
            )
            start += len(part) + 1

    def _percent(self, text: str, match: re.Match[str]) -> Iterator[Token]:
        """Hundredths, thousandths and ten-thousandths in words (百分之三点五, 千分之三至五)."""
        below, _, printed = match.group().partition("分之")
        ends = [re.sub("^[百千万]分之", "", end) for end in re.split("[至到]", printed)]
        read = [numerals.arabic(end) if end[0].isdigit() else numerals.chinese(end) for end in ends]
        numbers = tuple(number for number in read if number is not None)
        if len(numbers) < len(ends):
            yield _mark(Kind.NAME, *match.span())
            return
        decimals = max(len(end.partition("点")[2]) if "点" in end else numerals.decimals_of(end) for end in ends)
        yield self._share(match.span(), numbers, decimals, self._units[_FRACTIONS[below]])

    def _fraction(self, text: str, match: re.Match[str]) -> Iterator[Token]:
        """Parts of one: 三分之一, 1/3, ½, 三成五, 一半; with a unit behind them an amount, else a share."""
        printed, span = match.group(), match.span()
        value = _part_of_one(printed)
        measure = self._measures.at(text, match.end())
        if value is None or (value >= 1 and "/" in printed and "又" not in printed):
            yield _mark(Kind.IDENT, *span)
        elif (measure.is_known and "成" not in printed and not measure.classifier) or value > 1:
            yield self._quantity(text, span, (value,), None, measure, is_amount=True)
        else:
            yield self._share(span, (value * 100,), 0, self._units["%"])

    def _share(self, span: tuple[int, int], numbers: tuple[Fraction, ...], decimals: int, unit: Unit) -> Token:
        return Token(
            Kind.QUANTITY, *span, span, numbers, decimals, 1, unit, unit_span=span, is_chinese=True, is_amount=True
        )

    def _half(self, text: str, match: re.Match[str]) -> Iterator[Token]:
        measure = self._measures.at(text, match.end())
        if measure.is_known:
            yield self._quantity(text, match.span(), (Fraction(1, 2),), 1, measure, is_chinese=True, is_amount=True)

    def _vague(self, text: str, match: re.Match[str]) -> Iterator[Token]:
        """An amount that its words leave open (数万亩, 十几万户, 七八成), or a name where nothing is measured."""
        start, end = match.span()
        if match.group()[0] not in _VAGUE_FIRST and (word := _word_end(text, start, end)):
            yield from self._named(text, start, end, word)
            return
        ends = numerals.vague(match.group())
        if not ends:
            if plain := _CHINESE.match(text, start):
                yield from self._chinese(text, plain)
            return
        measure = self._measures.at(text, end)
        following = text[end : end + 1] or "\n"
        is_quoted = text[max(0, start - 1) : start] in ("“", '"')
        if is_quoted and not measure.is_known:
            yield Token(Kind.NAME, start, end, (start, end), is_chinese=True)
        elif measure.is_known or (following in _BOUNDARY and match.group()[0] in _VAGUE_FIRST):
            yield self._quantity(text, (start, end), ends, 0, measure, is_chinese=True, is_vague=True)
        elif match.group()[0] in _VAGUE_FIRST:
            yield Token(Kind.NAME, start, end, (start, end), is_chinese=True)

    def _capital(self, text: str, match: re.Match[str]) -> Iterator[Token]:
        """A numeral in capitals (壹佰万元), where what it measures is printed; one alone may begin a name (伍家岗)."""
        value = numerals.chinese(match.group())
        measure = self._measures.at(text, match.end())
        if measure.unit is not None or (measure.classifier and len(match.group()) > 1):
            numbers = () if value is None else (value,)
            yield self._quantity(text, match.span(), numbers, 0, measure, is_chinese=True, is_amount=True)

    def _chinese(self, text: str, match: re.Match[str]) -> Iterator[Token]:
        start, end = match.span()
        printed = match.group()
        if text[max(0, start - 1) : start] in ("“", '"') and not self._measures.unit_end(text, end):
            yield Token(Kind.NAME, start, end, (start, end), is_chinese=True)
            return
        if "点" not in printed and (word := _word_end(text, start, end)):
            yield from self._named(text, start, end, word)
            return
        if not printed.strip(_SCALES) and printed != "十":
            yield from self._bare_scale(text, start, end)
            return
        if printed[-1] == "千" and self._measures.unit_end(text, end - 1) > end:  # 三万千瓦: the 千 is the unit's
            end -= 1
            printed = text[start:end]
        parts = [numerals.chinese(printed)]
        if (ranged := _CHINESE_RANGE_TO.match(text, end)) and self._measures.at(text, ranged.end()).is_known:
            parts.append(numerals.chinese(ranged.group()[1:]))
            end = ranged.end()
        numbers = tuple(part for part in parts if part is not None)
        if len(numbers) == len(parts):
            yield from self._counted(text, start, end, numbers)
        elif (measure := self._measures.at(text, end)).is_known:
            yield self._quantity(text, (start, end), (), None, measure, is_chinese=True, is_amount=True)

    def _named(self, text: str, start: int, end: int, word: int) -> Iterator[Token]:
        """A numeral in a word that states no number; a name where a unit stands behind that word."""
        measure = self._measures.at(text, end)
        if word <= end and (measure.unit is not None or (measure.classifier and end - start > 1)):
            yield Token(Kind.NAME, start, end, (start, end), is_chinese=True)

    def _counted(self, text: str, start: int, end: int, numbers: tuple[Fraction, ...]) -> Iterator[Token]:
        """A Chinese numeral by what follows it: an amount, a place, or part of a name."""
        measure = self._measures.at(text, end)
        first = numbers[0]
        following = text[end : end + 1]
        decimals = len(text[start:end].partition("点")[2])
        is_amount = measure.hedge != ""
        token = self._quantity(text, (start, end), numbers, decimals, measure, is_chinese=True, is_amount=is_amount)
        is_any = text[start:end] == "一" and token.numbers == numbers and measure.classifier  # 一个 is a, not 1
        if is_any and not _ONE_DONE.search(text, max(0, start - _NEAR), start):
            return
        if text[measure.end : measure.end + 1] == "级" and measure.unit is not None and first >= 100:
            yield Token(Kind.NAME, start, measure.end + 1, (start, end), numbers, 0, is_chinese=True)
        elif measure.classifier == "级" and first >= 1000:
            yield Token(Kind.NAME, start, end, (start, end), numbers, 0, is_chinese=True)
        elif measure.is_known:
            yield token
        elif following == "级" and first >= 1000:
            yield Token(Kind.NAME, start, end, (start, end), numbers, 0, is_chinese=True)
        elif start and text[start - 1] in "后前" and len(numbers) == 1 and following in "”\"',;。、强位名":
            yield Token(Kind.RANK, start, end, (start, end), numbers, 0, is_chinese=True)
        elif (following and following in "大项率环") or (start and text[start - 1] in '“"'):
            stop = end + (bool(following) and following in "大率")
            yield Token(Kind.NAME, start, stop, (start, end), numbers, 0, is_chinese=True)
        elif decimals or (measure.scale > 1 and measure.hedge) or (first >= _MANY and following in _BOUNDARY):
            yield token

    def _bare_scale(self, text: str, start: int, end: int) -> Iterator[Token]:
        """Scales without a digit: a unit in a cell, an amount (近千家, 百万吨), else part of a name (千亩林场)."""
        value = Fraction(numerals.scale_of(text[start:end]))
        if text[end - 1] == "千" and end - start > 1 and self._measures.unit_end(text, end - 1) > end:
            end -= 1
            value = Fraction(numerals.scale_of(text[start:end]))
        measure = self._measures.at(text, end)
        before, after = text[start - 1 : start] if start else "\n", text[measure.end : measure.end + 1] or "\n"
        is_bounded = bool(
            _BOUNDED.search(text, max(0, start - _NEAR), start)
            or measure.hedge in ("余", "多")
            or _BOUNDED_BEHIND.match(text, measure.end)
        )
        is_level = after == "级" or measure.classifier == "级"
        is_alone = before in _CELL_EDGE and after in _CELL_EDGE and "十" not in text[start:end]
        if measure.is_known and not is_bounded and is_alone:
            return
        if is_level or before == "/" or (not is_bounded and (end - start == 1 or measure.classifier)):
            if is_level or before == "/" or (measure.is_known and text[measure.end - 1] != "元"):
                stop = measure.end + (after == "级")
                yield Token(Kind.NAME, start, stop, (start, end), (value,), 0, is_chinese=True)
        elif measure.is_known:
            yield self._quantity(text, (start, end), (value,), 0, measure, is_chinese=True, is_amount=is_bounded)

    @staticmethod
    def _is_signed(text: str, start: int, measure: Measure) -> bool:
        """Whether a minus or 零下 stands before a number (a dash after a digit is a range); nothing counts below 0."""
        if text[max(0, start - 2) : start] == "零下":
            return True
        if measure.classifier is not None:
            return False
        is_temperature = measure.unit is not None and measure.unit.quantity_kind is QuantityKind.TEMPERATURE
        near = text[max(0, start - 2) : start]
        return bool(_MINUS.search(near)) or (is_temperature and bool(_MINUS_FIRST.search(near)))


def _is_measured(text: str, measure: Measure) -> bool:
    """Whether scale or unit stand behind a number in Chinese or as a percent sign, not as a Latin letter."""
    return measure.span is not None and (text[measure.span[0]] == "%" or not text[measure.span[0]].isascii())


def _is_part(number: Fraction, measure: Measure, text: str) -> bool:
    """Whether digits go on behind a whole number with a scale and no unit (3万4000户)."""
    is_whole = number.denominator == 1
    is_open = is_whole and not measure.is_known and measure.scale > 1 and not measure.hedge
    return is_open and text[measure.end : measure.end + 1].isdigit()


def _shared_scale(text: str, measure: Measure, above: int) -> int:
    """The 万 or 亿 that a part lends to the one before it (1千5百万), 0 where it lends none."""
    own = numerals.SCALES[text[measure.span[0]]] if measure.span and measure.scale > 1 else 1
    return measure.scale // own if own < above and measure.scale > own else 0


def _word_end(text: str, start: int, end: int) -> int:
    """End of the last word that states no number and holds some of the numeral, 0 where there is none."""
    words = _WORDS.finditer(text, max(0, start - 2), end + 4)
    return max((word.end() for word in words if start < word.end() and word.start() < end), default=0)


def _part_of_one(printed: str) -> Fraction | None:
    """Value of a fraction as printed, None where it has none (1/0)."""
    if printed in _SHARES:
        return _SHARES[printed]
    if "成" in printed:
        tenths, _, rest = printed.partition("成")
        hundredths = Fraction(5) if rest == "半" else numerals.chinese(rest) or Fraction(0)
        return ((numerals.chinese(tenths) or 0) * 10 + hundredths) / 100
    if "分之" in printed:
        below, _, above = printed.partition("分之")
        top, bottom = numerals.chinese(above), numerals.chinese(below)
        return top / bottom if top is not None and bottom else None
    if "/" in printed:
        whole, _, part = printed.rpartition("又")
        numerator, denominator = map(int, part.split("/"))
        return int(whole or 0) + Fraction(numerator, denominator) if denominator else None
    return Fraction(int(printed[:-1] or 0)) + numerals.fraction_sign(printed[-1])
